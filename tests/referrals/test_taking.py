"""A draft that becomes something else is gone, with its answers, in the same transaction."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.audit.record import command
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from opennrm.referrals.actions import save_page
from opennrm.referrals.models import Draft
from opennrm.referrals.taking import TakenDraft, take_draft
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def taken(draft_id: object, by: object, seen: int = 1) -> TakenDraft:
    with command():
        return take_draft(draft_id, seen=seen, by=by)  # type: ignore[arg-type]


def test_its_answers_are_given_and_nothing_of_it_is_left() -> None:
    by = made.referrer()
    draft_id = made.draft(by)
    save_page(draft_id, "danger-now", {"danger_now": ["no"]}, by=by, at=timezone.now())
    read = taken(draft_id, by)
    assert read.answers == {"danger_now": "no"}
    assert by.grantees.count(read.shared_with) == 1
    assert "danger" not in repr(read)
    assert not Draft.objects.exists()
    assert "DraftDiscarded" not in {event.kind for event in latest_events(3)}  # whoever takes it says what it became


def test_it_is_not_taken_from_somebody_else_nor_after_a_later_save() -> None:
    by = made.referrer()
    draft_id = made.draft(by)
    with pytest.raises(NotYours):
        taken(draft_id, made.referrer(), seen=0)
    with pytest.raises(Refused) as refused:
        taken(draft_id, by, seen=7)
    assert refused.value.refusal.code == "changed_meanwhile"


def test_a_referral_that_was_sent_is_not_taken() -> None:
    by = made.referrer()
    made.referred(by)
    with pytest.raises(Refused) as refused:
        taken(Draft.objects.get().id, by)
    assert refused.value.refusal.code == "already_sent"
