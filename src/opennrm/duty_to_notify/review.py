"""What is looked at before a notification leaves: what in its words could identify somebody, and how many are alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from opennrm.mechanism.refusal import Refusal
from opennrm.questions.identifying import Trace, traces_of_identity, words_like_names
from opennrm.questions.notification_facts import WORDS

IDENTIFIES = Refusal(
    code="identifies_somebody",
    because="The words of this notification hold something that could identify somebody. Take out what the list names; "
    "an anonymous notification holds no phone number, address, reference or file name of anybody.",
    source="S52",
)
NOT_CONSIDERED = Refusal(
    code="not_considered",
    because="Read the words again, and confirm that nobody can be recognised from them",
    source="S52",
    field="considered",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in the answer to a question: what must be taken out, and what only looks like a name."""

    question_key: str
    traces: tuple[Trace, ...]
    hints: tuple[str, ...]


def findings(answers: Mapping[str, Any]) -> list[Finding]:
    """What in the words of an anonymous notification could identify somebody; nothing for a named one."""
    found = [
        Finding(key, tuple(traces_of_identity(answers[key])), tuple(words_like_names(answers[key])))
        for key in WORDS
        if key in answers
    ]
    return [each for each in found if each.traces or each.hints]


def refusal_of_words(answers: Mapping[str, Any], *, considered: bool) -> Refusal | None:
    """Why an anonymous notification may not leave with these words; None if it may. Source: S52(3)."""
    if any(finding.traces for finding in findings(answers)):
        return IDENTIFIES
    return None if considered else NOT_CONSIDERED
