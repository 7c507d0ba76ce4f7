"""What the central authority looks at once a local panel decided, and who may look: it had no part in the case.

That the authority audits each case after the decision is found (BEXLEY, DDM24); the questions are this product's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from opennrm.mechanism.refusal import Refusal


@dataclass(frozen=True, slots=True)
class AuditQuestion:
    """One question of the audit; `key` is stored where the answer was no."""

    key: str
    ask: str


QUESTIONS: tuple[AuditQuestion, ...] = (
    AuditQuestion(
        "right_people_there", "Did people sit on the panel who know the child's area, and none with an interest?"
    ),
    AuditQuestion("evidence_addressed", "Do the reasons address every indicator and every piece of evidence?"),
    AuditQuestion("standard_applied", "Was the standard in force applied to each decision, and no higher one?"),
    AuditQuestion("child_heard", "Was what the child said heard, and was the child kept safe while it was asked?"),
    AuditQuestion("in_time", "Was it decided in time, or is it said why not?"),
)
"""Source: own."""


def refusal_to_audit(
    answers: Mapping[str, str], by: str, had_a_part: Iterable[str], *, is_done: bool
) -> Refusal | None:
    """Why somebody may not record an audit; None if they may. `answers` are yes or no by key. Source: DDM24, house."""
    if is_done:
        return Refusal("audited_already", "The decisions of this panel were looked at already.", "house")
    if by in set(had_a_part):
        told = "You had a part in this case: somebody else looks at what the panel decided."
        return Refusal("had_a_part", told, "house")
    for question in QUESTIONS:
        if answers.get(question.key) not in ("yes", "no"):
            return Refusal("no_answer", "Choose yes or no.", "own", question.key)
    return None
