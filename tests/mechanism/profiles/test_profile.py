"""The shape of a profile holds every era, and its dated changes fall on their days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from opennrm.mechanism.deadlines import deadline_for
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.adopting import Adoption, adopted_on
from opennrm.mechanism.profiles.overlay import overlaid
from opennrm.mechanism.profiles.profile import (
    DatedChange,
    Decider,
    NotInForce,
    SecondOfficer,
    version_for_open_case,
    version_on,
)
from opennrm.mechanism.sources import SOURCES
from opennrm.mechanism.time_limits import LimitKind, Rule
from opennrm.mechanism.vocabulary import Nation
from tests.mechanism.profiles.eras import (
    CENTRAL_2009,
    CENTRAL_2009_VERSION,
    CHILD_PANEL_2021,
    PILOT_2015,
    SINGLE_AUTHORITY_2019,
)
from tests.mechanism.test_sources import data_sources

CURRENT = PROFILES["borders_act_2023"]
ERAS = {profile.key: profile for profile in (CENTRAL_2009, PILOT_2015, SINGLE_AUTHORITY_2019, CURRENT)}


def test_the_first_era_is_held_with_a_second_officer_on_every_decision() -> None:
    assert CENTRAL_2009_VERSION.reasonable_grounds.second_officer is SecondOfficer.ALWAYS
    assert CENTRAL_2009_VERSION.conclusive_grounds.second_officer is SecondOfficer.ALWAYS
    recovery = deadline_for(CENTRAL_2009_VERSION, Rule.RECOVERY_PERIOD, date(2012, 1, 1), Nation.ENGLAND)
    review = deadline_for(CENTRAL_2009_VERSION, Rule.RECOVERY_REVIEW, date(2012, 1, 1), Nation.ENGLAND)
    assert (recovery.due_on, review.due_on) == (date(2012, 2, 15), date(2012, 1, 31))


def test_the_pilot_is_held_with_its_panel_and_its_other_decider() -> None:
    version = version_on(PILOT_2015, date(2016, 1, 1))
    assert version.reasonable_grounds.decider is Decider.SLAVERY_SAFEGUARDING_LEAD
    assert version.conclusive_grounds.panel is not None
    assert version.conclusive_grounds.panel.quorum == 5


def test_assurance_panels_are_held_and_cannot_overturn() -> None:
    review = version_on(SINGLE_AUTHORITY_2019, date(2020, 1, 1)).conclusive_grounds.review
    assert review is not None
    assert not review.may_overturn


def test_a_local_panel_lies_over_a_profile_for_some_children() -> None:
    version = overlaid(version_on(CURRENT, date(2026, 3, 2)), CHILD_PANEL_2021)
    assert version.profile == "borders_act_2023.child_panel_2021"
    assert version.both_decisions_in_one_sitting
    assert version.reasonable_grounds.panel is not None
    due = deadline_for(version, Rule.REASONABLE_GROUNDS_DECISION, date(2026, 3, 2), Nation.WALES).due_on
    assert due == date(2026, 4, 16)
    with pytest.raises(NotInForce, match="goes over"):
        overlaid(CENTRAL_2009_VERSION, CHILD_PANEL_2021)


def test_every_era_names_sources_that_exist() -> None:
    named = {key for era in (*ERAS.values(), CHILD_PANEL_2021) for key in data_sources(era)}
    assert named <= set(SOURCES)


@pytest.mark.parametrize("profile", ERAS.values(), ids=lambda profile: profile.key)
def test_a_profile_is_not_in_force_before_it_was_first_used(profile: object) -> None:
    day = date(2009, 3, 31)
    with pytest.raises(NotInForce, match="first used"):
        version_on(profile, day)  # type: ignore[arg-type]
    with pytest.raises(NotInForce, match="first used"):
        version_for_open_case(profile, day, date(2026, 1, 1))  # type: ignore[arg-type]


def test_an_installation_works_by_what_it_adopted_from_its_own_day() -> None:
    adoptions = (
        Adoption("pilot_2015", date(2026, 1, 1)),
        Adoption("borders_act_2023", date(2026, 6, 1)),
        Adoption("borders_act_2023", date(2020, 1, 1)),
    )
    assert adopted_on(adoptions, ERAS, date(2026, 5, 31)).profile == "pilot_2015"
    assert adopted_on(adoptions, ERAS, date(2026, 6, 1)).profile == "borders_act_2023"
    assert adopted_on(adoptions, ERAS, date(2021, 1, 1)).version == "2023-01-30"
    with pytest.raises(NotInForce, match="No profile"):
        adopted_on(adoptions, ERAS, date(2019, 12, 31))


def test_a_right_keeps_the_version_it_began_under_unless_the_change_reaches_open_cases() -> None:
    kept = version_for_open_case(CURRENT, date(2023, 12, 1), date(2026, 3, 2))
    assert kept.time_limits[Rule.RECONSIDERATION_REQUEST].kind is LimitKind.NONE
    assert not kept.reconsideration.removal_exception
    assert len(kept.consent_to_stay) == 2
    reached = version_for_open_case(CURRENT, date(2023, 2, 1), date(2023, 7, 10))
    assert reached.reasonable_grounds.standard.code == "all_available_evidence"


def test_a_change_to_something_that_a_profile_does_not_have_is_an_error() -> None:
    typo = DatedChange(on=date(2024, 1, 1), what="", sets={"recovry": 1}, reaches_open_cases=True, source="own")
    with pytest.raises(KeyError, match="recovry"):
        version_on(replace(CURRENT, changes=(typo,)), date(2024, 1, 1))
