"""What was written without a network comes into the ordinary draft, once, and writes over nothing of a colleague's."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from opennrm.partners.models import Organisation
from opennrm.referrals.actions import discard_draft, save_page
from opennrm.referrals.entries import save_entry
from opennrm.referrals.models import Draft
from opennrm.referrals.offline import KeptDraft, Synced, sync_draft
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db
CHILD = {"danger-now": {"danger_now": ["no"]}, "age": {"age_answer": ["under_18"]}}
ROLE = "your-role"
GATE = "what-can-be-traced"
TOKEN = "00000000-token-of-a-device"


@pytest.fixture
def here() -> House:
    found = house()
    Organisation.objects.filter(id=found.officer.organisation_id).update(works_offline=True)
    return found


def role(text: str, phone: str = "020 7946 0123") -> dict[str, Any]:
    return CHILD | {ROLE: {"referrer_role": [text], "referrer_phone": [phone]}}


def synced(here: House, pages: Any, before: Synced | None = None, **changed: Any) -> Synced:
    told: dict[str, Any] = {"token": TOKEN, "pages": pages, "known": before.answers if before else {}} | changed
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


def test_what_a_colleague_wrote_on_a_page_that_the_device_never_had_is_not_written_over(here: House) -> None:
    before = synced(here, CHILD)
    typed = {"referrer_role": ["Inspector"], "referrer_phone": ["020 7946 0999"]}
    save_page(before.draft_id, ROLE, typed, by=here.actor("colleague"), at=here.at)
    meanwhile = synced(here, CHILD, before)
    found = synced(here, CHILD | {ROLE: {"referrer_role": ["Warden"]}}, before)
    assert [each.question_key for each in found.conflicts] == ["referrer_role"]
    assert found.answers == meanwhile.answers


def with_vehicles(here: House) -> tuple[Any, Synced]:
    """A device that told of a vehicle, and never saw the list that a colleague made of it."""
    pages = CHILD | {GATE: {"vehicles_told": ["yes"]}}
    before = synced(here, pages)
    save_entry(before.draft_id, "vehicles", "aa", {"vehicle_colour": ["Red"]}, by=here.actor("colleague"), at=here.at)
    return pages, before


@pytest.mark.parametrize("vehicle", ["", "A red van", '{"id": "bb", "vehicle_colour": "Blue"}'])
def test_a_list_is_neither_changed_nor_emptied_by_a_device_which_cannot_write_one(here: House, vehicle: str) -> None:
    pages, before = with_vehicles(here)
    listed = [{"id": "aa", "vehicle_colour": "Red"}]
    for known in (before.answers, before.answers | {"vehicles": listed}):
        found = synced(here, pages | {"vehicles": {"vehicles": [vehicle]}}, known=known)
        assert (found.errors, found.conflicts, found.not_asked) == ([], [], [])
        assert Draft.objects.get().answers["vehicles"] == listed


def test_an_answer_that_would_take_away_what_the_device_never_saw_is_asked_about_first(here: House) -> None:
    pages, before = with_vehicles(here)
    none = pages | {GATE: {"vehicles_told": ["no"], "phones_told": ["no"]}}
    for known in (before, synced(here, pages, before)):
        asked = synced(here, none, before, known={key: known.answers[key] for key in before.answers})
        told = [(each.question_key, each.here, each.there, each.goes) for each in asked.conflicts]
        assert told == [
            ("vehicles_told", "no", "yes", ("vehicles",)),
            ("phones_told", "no", None, ("vehicles",)),
        ]
        assert Draft.objects.get().answers["vehicles_told"] == "yes"
    assert synced(here, none, before, settled=["phones_told"]).conflicts == asked.conflicts
    settled = synced(here, none, before, settled=["vehicles_told", "phones_told"])
    assert settled.conflicts == []
    assert "vehicles" not in Draft.objects.get().answers


def test_so_is_one_of_the_same_page_and_what_the_device_knew_goes_unasked(here: House) -> None:
    adult = {"age": {"age_answer": ["adult"], "under_18_during_exploitation": ["no"]}}
    before = synced(here, CHILD | adult)
    child = synced(here, CHILD, before, known={"danger_now": "no", "age_answer": "adult"})
    assert [(each.question_key, each.goes) for each in child.conflicts] == [
        ("age_answer", ("under_18_during_exploitation",))
    ]
    assert Draft.objects.get().answers["age_answer"] == "adult"
    knew = synced(here, CHILD, before)
    assert knew.conflicts == []
    assert knew.answers["age_answer"] == "under_18"


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
        theirs = KeptDraft(TOKEN, role("Keeper"), {})
        found = sync_draft(theirs, by=here.actor("colleague"), at=here.at)
        assert found.draft_id != before.draft_id, "the token of one person leads nobody else to their draft"
