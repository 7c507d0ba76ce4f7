"""What is looked at before a notification leaves: what in its words could identify somebody, and how many are alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from opennrm.mechanism.refusal import Refusal
from opennrm.questions.entries import texts_in
from opennrm.questions.identifying import Trace, traces_of_identity
from opennrm.questions.notification_facts import WORDS

IDENTIFIES = Refusal(
    code="identifies_somebody",
    because="The words of this notification hold something that identifies somebody. Take out what the list names; an "
    "anonymous notification holds no phone number, address, document, date of birth or file name of anybody.",
    source="S52",
)
NOT_JUDGED = Refusal(
    code="not_judged",
    because="Take these words out, or say of each of them that it identifies nobody",
    source="S52",
    field="harmless",
)
NOT_CONSIDERED = Refusal(
    code="not_considered",
    because="Read the words again, and confirm that nobody can be recognised from them",
    source="S52",
    field="considered",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in the answer to a question: what has to be taken out, and what may only look like it."""

    question_key: str
    traces: tuple[Trace, ...]

    @property
    def sure(self) -> list[Trace]:
        """What identifies, whatever anybody says."""
        return [trace for trace in self.traces if trace.sure]

    @property
    def doubtful(self) -> list[Trace]:
        """What may identify: who sends takes it out, or says that it does not."""
        return [trace for trace in self.traces if not trace.sure]


def findings(answers: Mapping[str, Any]) -> list[Finding]:
    """What in the words of an anonymous notification could identify somebody; nothing for a named one."""
    found = [
        Finding(key, tuple(traces_of_identity(text)))
        for key in WORDS
        for text in ("\n".join(texts_in(answers.get(key))),)
    ]
    return [each for each in found if each.traces]


def refusal_of_words(answers: Mapping[str, Any], *, considered: bool, harmless: Collection[str] = ()) -> Refusal | None:
    """Why an anonymous notification may not leave with these words; None if it may. Source: S52(3).

    `harmless` are the words that whoever sends it said identify nobody.
    """
    found = findings(answers)
    if any(finding.sure for finding in found):
        return IDENTIFIES
    if any(trace.words not in harmless for finding in found for trace in finding.doubtful):
        return NOT_JUDGED
    return None if considered else NOT_CONSIDERED


def said_harmless(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The kinds of what was pointed out in a notification that left, each as often as it was: never the words."""
    return tuple(trace.code for finding in findings(answers) for trace in finding.doubtful)
