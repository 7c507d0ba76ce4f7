"""How many statements a page sends, BEGIN and COMMIT counted: few, and the same however much there is to show."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.models import Case
from opennrm.demo.answers import adult_answers, write_referral
from opennrm.mechanism.calendar import legal_day
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import pages_that_apply
from tests.factories import partners as made
from tests.factories.referrals import house

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION_PAGE = 5
CASE_PAGE = 8


def statements_of(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as sent:
        assert client.get(path).status_code == 200
    return [told["sql"] for told in sent.captured_queries]


def make_copies(reference: str, first: int, last: int) -> None:
    """More cases like this one in the same team: rows for a list to show, without a history."""
    case = Case.objects.get(reference=reference)
    access = case.access.get()
    for number in range(first, last):
        case.id, case.reference = uuid4(), f"NRM-0000-{number:04}-00"
        case.save(force_insert=True)
        access.pk, access.case = None, case
        access.save(force_insert=True)


def test_every_question_page_sends_at_most_five_statements() -> None:
    here = house()
    answers = adult_answers(legal_day(here.at))
    draft_id = write_referral(answers, by=here.actor("officer"), at=here.at)
    officer = made.client_for(here.officer)
    for page in pages_that_apply(CATALOGUE, answers):
        sent = statements_of(officer, f"/referrals/drafts/{draft_id}/{page.slug}/")
        assert len(sent) <= QUESTION_PAGE, (page.slug, sent)
        assert (sent[0], sent[-1]) == ("BEGIN", "COMMIT")


def test_a_work_list_sends_as_many_statements_for_sixty_cases_as_for_one() -> None:
    here = house()
    caseworker = made.client_for(here.caseworker)
    reference = here.adult()
    at_one = statements_of(caseworker, "/cases/")
    make_copies(reference, 1, 3)
    at_three = statements_of(caseworker, "/cases/")
    make_copies(reference, 3, 60)
    assert Case.objects.count() == 60
    at_sixty = statements_of(caseworker, "/cases/")
    assert len(at_one) == len(at_three) == len(at_sixty)


def test_the_page_of_a_case_sends_as_many_statements_for_three_pieces_of_evidence_as_for_one() -> None:
    here = house()
    caseworker = made.client_for(here.caseworker)
    reference = here.adult()

    def add(source: str) -> None:
        told = {"kind": "police", "text": "Officers found six beds in one room.", "source": source}
        add_evidence(reference, **told, by=here.actor("caseworker"), at=here.at)

    add("Marshland Police")
    at_one = statements_of(caseworker, f"/cases/{reference}/")
    add("Harbour Council")
    add("")
    at_three = statements_of(caseworker, f"/cases/{reference}/")
    assert len(at_one) == len(at_three)


@pytest.mark.proves("15.3.1")
def test_the_page_of_a_case_sends_at_most_eight_statements() -> None:
    here = house()
    sent = statements_of(made.client_for(here.caseworker), f"/cases/{here.adult()}/")
    assert len(sent) <= CASE_PAGE, sent
