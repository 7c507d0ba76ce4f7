"""Who may be disqualified: only with positive reasonable grounds, while the case goes on, under the Act of 2022."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.mechanism.disqualification import (
    refusal_of_proposal,
    refusal_to_check_proposal,
    refusal_to_disqualify,
)
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.profile import version_on
from opennrm.mechanism.stages import Stage

THE_ACT = version_on(PROFILES["borders_act_2023"], date(2026, 3, 1))


@pytest.mark.parametrize(
    ("profile", "on", "stage", "outcome", "code"),
    [
        ("borders_act_2023", date(2026, 3, 1), Stage.RECOVERY, "positive", None),
        ("borders_act_2023", date(2026, 3, 1), Stage.RECOVERY, "negative", "no_reasonable_grounds"),
        ("borders_act_2023", date(2026, 3, 1), Stage.RECOVERY, "", "no_reasonable_grounds"),
        ("borders_act_2023", date(2026, 3, 1), Stage.CLOSED, "positive", "case_ended"),
        ("single_authority_2019", date(2020, 3, 1), Stage.RECOVERY, "positive", "no_disqualification"),
        ("central_2009", date(2010, 3, 1), Stage.RECOVERY, "positive", "no_disqualification"),
    ],
)
def test_who_may_be_disqualified(profile: str, on: date, stage: Stage, outcome: str, code: str | None) -> None:
    refusal = refusal_to_disqualify(version_on(PROFILES[profile], on), stage, outcome)
    assert (refusal.code if refusal else None) == code


def test_a_proposal_needs_both_texts_and_a_ground_of_the_act() -> None:
    assert refusal_of_proposal(THE_ACT, "not_disqualified", "bad_faith", "Read.", "Weighed.") is None
    refused = refusal_of_proposal(THE_ACT, "disqualified", "bad_faith", "Read.", "")
    assert refused is not None
    assert refused.field == "need"


def test_somebody_else_checks_it_and_a_return_says_why() -> None:
    assert refusal_to_check_proposal("one", "two", agreed=True, remark="") is None
    for by, agreed in (("one", True), ("two", False)):
        assert refusal_to_check_proposal("one", by, agreed=agreed, remark="") is not None
