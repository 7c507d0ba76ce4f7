"""What a panel came to is what is written down, confirmed by one who was there; each authority has its decision."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.mechanism.panels.deciding import (
    PanelResult,
    constitution_for,
    panel_of,
    refusal_of_hearing,
    refusal_of_mix,
    refusal_to_confirm,
    refusal_to_handle,
    refusal_without_panel,
    who_handles,
)
from opennrm.mechanism.panels.quorum import DecidesBy, OnTie
from opennrm.mechanism.profiles import profile_on
from opennrm.mechanism.profiles.child_panel_2021 import PANEL_OF_PARTNERS
from opennrm.mechanism.profiles.pilot_2015 import REGIONAL_PANEL
from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from tests.mechanism.versions import NOW

PILOT = profile_on("pilot_2015", date(2016, 1, 1))
FIRST, SECOND = DecisionKind.REASONABLE_GROUNDS, DecisionKind.CONCLUSIVE_GROUNDS
CAME_TO = PanelResult(Outcome.POSITIVE, "chair", frozenset({"one", "two"}))


def test_leads_decide_first_and_the_unit_has_what_comes_after() -> None:
    leads, unit = "slavery_safeguarding_leads", "case_management_unit"
    assert (who_handles(PILOT, FIRST).key, who_handles(PILOT, SECOND).key) == (leads, unit)
    assert refusal_to_handle(PILOT, leads, FIRST) is None
    assert refusal_to_handle(PILOT, unit, SECOND) is None
    refusal = refusal_to_handle(PILOT, leads, SECOND)
    assert refusal is not None
    assert "pass the case to the Central Case Management Unit" in refusal.because
    assert refusal_to_handle(PILOT, unit, FIRST) is not None
    assert refusal_to_handle(NOW, NOW.authorities[0].key, SECOND) is None


def test_what_is_written_down_is_what_the_panel_came_to() -> None:
    rules = PILOT.conclusive_grounds
    assert panel_of(rules) is REGIONAL_PANEL
    assert panel_of(NOW.conclusive_grounds) is None
    assert refusal_without_panel(NOW.conclusive_grounds, Outcome.NEGATIVE, None) is None
    codes = [
        refusal_without_panel(rules, outcome, result)
        for outcome, result in ((Outcome.POSITIVE, None), (Outcome.NEGATIVE, CAME_TO), (Outcome.POSITIVE, CAME_TO))
    ]
    assert [each and each.code for each in codes] == ["no_panel_decided", "not_what_the_panel_decided", None]


@pytest.mark.parametrize(("by", "may"), [("chair", True), ("one", True), ("somebody", False)])
def test_only_who_was_there_confirms(by: str, may: bool) -> None:
    assert (refusal_to_confirm(PILOT.conclusive_grounds, by, CAME_TO) is None) is may
    assert refusal_to_confirm(PILOT.conclusive_grounds, by, None) is not None
    assert refusal_to_confirm(NOW.conclusive_grounds, by, None) is None


def test_a_panel_of_heads_and_one_of_partners_vote_as_their_profiles_say() -> None:
    heads, partners = constitution_for(REGIONAL_PANEL), constitution_for(PANEL_OF_PARTNERS)
    assert (heads.quorum, heads.by, heads.on_tie) == (5, DecidesBy.SIMPLE_MAJORITY, OnTie.CASTING_VOTE)
    assert (len(partners.required), partners.by, partners.on_tie) == (3, DecidesBy.MAJORITY_OF_PARTNERS, OnTie.PROTECTS)
    assert heads.choices[0] == "positive", "the choice that protects stands first"


def test_the_mix_that_is_asked_for_can_decide() -> None:
    assert refusal_of_mix(REGIONAL_PANEL, {"police": 3, "health": 2}) is None
    assert refusal_of_mix(PANEL_OF_PARTNERS, {"police": 1, "health": 1, "local_authority": 1}) is None
    refusal = refusal_of_mix(PANEL_OF_PARTNERS, {"police": 1, "health": 0, "local_authority": 1})
    assert refusal is not None
    assert (refusal.code, refusal.field) == ("agency_missing", "health")


def test_a_hearing_without_its_quorum_is_told_in_words() -> None:
    assert refusal_of_hearing(REGIONAL_PANEL, 5, frozenset({"police"})) == ""
    assert "4 were heard" in refusal_of_hearing(REGIONAL_PANEL, 4, frozenset({"police"}))
    assert "health" in refusal_of_hearing(PANEL_OF_PARTNERS, 9, frozenset({"police", "local_authority"}))
