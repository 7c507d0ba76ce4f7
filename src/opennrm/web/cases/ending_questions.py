"""What is asked before a case is closed without a decision, or reopened: texts, choices and conditions."""

from __future__ import annotations

from dataclasses import replace

from opennrm.mechanism.interruptions import ClosingReason, ReopeningReason
from opennrm.questions.conditions import is_
from opennrm.questions.question import Choice, Kind, Page, Question

CLOSING = {
    ClosingReason.DIED: ("The person died", "Nothing is sent to the person or to where they lived."),
    ClosingReason.DUPLICATE: ("It is a duplicate of another case", "Nothing is merged: each case tells of the other."),
    ClosingReason.CONSENT_INVALID: ("The consent was not valid", "For an adult only."),
    ClosingReason.TURNED_18_WITHOUT_CONSENT: ("The person turned 18 and did not consent to stay", ""),
    ClosingReason.NOT_IN_JURISDICTION: ("The person and the exploitation are outside the United Kingdom", ""),
    ClosingReason.OUT_OF_SCOPE: ("What is told is not modern slavery", ""),
}
REOPENING = {
    ReopeningReason.MISTAKE: "It was ended by mistake",
    ReopeningReason.PERSON_FOUND: "The person was found in the United Kingdom",
    ReopeningReason.NOT_A_DUPLICATE: "It is not a duplicate",
    ReopeningReason.CONSENTED_AFTER_ALL: "The person consented after all",
}
CLOSE = Page(
    slug="close",
    title="Close the case without a decision",
    text=("If the person is only missing, suspend the case instead. If an adult wants to leave, record that.",),
    questions=(
        Question(
            key="reason",
            ask="Why is the case closed?",
            kind=Kind.RADIOS,
            called="reason for closing the case",
            choices=tuple(Choice(reason.value, label, hint) for reason, (label, hint) in CLOSING.items()),
        ),
        Question(
            key="duplicate_of",
            ask="Reference of the other case",
            kind=Kind.TEXT,
            called="reference of the other case",
            only_if=is_("reason", ClosingReason.DUPLICATE.value),
            max_length=32,
        ),
    ),
)

DIED = replace(
    CLOSE,
    title="Record that the person died",
    text=(
        "A decision was served in this case, so it is closed only for this reason. The decision stands. Nothing is "
        "sent to the person or to where they lived.",
    ),
    questions=(
        replace(
            CLOSE.questions[0],
            ask="What is known?",
            choices=tuple(choice for choice in CLOSE.questions[0].choices if choice.value == ClosingReason.DIED.value),
        ),
    ),
)
"""What is asked where a decision was served: nothing but a death closes such a case."""

REOPEN = Page(
    slug="reopen",
    title="Reopen the case",
    text=(
        "It goes on at the stage it left, with the clocks it had. A person who withdrew and has changed their mind "
        "is referred again instead, with the earlier reference.",
    ),
    questions=(
        Question(
            key="reason",
            ask="Why is it reopened?",
            kind=Kind.RADIOS,
            called="reason for reopening the case",
            choices=tuple(Choice(reason.value, label) for reason, label in REOPENING.items()),
        ),
    ),
)
