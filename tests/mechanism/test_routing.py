"""Which authority takes a case."""

from __future__ import annotations

import pytest

from opennrm.mechanism.profiles.profile import Situation
from opennrm.mechanism.routing import refusal_to_transfer, route_for
from opennrm.mechanism.vocabulary import ReferralKind
from tests.mechanism.profiles.eras import CENTRAL_2009_VERSION
from tests.mechanism.versions import NOW

SINGLE = "single_competent_authority"
ENFORCEMENT = "immigration_enforcement_competent_authority"
ADULTS_ELSEWHERE = [
    Situation.OFFENDER_IN_DETENTION,
    Situation.OFFENDER_FACING_DEPORTATION,
    Situation.DETAINED_FOR_IMMIGRATION,
    Situation.ASYLUM_CLAIM_INADMISSIBLE,
]


@pytest.mark.parametrize("situation", ADULTS_ELSEWHERE)
def test_an_adult_in_a_listed_situation_goes_to_immigration_enforcement(situation: Situation) -> None:
    route = route_for(NOW, ReferralKind.ADULT, frozenset({situation}))
    assert route.authority.key == ENFORCEMENT
    assert situation.value.replace("_", " ") in route.because


def test_a_child_goes_to_the_single_authority_in_every_situation() -> None:
    assert route_for(NOW, ReferralKind.CHILD, frozenset(Situation)).authority.key == SINGLE


def test_everybody_else_goes_to_the_single_authority() -> None:
    assert route_for(NOW, ReferralKind.ADULT, frozenset()).authority.key == SINGLE


def test_in_2009_nationality_decided_for_children_too() -> None:
    outside = frozenset({Situation.OUTSIDE_EUROPEAN_ECONOMIC_AREA})
    assert route_for(CENTRAL_2009_VERSION, ReferralKind.CHILD, outside).authority.key == "uk_visas_and_immigration"


@pytest.mark.parametrize(
    ("kind", "to", "code"),
    [
        (ReferralKind.CHILD, ENFORCEMENT, "adults_only"),
        (ReferralKind.ADULT, SINGLE, "already_there"),
        (ReferralKind.ADULT, "somebody", "no_such_authority"),
        (ReferralKind.ADULT, ENFORCEMENT, None),
    ],
)
def test_a_transfer_needs_an_authority_that_may_take_the_case(kind: ReferralKind, to: str, code: str | None) -> None:
    refusal = refusal_to_transfer(NOW, kind, SINGLE, to)
    assert (refusal and refusal.code) == code
