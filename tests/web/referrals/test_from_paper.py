"""What was written down on a prompt sheet is typed page by page, by the numbers of the sheet, and says so for good."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from opennrm.partners.models import Account
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.numbering import number_of
from opennrm.referrals.models import Draft
from opennrm.referrals.paper import Paper
from opennrm.referrals.queries import draft_for
from tests.factories import cases, partners
from tests.referrals.test_paper import PAPER, sent

pytestmark = pytest.mark.django_db
WRITTEN = {"written-day": "2", "written-month": "3", "written-year": "2026", "written_by": "Zoë Quill, nurse"}


def responder() -> Account:
    return partners.account("first_responder", in_team=partners.team(partners.organisation()))


def begun(who: Account) -> tuple[Client, str]:
    client = partners.client_for(who)
    answer = client.post(reverse("start_from_paper"), WRITTEN)
    assert answer.status_code == 302
    return client, answer.headers["Location"]


def test_when_and_by_whom_is_kept_and_shown() -> None:
    who = responder()
    client, address = begun(who)
    paper = draft_for(partners.actor(who), Draft.objects.get().id).paper
    assert paper is not None
    assert (paper.written_on.isoformat(), paper.written_by) == ("2026-03-02", "Zoë Quill, nurse")
    shown = client.get(address).content.decode()
    assert "Written down on paper first: Monday 2 March 2026, by Zoë Quill, nurse." in shown


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"written-day": "32"}, "must be a day that is in the calendar"),
        ({"written-day": "", "written-month": "", "written-year": ""}, "Write the day on which it was written down"),
        ({"written-year": "2099"}, "must be today or in the past"),
        ({"written_by": ""}, "Write who wrote it down"),
        ({"written_by": "Q" * 300}, "in at most 250 characters"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(changed: dict[str, str], said: str) -> None:
    client = partners.client_for(responder())
    answer = client.post(reverse("start_from_paper"), WRITTEN | changed)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert said in shown
    assert f'value="{(WRITTEN | changed)["written-year"]}"' in shown or not changed.get("written-year", "x")
    assert not Draft.objects.exists()


def test_a_page_says_its_numbers_and_a_number_leads_to_its_page() -> None:
    who = responder()
    client, address = begun(who)
    number = number_of(CATALOGUE, "referrer_nation")
    answer = client.post(address, {"number": str(number)})
    assert answer.headers["Location"].endswith("/your-nation/")
    shown = client.get(answer.headers["Location"]).content.decode()
    assert f"Question {number}<" in shown
    assert "Go to question number" in shown


@pytest.mark.parametrize("number", ["0", "999", "twelve", "", "-1"])
def test_a_number_that_there_is_not_is_said(number: str) -> None:
    client, address = begun(responder())
    shown = client.post(address, {"number": number}).content.decode()
    assert f"Enter the number of a question, from 1 to {len(CATALOGUE.questions)}" in shown


def test_a_question_that_is_not_asked_yet_says_what_to_do_first() -> None:
    client, address = begun(responder())
    shown = client.post(address, {"number": str(number_of(CATALOGUE, "first_name"))}).content.decode()
    assert "With the answers so far this is not asked" in shown


def test_a_draft_that_was_typed_at_once_says_nothing_of_paper() -> None:
    who = responder()
    client = partners.client_for(who)
    address = client.post(reverse("start_referral")).headers["Location"]
    assert "Go to question number" not in client.get(address).content.decode()
    assert Draft.objects.get().paper is None
    assert Paper.__name__ not in client.get(address).content.decode()


def test_whoever_decides_sees_that_it_was_written_down_on_paper() -> None:
    by, officer = cases.referrer(), cases.officer("caseworker")
    reference = sent(by, PAPER)
    shown = partners.client_for(Account.objects.get(id=officer.account_id))
    page = shown.get(reverse("case", kwargs={"reference": reference})).content.decode()
    assert "Written down on paper first" in page
    assert PAPER.written_by in page
    own = partners.client_for(Account.objects.get(id=by.account_id))
    assert PAPER.written_by in own.get(reverse("referral", kwargs={"reference": reference})).content.decode()
