"""A referral that was written down on paper first says so for good: when and by whom, sealed, and compared by hash."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.demo.answers import adult_answers
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.inputs import as_submitted
from opennrm.questions.journey import pages_that_apply
from opennrm.referrals.actions import save_page, start_draft, submit_referral
from opennrm.referrals.models import Draft, Referral
from opennrm.referrals.paper import Paper, paper_in
from opennrm.referrals.queries import draft_for, referral_read
from opennrm.referrals.verification import check_referrals
from tests.factories import cases
from tests.factories.sealing import overwrite

pytestmark = pytest.mark.django_db
TODAY = legal_day(timezone.now())
PAPER = Paper(TODAY - timedelta(days=2), "Zoë Quill, health visitor")


def sent(by: Actor, paper: Paper | None) -> str:
    at = timezone.now()
    draft_id = start_draft(by=by, at=at, paper=paper)
    answers = adult_answers(legal_day(at))
    for page in pages_that_apply(CATALOGUE, answers):
        submitted: dict[str, list[str]] = {}
        for question in page.questions:
            if question.key in answers:
                submitted |= as_submitted(question, answers[question.key])
        save_page(draft_id, page.slug, submitted, by=by, at=at)
    assert draft_for(by, draft_id).paper == paper
    return submit_referral(draft_id, token="a" * 22, by=by, at=at)


def test_it_stays_with_the_referral_and_the_history_holds_its_hash_alone() -> None:
    cases.referred()  # somebody receives referrals
    reference = sent(cases.referrer(), PAPER)
    assert referral_read(reference).paper == PAPER
    assert Draft.objects.get(referral__reference=reference).paper is None
    (event,) = [each for each in latest_events(50) if each.kind == "ReferralSubmitted" and each.subject == reference]
    assert len(event.facts["paper_hash"]) == 64
    assert "Quill" not in str(event)
    assert check_referrals() == []


def test_a_paper_that_was_changed_behind_the_history_is_found() -> None:
    cases.referred()
    reference = sent(cases.referrer(), PAPER)
    overwrite(Referral.objects.filter(reference=reference), paper=Paper(TODAY, "Somebody else").as_data())
    assert [found.what for found in check_referrals()] == ["its paper is another one"]


def test_what_was_typed_at_once_has_none() -> None:
    cases.referred()
    reference = sent(cases.referrer(), None)
    assert referral_read(reference).paper is None
    assert check_referrals() == []


@pytest.mark.parametrize(
    ("paper", "field"),
    [
        (Paper(TODAY + timedelta(days=1), "Zoë Quill"), "written-day"),
        (Paper(TODAY, " "), "written_by"),
        (Paper(TODAY, "Q" * 251), "written_by"),
    ],
)
def test_a_paper_that_cannot_be_so_is_refused_by_its_field(paper: Paper, field: str) -> None:
    with pytest.raises(Refused) as refused:
        start_draft(by=cases.referrer(), at=timezone.now(), paper=paper)
    assert refused.value.refusal.field == field
    assert not Draft.objects.exists()


def test_what_can_no_longer_be_read_is_no_paper() -> None:
    assert paper_in(PAPER.as_data()) == PAPER
    assert paper_in(None) is None
    assert paper_in("erased") is None
