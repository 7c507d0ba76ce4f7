"""The unit takes people of its partners into the pool, calls sittings, asks members, and puts cases to them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from opennrm.audit.queries import latest_events
from opennrm.mechanism.panels.members import HadPart, Part
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.notifications.models import Message
from opennrm.panels.actions.declaring import declare
from opennrm.panels.actions.pool import INDEPENDENT, join_pool, leave_pool
from opennrm.panels.actions.putting import put_cases, settle_timetable, take_off
from opennrm.panels.actions.sittings import answer_invitation, ask_to_sitting, cancel_sitting
from opennrm.panels.attending import own_sittings
from opennrm.panels.models import Hearing, Invitation, PoolMember, Sitting
from opennrm.panels.planning import problem_for, proposed
from opennrm.panels.queries import asked_to, could_join, heard_at, pool_of
from opennrm.partners.access import NotYours
from opennrm.partners.holding import refusal_to_hold
from tests.behind import asked_by
from tests.factories import partners
from tests.panels.pilot import Pilot

pytestmark = pytest.mark.django_db


def test_people_of_any_partner_join_the_pool_if_they_hold_the_role_and_leave_it(unit: Pilot) -> None:
    convener = unit.actor(unit.convener)
    nurse, clerk = partners.account("panel_member", name="Wren Abbot"), partners.account("first_responder")

    def joins(who: object, agency: str, *, chairs: bool = False, token: str = "") -> None:
        account, sent = str(who.id), token or str(uuid4())  # type: ignore[attr-defined]
        join_pool(unit.team.id, account, agency=agency, may_chair=chairs, by=convener, at=unit.at, token=sent)

    assert str(nurse.id) in dict(could_join(unit.team.id, unit.at))
    for who, agency, chairs, code in (
        (nurse, "newspaper", False, "no_agency"),
        (nurse, INDEPENDENT, False, "neither"),
        (nurse, INDEPENDENT, True, "no_such_role"),
        (clerk, "police", False, "no_such_role"),
    ):
        with pytest.raises(Refused, match=code):
            joins(who, agency, chairs=chairs)
    token = str(uuid4())
    for _again in range(2):
        joins(nurse, "health", token=token)
    with pytest.raises(Refused, match="in_the_pool"):
        joins(nurse, "health")
    row = next(each for each in pool_of(unit.team.id) if each.account_id == nurse.id)
    assert (row.name, row.agency) == ("Wren Abbot", "health")
    with pytest.raises(NotYours):
        leave_pool(
            row.id,
            by=unit.actor(partners.account("panel_convener", in_team=partners.team(nurse.organisation))),
            at=unit.at,
        )
    for _again in range(2):
        leave_pool(row.id, by=convener, at=unit.at)
    joins(nurse, "health")
    assert PoolMember.objects.filter(account=nurse).count() == 2
    for kind in OrganisationType:
        assert refusal_to_hold("panel_member", organisation_type=kind.value, may_refer=False) is None


def test_a_sitting_has_a_week_of_notice_or_a_reason_and_only_who_was_asked_learns_how_to_join(unit: Pilot) -> None:
    with pytest.raises(Refused, match="too_little_notice"):
        unit.calls(days=6)
    with pytest.raises(Refused, match="too_late"):
        unit.calls(days=-1)
    with pytest.raises(Refused, match="no_chair"):
        unit.calls(chair=str(unit.members[0].id))
    for wrong in ({"minutes": 0}, {"places": 41}, {"how_to_join": " "}):
        with pytest.raises(Refused):
            unit.calls(**wrong)
    unit.calls(days=3, urgent_because="in_detention")
    assert latest_events(2)[-1].kind in ("SittingCalled", "PanelMemberAsked")
    token = str(uuid4())
    starts = unit.at + timedelta(10)
    sitting = unit.calls(token=token, starts_at=starts)
    assert unit.calls(token=token, starts_at=starts) == sitting
    first, second = unit.members[:2]
    convener = unit.actor(unit.convener)
    with pytest.raises(Refused, match="not_in_pool"):
        ask_to_sitting(sitting, [str(unit.convener.id)], by=convener, at=unit.at)
    with pytest.raises(Refused, match="is_chair"):
        ask_to_sitting(sitting, [str(unit.chair.id)], by=convener, at=unit.at)
    for _again in range(2):
        ask_to_sitting(sitting, [str(first.id)], by=convener, at=unit.at)
    assert [each.name for each in asked_to(sitting)] == ["Ada Marsh", "Member 0"]
    assert Message.objects.filter(recipient=first, line="you_have_work").count() == 1
    with asked_by(unit.actor(first)):
        assert Sitting.objects.get(id=sitting).how_to_join == "Telephone 07700 900123, code 4711"
        assert Invitation.objects.count() == 1  # not who else was asked
    with asked_by(unit.actor(second)):
        assert not Sitting.objects.filter(id=sitting).exists()
    with pytest.raises(NotYours):
        answer_invitation(sitting, answer="comes", by=unit.actor(second), at=unit.at)
    with pytest.raises(Refused, match="no_answer"):
        answer_invitation(sitting, answer="perhaps", by=unit.actor(first), at=unit.at)
    for _again in range(2):
        answer_invitation(sitting, answer="cannot_come", by=unit.actor(first), at=unit.at)
    with asked_by(unit.actor(first)):
        assert [each.answer for each in own_sittings(unit.actor(first))] == ["cannot_come"]
    for _again in range(2):
        cancel_sitting(sitting, by=convener, at=unit.at)
    with pytest.raises(Refused, match="over"):
        answer_invitation(sitting, answer="comes", by=unit.actor(first), at=unit.at)


def test_conflicts_are_computed_and_declared_and_the_quorum_is_that_of_the_others(unit: Pilot) -> None:
    case = unit.waits(needs={agency: 1 for agency in ("police", "health")})  # type: ignore[misc]
    first, second, third = unit.members[:3]
    unit.cases.parts[case.case_id] = (HadPart(Part.REFERRED, str(first.organisation_id)),)
    row = unit.listed(case=case)
    sitting = Sitting.objects.get(id=row.sitting_id)
    (heard,) = heard_at(sitting, unit.at)
    assert heard.out == [("Member 0", "organisation_had_part")]
    assert heard.wanting == "4 were heard and 5 are needed."
    assert heard.unfilled == {"police": 1}
    assert not declare(row.id, has_interest=False, by=unit.actor(first), at=unit.at)
    assert not declare(row.id, has_interest=True, by=unit.actor(second), at=unit.at)
    assert declare(row.id, has_interest=False, by=unit.actor(third), at=unit.at)
    assert unit.cases.reading == {(case.case_id, third.id)}
    (heard,) = heard_at(sitting, unit.at)
    assert (heard.wanting, heard.declared) == ("3 were heard and 5 are needed.", 1)
    assert heard.unfilled == {"police": 1, "health": 1}
    assert not declare(row.id, has_interest=True, by=unit.actor(third), at=unit.at)
    assert unit.cases.reading == set()
    with pytest.raises(NotYours):
        declare(row.id, has_interest=False, by=unit.actor(unit.convener), at=unit.at)


def test_cases_that_wait_are_put_to_a_sitting_with_a_place_and_a_chair_who_had_no_part(unit: Pilot) -> None:
    convener, case, other = unit.actor(unit.convener), unit.waits(), unit.waits()
    barred = unit.waits()
    unit.cases.parts[barred.case_id] = (HadPart(Part.SUPPORTED, "", str(unit.chair.id)),)
    sitting = unit.calls(places=1)
    with pytest.raises(Refused, match="chair_had_part"):
        put_cases(sitting, [barred.reference], by=convener, at=unit.at)
    with pytest.raises(Refused, match="does_not_wait"):
        put_cases(sitting, ["MSV-2026-AAAA-AAAA"], by=convener, at=unit.at)
    for _again in range(2):
        put_cases(sitting, [case.reference], by=convener, at=unit.at)
    with pytest.raises(Refused, match="too_many"):
        put_cases(sitting, [other.reference], by=convener, at=unit.at)
    with pytest.raises(Refused, match="does_not_wait"):
        put_cases(unit.calls(), [case.reference], by=convener, at=unit.at)
    with pytest.raises(Refused, match="has_cases"):
        cancel_sitting(sitting, by=convener, at=unit.at)
    row = Hearing.objects.get(reference=case.reference)
    for _again in range(2):
        take_off(row.id, by=convener, at=unit.at)
    put_cases(sitting, [other.reference], by=convener, at=unit.at)


def test_a_timetable_is_proposed_edited_by_hand_and_refused_in_words(unit: Pilot) -> None:
    convener = unit.actor(unit.convener)
    extra = [partners.account("panel_member", name=f"Member {number}") for number in (5, 6)]
    for each in extra:
        join_pool(
            unit.team.id, str(each.id), agency="charity", may_chair=False, by=convener, at=unit.at, token=str(uuid4())
        )
    cases, sitting = [unit.waits(), unit.waits()], unit.calls()
    unit.calls(days=3, urgent_because="at_risk")  # too soon to plan for
    found = proposed(problem_for(unit.team.id, unit.at))
    assert found.timetable.heard == {case.reference: str(sitting) for case in cases}
    assert "is heard on" in found.why[cases[0].reference][0]
    heard, asked = dict(found.timetable.heard), {key: sorted(who) for key, who in found.timetable.asked.items()}
    few = {str(sitting): asked[str(sitting)][:2]}
    with pytest.raises(Refused) as refused:
        settle_timetable(unit.team.id, heard, few, by=convener, at=unit.at, token=str(uuid4()))
    assert "2 without a conflict are asked, and 5 are needed" in refused.value.refusal.because
    assert str(sitting) not in refused.value.refusal.because
    assert Hearing.objects.count() == 0
    heard[cases[0].reference] = ""
    token = str(uuid4())
    for _again in range(2):
        settle_timetable(unit.team.id, heard, asked, by=convener, at=unit.at, token=token)
    assert [row.reference for row in Hearing.objects.all()] == [cases[1].reference]
    assert {str(row.account_id) for row in Invitation.objects.filter(sitting=sitting).exclude(agency="")} == set(
        asked[str(sitting)]
    )
