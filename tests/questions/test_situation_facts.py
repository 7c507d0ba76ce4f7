"""What routes a referral and what triage looks at, read from its answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from opennrm.mechanism.profiles.profile import Situation
from opennrm.mechanism.triage import TriageFacts
from opennrm.questions.situation_facts import situations_told, triage_told

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("answers", "situations"),
    [
        ({}, set()),
        ({"detained": "yes", "detained_where": "prison"}, {Situation.OFFENDER_IN_DETENTION}),
        ({"detained_where": "immigration_detention"}, {Situation.DETAINED_FOR_IMMIGRATION}),
        ({"detained_where": "elsewhere"}, set()),
        ({"facing_deportation": "yes"}, {Situation.OFFENDER_FACING_DEPORTATION}),
        ({"facing_deportation": "not_known"}, set()),
        ({"asylum_claim_inadmissible": "yes"}, {Situation.ASYLUM_CLAIM_INADMISSIBLE}),
        ({"nationality": "vietnamese"}, {Situation.OUTSIDE_EUROPEAN_ECONOMIC_AREA}),
        ({"nationality": {"not_known": "She did not say."}}, set()),
        ({"nationality": "polish", "immigration_control": "yes"}, {Situation.SUBJECT_TO_IMMIGRATION_CONTROL}),
        ({"nationality": "polish", "home_office_reference": "A1"}, {Situation.SUBJECT_TO_IMMIGRATION_CONTROL}),
        ({"nationality": "polish", "home_office_reference": "A1", "immigration_control": "no"}, set()),
    ],
)
def test_situations_are_what_was_told(answers: dict[str, Any], situations: set[Situation]) -> None:
    assert situations_told(answers, DAY) == situations


def test_triage_hears_what_was_told_and_that_the_rest_is_not_known() -> None:
    assert triage_told({}) == TriageFacts(detained_where_known=False)
    answers = {
        "earlier_reference": "NRM-1",
        "exploitation_where": "overseas",
        "person_in_uk": "no",
        "detained": "yes",
        "detained_where": "prison",
    }
    assert triage_told(answers) == TriageFacts(
        earlier_reference=True, exploited_in_uk=False, is_in_uk=False, detained=True, detained_where_known=True
    )
