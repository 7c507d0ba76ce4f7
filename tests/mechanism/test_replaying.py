"""One case file told under each profile: route, who decides, clocks, quorum, review and letters right for each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from opennrm.console.case_files import CASES
from opennrm.console.replay import newest
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.child_panel_2021 import OVERLAY
from opennrm.mechanism.replaying import laid_over, replay
from opennrm.mechanism.sources import SOURCES
from opennrm.mechanism.vocabulary import Outcome

ADULT, CHILD = CASES["adult"], CASES["child"]


def told(name: str, profile: str) -> dict[str, str]:
    return {row.key: row.told for row in replay(CASES[name], newest(profile))}


RIGHT: dict[str, dict[str, str | None]] = {
    "central_2009": {
        "route": "UK Visas and Immigration",
        "reasonable_grounds.decider": "An officer",
        "reasonable_grounds.checked": "A second officer",
        "reasonable_grounds.clock": "9 March 2026",
        "recovery": "23 April 2026",
        "passes_on": None,
        "conclusive_grounds.clock": "Target: Thursday 23 April 2026",
        "conclusive_grounds.reviewed": None,
        "reconsideration": "First responder or support provider, with no time limit",
    },
    "pilot_2015": {
        "route": "Slavery Safeguarding Leads",
        "support": "With the referral",
        "reasonable_grounds.decider": "A Slavery Safeguarding Lead",
        "reasonable_grounds.checked": None,
        "recovery": "23 April 2026",
        "passes_on": "Central Case Management Unit",
        "conclusive_grounds.decider": "A multi-disciplinary panel",
        "conclusive_grounds.quorum": "5 members",
        "conclusive_grounds.checked": "One who was there",
    },
    "pilot_2015_direct": {
        "reasonable_grounds.decider": "Nobody",
        "reasonable_grounds.letter": None,
        "passes_on": "Central Case Management Unit",
        "conclusive_grounds.decider": "A multi-disciplinary panel",
    },
    "single_authority_2019": {
        "route": "Single Competent Authority",
        "support": "With the positive decision",
        "recovery": "8 April 2026",
        "conclusive_grounds.clock": "No limit",
        "conclusive_grounds.reviewed": "3 of the multi agency assurance panel",
    },
    "single_authority_2019_history": {
        "conclusive_grounds.checked": "A second officer",
        "conclusive_grounds.reviewed": None,
    },
    "borders_act_2023": {
        "route": "Single Competent Authority",
        "recovery": "8 April 2026",
        "conclusive_grounds.decider": "An officer",
        "conclusive_grounds.checked": "A second officer",
        "conclusive_grounds.reviewed": None,
        "reconsideration": "8 May 2026",
    },
}


@pytest.mark.parametrize("profile", PROFILES)
def test_the_adult_is_told_as_each_profile_has_it(profile: str) -> None:
    rows = told("adult", profile)
    for key, words in RIGHT[profile].items():
        if words is None:
            assert key not in rows, key
        else:
            assert words in rows[key], key
    assert rows["conclusive_grounds.letter"].startswith("Conclusive grounds negative, to the person with the reasons")


@pytest.mark.parametrize("over", OVERLAY.over)
def test_the_child_is_decided_by_the_three_partners_of_their_area_in_one_sitting(over: str) -> None:
    version, refusal = laid_over(newest(over), OVERLAY, CHILD)
    assert refusal is None
    rows = {row.key: row.told for row in replay(CHILD, version)}
    assert rows["reasonable_grounds.decider"] == rows["conclusive_grounds.decider"] == "A panel of the child's own area"
    assert rows["reasonable_grounds.quorum"] == "local authority, police, health"
    assert rows["reasonable_grounds.clock"] == "Target: Thursday 16 April 2026"
    assert "in one sitting with the first" in rows["earliest"]
    assert "to the council" in rows["conclusive_grounds.letter"], "no papers are served on a child"
    assert "reasonable_grounds.reviewed" not in rows


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"born_on": None}, "age_not_certain"),
        ({"age_certain": False}, "age_not_certain"),
        ({"born_on": date(2008, 6, 10)}, "too_near_18"),
        ({"kind": ADULT.kind}, "no_child"),
    ],
)
def test_whom_a_local_panel_does_not_take_stays_with_the_authority(changed: dict[str, object], code: str) -> None:
    version, refusal = laid_over(newest("borders_act_2023"), OVERLAY, replace(CHILD, **changed))  # type: ignore[arg-type]
    assert refusal is not None
    assert refusal.code == code
    assert version == newest("borders_act_2023")


def test_a_hundred_days_and_one_are_far_enough_from_18() -> None:
    for born_on, code in ((date(2008, 6, 11), ""), (date(2008, 6, 10), "too_near_18")):
        _, refusal = laid_over(newest("borders_act_2023"), OVERLAY, replace(CHILD, born_on=born_on))
        assert (refusal.code if refusal else "") == code


def test_a_site_of_another_area_does_not_take_the_child() -> None:
    elsewhere = replace(OVERLAY, eligibility=replace(OVERLAY.eligibility, areas=("kent_police",)))
    _, refusal = laid_over(newest("borders_act_2023"), elsewhere, CHILD)
    assert refusal is not None
    assert refusal.code == "no_site"


def test_a_negative_first_decision_ends_it() -> None:
    rows = {row.key for row in replay(replace(ADULT, first=Outcome.NEGATIVE), newest("single_authority_2019"))}
    assert {"reasonable_grounds.reviewed", "reconsideration"} <= rows
    assert not {key for key in rows if key.startswith("conclusive")}


def test_every_row_has_a_source_that_is_declared() -> None:
    for case in CASES.values():
        for key in PROFILES:
            assert {row.source for row in replay(case, newest(key))} <= set(SOURCES)
