"""I go on leave, and Tamsin goes on with my draft: she is told that there is work, and reads my note in the draft."""

from __future__ import annotations

from uuid import uuid4

import pytest

from opennrm.audit.models import EventRow
from opennrm.audit.queries import latest_events
from opennrm.demo.answers import adult_answers, write_referral
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Message
from opennrm.partners.access import NotYours
from opennrm.partners.models import Account, RoleHeld
from opennrm.referrals.actions import save_page, start_draft, submit_referral
from opennrm.referrals.handing_over import LONGEST_NOTE, hand_over_draft, may_take_over
from opennrm.referrals.models import Draft
from opennrm.referrals.queries import draft_for, drafts_of
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db
NOTE = "Linh rings back on Tuesday, ask for her sister."


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def test_a_colleague_goes_on_and_reads_why_and_both_still_see_it(house: referrals.House) -> None:
    officer, colleague = house.actor("officer"), house.actor("colleague")
    draft_id = start_draft(by=officer, at=house.at)
    hand_over_draft(draft_id, to=colleague.account_id, note=NOTE, by=officer, at=house.at)
    for each in (officer, colleague):
        read = draft_for(each, draft_id)
        assert (read.held_by, read.handed_over_by, read.note) == ("Tamsin Reed", "Ola Brightwater", NOTE)
    assert [row.held_by for row in drafts_of(officer)] == ["Tamsin Reed"]
    assert list(Message.objects.values_list("recipient__name", "line")) == [("Tamsin Reed", "you_have_work")]
    event = latest_events(1)[0]
    assert (event.kind, event.subject) == ("DraftHandedOver", str(draft_id))
    assert "sister" not in " ".join(EventRow.objects.values_list("body", flat=True))
    save_page(draft_id, "danger-now", {"danger_now": ["no"]}, by=colleague, at=house.at)
    assert [row.saved_by for row in drafts_of(officer)] == ["Tamsin Reed"]


def test_it_goes_to_nobody_but_a_colleague_of_its_team_who_refers(house: referrals.House) -> None:
    officer = house.actor("officer")
    draft_id = start_draft(by=officer, at=house.at)
    next_door = partners.account("first_responder", in_team=partners.team(house.officer.organisation, "South"))
    reads_only = partners.account("liaison", in_team=RoleHeld.objects.get(account=house.officer).team)
    for to in (None, uuid4(), officer.account_id, next_door.id, reads_only.id, house.caseworker.id):
        with pytest.raises(Refused, match="no_colleague") as refused:
            hand_over_draft(draft_id, to=to, note="", by=officer, at=house.at)
        assert refused.value.refusal.field == "to"
    with pytest.raises(NotYours):
        hand_over_draft(draft_id, to=officer.account_id, note="", by=partners.actor(next_door), at=house.at)
    with pytest.raises(Refused, match="too_long"):
        too_long = "x" * (LONGEST_NOTE + 1)
        hand_over_draft(draft_id, to=house.colleague.id, note=too_long, by=officer, at=house.at)
    assert not Message.objects.exists()


def test_who_left_the_team_no_longer_sees_it_and_cannot_take_it_over(house: referrals.House) -> None:
    officer = house.actor("officer")
    draft_id = start_draft(by=officer, at=house.at)
    hand_over_draft(draft_id, to=house.colleague.id, note="", by=officer, at=house.at)
    RoleHeld.objects.filter(account=house.colleague).update(until_at=house.at)
    gone = partners.actor(Account.objects.get(id=house.colleague.id))
    assert drafts_of(gone) == []
    with pytest.raises(NotYours):
        draft_for(gone, draft_id)
    shared_with = draft_for(officer, draft_id).shared_with
    assert shared_with is not None
    assert may_take_over(shared_with, by=officer, at=house.at) == []


def test_the_note_goes_with_the_draft_when_it_is_sent(house: referrals.House) -> None:
    officer = house.actor("officer")
    draft_id = write_referral(adult_answers(legal_day(house.at)), by=officer, at=house.at)
    hand_over_draft(draft_id, to=house.colleague.id, note=NOTE, by=officer, at=house.at)
    submit_referral(draft_id, token="one", by=house.actor("colleague"), at=house.at)
    kept = Draft.objects.get(id=draft_id)
    assert (kept.note, kept.written, kept.answers) == (None, None, {})
    with pytest.raises(Refused, match="already_sent"):
        hand_over_draft(draft_id, to=house.colleague.id, note="", by=officer, at=house.at)
