"""The unit convenes, members declare and vote, the chair breaks a tie, and the minutes tell what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from opennrm.mechanism.calendar import legal_day
from opennrm.panels.models import Hearing, Invitation, PoolMember, Sitting
from tests.factories import partners
from tests.factories.partners import client_for
from tests.panels.pilot import Pilot, cases_by_hand, pilot

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Iterator[Pilot]:
    with cases_by_hand(quorum=4) as laid:
        yield pilot(laid, members=4)


class Browser:
    """Somebody's browser: what they see, and what they send."""

    def __init__(self, who: Any) -> None:
        self.client = client_for(who)

    def sees(self, name: str, **parts: Any) -> str:
        answer = self.client.get(reverse(name, kwargs=parts))
        assert answer.status_code == 200, (name, answer.status_code)
        return answer.content.decode().replace("&#39;", "'")

    def sends(self, name: str, said: dict[str, Any], **parts: Any) -> str:
        answer = self.client.post(reverse(name, kwargs=parts), said)
        assert answer.status_code == 302, (name, answer.content.decode())
        return answer.headers["Location"]

    def is_refused(self, name: str, said: dict[str, Any], **parts: Any) -> str:
        answer = self.client.post(reverse(name, kwargs=parts), said)
        assert answer.status_code == 422, (name, answer.status_code)
        return answer.content.decode().replace("&#39;", "'")


def called(unit: Pilot, unit_page: Browser, **changed: str) -> dict[str, str]:
    day = legal_day(unit.at) + timedelta(12)
    return {
        "held_on-day": str(day.day),
        "held_on-month": str(day.month),
        "held_on-year": str(day.year),
        "starts": "14:30",
        "minutes": "60",
        "places": "3",
        "chair": str(unit.chair.id),
        "how_to_join": "Telephone 07700 900123",
        **changed,
    }


def test_a_case_is_convened_declared_voted_tied_and_decided_through_the_pages(unit: Pilot) -> None:
    case, convener, chair = unit.waits(), Browser(unit.convener), Browser(unit.chair)
    members = [Browser(each) for each in unit.members]
    assert case.reference in convener.sees("panels_to_convene")
    refused = convener.is_refused("call_sitting", called(unit, convener, starts="half past two"))
    assert "Write when it starts, such as 14:30." in refused
    assert "Telephone 07700 900123" in refused
    convener.sends("call_sitting", called(unit, convener))
    sitting = Sitting.objects.get()
    assert "Choose who is asked." in convener.is_refused("sitting_to_convene", {}, sitting_id=sitting.id)
    asked = {"member": [str(each.id) for each in unit.members], "case": [case.reference]}
    convener.sends("sitting_to_convene", asked, sitting_id=sitting.id)
    page = convener.sees("sitting_to_convene", sitting_id=sitting.id)
    assert "Has not answered" in page
    assert "Enough" in page
    row = Hearing.objects.get()

    for each in [*members, chair]:
        assert "Has not answered" in each.sees("own_sittings")
        each.is_refused("own_sitting", {}, sitting_id=sitting.id)
        each.sends("own_sitting", {"answer": "comes"}, sitting_id=sitting.id)
        assert "Telephone 07700 900123" in each.sees("own_sitting", sitting_id=sitting.id)
        each.is_refused("declare_to_panel", {}, hearing_id=row.id)
        each.sends("declare_to_panel", {"interest": "none"}, hearing_id=row.id)
    Sitting.objects.update(starts_at=unit.at - timedelta(minutes=1))
    assert "Open the case" in chair.sees("chair_hearing", hearing_id=row.id)
    chair.is_refused("chair_hearing", {}, hearing_id=row.id)
    chair.sends("chair_hearing", {"step": "open"}, hearing_id=row.id)

    kept = members[0].is_refused("panel_hearing", {"vote": "", "reasons": "The debt was shown."}, hearing_id=row.id)
    assert "The debt was shown." in kept
    for each, vote in zip(members[:3], ("positive", "negative", "negative"), strict=True):
        each.sends("panel_hearing", {"vote": vote, "reasons": ""}, hearing_id=row.id)
    assert "Your vote is kept: Positive" in members[0].sees("panel_hearing", hearing_id=row.id)
    before = chair.sees("panel_hearing", hearing_id=row.id)
    assert "Negative" not in before
    assert "Your vote is kept" not in members[3].sees("panel_hearing", hearing_id=row.id)
    assert convener.client.get(reverse("panel_minutes", kwargs={"hearing_id": row.id})).status_code == 404
    assert (
        Browser(unit.other_chair).client.get(reverse("panel_hearing", kwargs={"hearing_id": row.id})).status_code == 404
    )
    members[3].sends("panel_hearing", {"vote": "positive", "reasons": ""}, hearing_id=row.id)
    assert "Tied: waits for the chair" in members[0].sees("panel_hearing", hearing_id=row.id)
    assert "Member 1" in chair.sees("casting_vote", hearing_id=row.id)
    typed = {"vote": "positive", "reasons": ""}
    assert "a casting vote has reasons" in chair.is_refused("casting_vote", typed, hearing_id=row.id)
    chair.sends("casting_vote", {"vote": "positive", "reasons": "The debt was shown."}, hearing_id=row.id)
    assert "Record a dissent" in members[1].sees("panel_hearing", hearing_id=row.id)
    assert "Record a dissent" not in members[0].sees("panel_hearing", hearing_id=row.id)
    members[1].is_refused("dissent", {"reasons": ""}, hearing_id=row.id)
    members[1].sends("dissent", {"reasons": "It was not shown."}, hearing_id=row.id)
    told = convener.sees("panel_minutes", hearing_id=row.id)
    for words in ("Member 3, for: Charity", "The debt was shown.", "Member 1: It was not shown.", "Positive"):
        assert words in told
    assert "Minutes" in convener.sees("change_hearing", sitting_id=sitting.id, hearing_id=row.id)


def test_a_calendar_is_told_when_and_nothing_else(unit: Pilot) -> None:
    row = unit.listed()
    answer = client_for(unit.members[0]).get(reverse("sitting_calendar", kwargs={"sitting_id": row.sitting_id}))
    told = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:Panel sitting\r\n" in told
    for secret in (row.reference, "07700", "Ada", "4711"):
        assert secret not in told
    assert client_for(unit.other_chair).get(answer.request["PATH_INFO"]).status_code == 404


def test_the_pool_is_changed_a_case_is_taken_off_and_another_chair_is_named(unit: Pilot) -> None:
    convener, nurse = Browser(unit.convener), partners.account("panel_member", name="Wren Abbot")
    assert "Wren Abbot" in convener.sees("panel_pool")
    refused = convener.is_refused("panel_pool", {"account": str(nurse.id), "agency": ""})
    assert "Choose the agency" in refused
    convener.is_refused("panel_pool", {})
    convener.is_refused("panel_pool", {"leaves": "nobody"})
    convener.sends("panel_pool", {"account": str(nurse.id), "agency": "health"})
    row = PoolMember.objects.get(account=nurse)
    convener.sends("panel_pool", {"leaves": str(row.id)})
    assert PoolMember.objects.get(account=nurse).left_at is not None

    heard = unit.listed()
    parts = {"sitting_id": heard.sitting_id, "hearing_id": heard.id}
    convener.is_refused("change_hearing", {}, **parts)
    convener.sends("change_hearing", {"change": "chair", "chair": str(unit.other_chair.id)}, **parts)
    assert Hearing.objects.get().chair_id == unit.other_chair.id
    member = Browser(unit.members[0])
    member.sends("declare_to_panel", {"interest": "interest"}, hearing_id=heard.id)
    assert "You stand aside" in member.sees("declare_to_panel", hearing_id=heard.id)
    assert "declared an interest" in convener.sees("sitting_to_convene", sitting_id=heard.sitting_id)
    convener.sends("change_hearing", {"change": "off"}, **parts)
    convener.sends("sitting_to_convene", {"cancel": "yes"}, sitting_id=heard.sitting_id)
    assert "Cancelled" in convener.sees("panels_to_convene")


def test_a_member_leaves_and_says_so(unit: Pilot) -> None:
    row = unit.begun()
    member = Browser(unit.members[0])
    assert "your vote stands" in member.sees("leave_hearing", hearing_id=row.id)
    member.is_refused("leave_hearing", {}, hearing_id=row.id)
    member.sends("leave_hearing", {"leave": "yes"}, hearing_id=row.id)


def test_a_timetable_is_proposed_explained_and_saved(unit: Pilot) -> None:
    convener = Browser(unit.convener)
    for number in (4, 5, 6):
        account = partners.account("panel_member", name=f"Member {number}")
        convener.sends("panel_pool", {"account": str(account.id), "agency": "health"})
    case, sitting = unit.waits(), unit.calls()
    page = convener.sees("panel_timetable")
    assert f"{case.reference} is heard on" in page
    few = {f"heard-{case.reference}": str(sitting), "asked": [f"{sitting}:{unit.members[0].id}"]}
    assert "1 without a conflict are asked, and 5 are needed" in convener.is_refused("panel_timetable", few)
    people = [str(each) for each in PoolMember.objects.exclude(agency="").values_list("account_id", flat=True)]
    convener.sends("panel_timetable", {**few, "asked": [f"{sitting}:{each}" for each in people[:6]]})
    assert Invitation.objects.filter(sitting_id=sitting).exclude(agency="").count() == 6
