"""What was written without a network comes into the ordinary draft, once, and writes over nothing of a colleague's."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from opennrm.partners.models import Organisation
from opennrm.referrals.actions import discard_draft, save_page
from opennrm.referrals.models import Draft
from opennrm.referrals.offline import KeptDraft, Synced, sync_draft
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db
CHILD = {"danger-now": {"danger_now": ["no"]}, "age": {"age_answer": ["under_18"]}}
ROLE = "your-role"
TOKEN = "00000000-token-of-a-device"


@pytest.fixture
def here() -> House:
    found = house()
    Organisation.objects.filter(id=found.officer.organisation_id).update(works_offline=True)
    return found


def role(text: str, phone: str = "020 7946 0123") -> dict[str, Any]:
    return CHILD | {ROLE: {"referrer_role": [text], "referrer_phone": [phone]}}


def synced(here: House, pages: Any, before: Synced | None = None, **changed: Any) -> Synced:
    known = {"known": before.answers, "version": before.version} if before else {"known": {}, "version": None}
    told: dict[str, Any] = {"token": TOKEN, "pages": pages, **known} | changed
    return sync_draft(KeptDraft(**told), by=here.actor("officer"), at=here.at)


def test_it_becomes_an_ordinary_draft_of_the_team_once(here: House) -> None:
    first = synced(here, role("Warden"))
    again = synced(here, role("Warden"))
    assert first.draft_id == again.draft_id == Draft.objects.get().id
    assert (again.version, again.errors, again.conflicts) == (first.version, [], [])
    assert Draft.objects.get().answers["referrer_role"] == "Warden"


def test_what_is_wrong_is_told_and_what_is_right_is_kept(here: House) -> None:
    found = synced(here, role("Warden", phone="12"))
    assert [each.field_id for each in found.errors] == ["referrer_phone"]
    assert found.answers["referrer_role"] == "Warden"
    assert "referrer_phone" not in found.answers


def test_what_is_not_answered_yet_is_no_mistake(here: House) -> None:
    found = synced(here, CHILD | {ROLE: {"referrer_role": ["Warden"]}})
    assert found.errors == []
    assert found.answers["referrer_role"] == "Warden"


def test_another_answer_of_a_colleague_is_shown_and_stays_until_it_is_settled(here: House) -> None:
    before = synced(here, role("Warden"))
    typed = {"referrer_role": ["Inspector"], "referrer_phone": ["020 7946 0999"]}
    save_page(before.draft_id, ROLE, typed, by=here.actor("colleague"), at=here.at)
    differs = synced(here, role("Keeper"), before)
    assert [(each.question_key, each.here, each.there) for each in differs.conflicts] == [
        ("referrer_role", "Keeper", "Inspector")
    ] or [each.question_key for each in differs.conflicts] == ["referrer_role", "referrer_phone"]
    assert Draft.objects.get().answers["referrer_role"] == "Inspector"
    settled = synced(here, role("Keeper"), before, settled=["referrer_role", "referrer_phone"])
    assert settled.conflicts == []
    assert Draft.objects.get().answers["referrer_role"] == "Keeper"


def test_what_only_the_colleague_wrote_stays_and_what_was_emptied_here_goes(here: House) -> None:
    before = synced(here, role("Warden"))
    emptied = synced(here, CHILD | {ROLE: {"referrer_role": [""], "referrer_phone": ["020 7946 0123"]}}, before)
    assert "referrer_role" not in emptied.answers
    typed = {"referrer_role": ["Inspector"], "referrer_phone": ["020 7946 0123"]}
    save_page(before.draft_id, ROLE, typed, by=here.actor("colleague"), at=here.at)
    after = synced(here, CHILD | {ROLE: {"referrer_phone": ["020 7946 0123"]}}, emptied)
    assert after.answers["referrer_role"] == "Inspector"


def test_answers_that_are_not_asked_any_more_are_named(here: House) -> None:
    before = synced(here, role("Warden"))
    sure = {"age_answer": ["adult"], "under_18_during_exploitation": ["no"]}
    kept = save_page(before.draft_id, "age", sure, by=here.actor("colleague"), at=here.at)
    assert kept.page.errors == []
    found = synced(here, {ROLE: {"referrer_role": ["Warden"]}}, before)
    assert "referrer_role" not in found.answers
    assert found.not_asked == ["referrer_role"]


@pytest.mark.parametrize("what", ["off", "discarded", "another"])
def test_it_is_not_taken_where_it_may_not_be(here: House, what: str) -> None:
    before = synced(here, role("Warden"))
    if what == "off":
        Organisation.objects.update(works_offline=False)
        with pytest.raises(Refused, match="offline_off"):
            synced(here, role("Warden"))
    elif what == "discarded":
        discard_draft(before.draft_id, by=here.actor("officer"), at=here.at)
        with pytest.raises(NotYours):
            synced(here, role("Warden"))
    else:
        theirs = KeptDraft(TOKEN, role("Keeper"), {}, None)
        found = sync_draft(theirs, by=here.actor("colleague"), at=here.at)
        assert found.draft_id != before.draft_id, "the token of one person leads nobody else to their draft"
