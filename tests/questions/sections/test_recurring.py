"""The conditions that recur in several sections."""

from typing import Any

import pytest

from opennrm.questions.conditions import holds
from opennrm.questions.sections.recurring import MAY_BE_REFERRED


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, False),
        ({"age_answer": "under_18"}, True),
        ({"age_answer": "not_sure"}, True),
        ({"age_answer": "adult"}, False),
        ({"age_answer": "adult", "consent_to_referral": "given"}, True),
        ({"age_answer": "adult", "consent_to_referral": "refused"}, False),
        ({"age_answer": "adult", "cannot_consent_because": "lacks_capacity"}, True),
        ({"age_answer": "adult", "cannot_consent_because": "missing"}, False),
    ],
)
def test_who_may_be_referred(answers: dict[str, Any], expected: bool) -> None:
    assert holds(MAY_BE_REFERRED, answers) is expected
