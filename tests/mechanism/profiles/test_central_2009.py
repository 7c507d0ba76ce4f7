"""The first profile: two central authorities, a second officer on everything, forty-five days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from opennrm.mechanism.deadlines import deadline_for
from opennrm.mechanism.profiles import PROFILES, profile_on
from opennrm.mechanism.profiles.adopting import Adoption, adopted_on
from opennrm.mechanism.profiles.central_2009 import CHANGES, PROFILE
from opennrm.mechanism.profiles.profile import SecondOfficer, Situation
from opennrm.mechanism.reconsideration import ReconsiderationRequest, refusal_to_request
from opennrm.mechanism.routing import route_for
from opennrm.mechanism.sources import cited
from opennrm.mechanism.stages import Move, Stage, steps_from
from opennrm.mechanism.time_limits import LimitKind, Rule
from opennrm.mechanism.vocabulary import Nation, ReferralKind

TODAY = date(2026, 11, 23)
VERSION = adopted_on((Adoption("central_2009", TODAY),), PROFILES, TODAY)


def test_adopted_today_it_is_worked_by_at_its_last_version() -> None:
    assert (VERSION.profile, VERSION.version) == ("central_2009", "2015-07-31")


@pytest.mark.parametrize(
    ("day", "version"),
    [(date(2009, 4, 1), "2009-04-01"), (date(2015, 7, 30), "2009-04-01"), (date(2015, 7, 31), "2015-07-31")],
)
def test_its_version_on_a_day(day: date, version: str) -> None:
    assert profile_on("central_2009", day).version == version


def test_every_dated_change_changes_the_guidance_s_name() -> None:
    for change in CHANGES:
        before = profile_on("central_2009", change.on - timedelta(days=1))
        assert before.guidance != profile_on("central_2009", change.on).guidance


def test_every_decision_goes_past_a_second_officer() -> None:
    assert VERSION.reasonable_grounds.second_officer is SecondOfficer.ALWAYS
    assert VERSION.conclusive_grounds.second_officer is SecondOfficer.ALWAYS
    for pending in (Stage.REASONABLE_GROUNDS_PENDING, Stage.CONCLUSIVE_GROUNDS_PENDING):
        assert not [step for step in steps_from(VERSION, pending) if step.move.startswith("serve_")]
    served_when_checked = {step.move for step in steps_from(VERSION, Stage.REASONABLE_GROUNDS_CHECKED)}
    assert {Move.SERVE_POSITIVE_REASONABLE_GROUNDS, Move.SERVE_NEGATIVE_REASONABLE_GROUNDS} <= served_when_checked


@pytest.mark.parametrize(
    ("situations", "authority"),
    [
        (frozenset(), "uk_human_trafficking_centre"),
        ({Situation.OUTSIDE_EUROPEAN_ECONOMIC_AREA}, "uk_visas_and_immigration"),
        ({Situation.SUBJECT_TO_IMMIGRATION_CONTROL}, "uk_visas_and_immigration"),
    ],
)
@pytest.mark.parametrize("kind", ReferralKind)
def test_nationality_and_immigration_decide_the_authority(
    kind: ReferralKind, situations: set[Situation], authority: str
) -> None:
    assert route_for(VERSION, kind, frozenset(situations)).authority.key == authority


@pytest.mark.parametrize(
    ("rule", "kind", "due"),
    [
        (Rule.REASONABLE_GROUNDS_DECISION, LimitKind.TARGET, date(2026, 11, 30)),
        (Rule.RECOVERY_PERIOD, LimitKind.BAR, date(2027, 1, 7)),
        (Rule.RECOVERY_REVIEW, LimitKind.TARGET, date(2026, 12, 23)),
        (Rule.CONCLUSIVE_GROUNDS_DECISION, LimitKind.TARGET, date(2027, 1, 7)),
        (Rule.RECONSIDERATION_REQUEST, LimitKind.NONE, None),
    ],
)
def test_its_time_limits(rule: Rule, kind: LimitKind, due: date | None) -> None:
    deadline = deadline_for(VERSION, rule, TODAY, Nation.ENGLAND)
    assert (deadline.kind, deadline.due_on) == (kind, due)
    assert "central_2009, 2015-07-31" in deadline.explain()


def test_what_is_only_assumed_says_so() -> None:
    assert cited("own") in deadline_for(VERSION, Rule.REASONABLE_GROUNDS_DECISION, TODAY, Nation.WALES).explain()
    assert "assumption" in CHANGES[0].uncertain


@pytest.mark.parametrize(
    ("who", "code"), [("first_responder", None), ("support_provider", None), ("person", "not_entitled_to_ask")]
)
def test_only_who_is_in_the_case_may_ask_again_and_at_any_time(who: str, code: str | None) -> None:
    window = deadline_for(VERSION, Rule.RECONSIDERATION_REQUEST, TODAY, Nation.ENGLAND)
    request = ReconsiderationRequest(
        requester=who, grounds=("additional_evidence",), asked_on=TODAY + timedelta(days=900)
    )
    refusal = refusal_to_request(VERSION, request, window)
    assert (refusal and refusal.code) == code


def test_the_dates_of_its_use_are_the_history_s() -> None:
    assert (PROFILE.first_used_on, PROFILE.last_used_on) == (date(2009, 4, 1), date(2019, 4, 28))
