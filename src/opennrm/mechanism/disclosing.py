"""When something of a record may leave the house: for whom, on what basis, and who must have looked at it first.

Nothing leaves before somebody decided what is held back, and somebody else released exactly that. Which law allows
what is `own`: written down as it is understood here, checked by nobody, and told as such wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from opennrm.mechanism.redaction import Mark
from opennrm.mechanism.refusal import Refusal


class Purpose(StrEnum):
    """For whom a part of a record is put together."""

    SUBJECT_ACCESS = "subject_access"
    COURT = "court"
    POLICE = "police"


class DisclosureState(StrEnum):
    """How far a disclosure has come."""

    PREPARED = "prepared"
    DECIDED = "decided"
    RETURNED = "returned"
    RELEASED = "released"
    DROPPED = "dropped"


OPEN_STATES = (DisclosureState.PREPARED, DisclosureState.DECIDED, DisclosureState.RETURNED)
"""Something is still being put together."""


LEFT_LYING_DAYS = 30
"""Days after which something that is on its way to leave, and that nobody went on with, is listed. Source: own; whoever
asks for their own data is answered within a month (UK GDPR, article 12(3))."""


@dataclass(frozen=True, slots=True)
class Basis:
    """By which law something leaves: its code, its words, the law, for which purposes, and how far that was checked."""

    code: str
    words: str
    law: str
    purposes: frozenset[Purpose]
    source: str = "own"


_COURT, _POLICE = frozenset({Purpose.COURT}), frozenset({Purpose.POLICE})
BASES: tuple[Basis, ...] = (
    Basis(
        "right_of_access",
        "The person asked for their own data",
        "UK GDPR, article 15; Data Protection Act 2018, section 45 where the police hold it",
        frozenset({Purpose.SUBJECT_ACCESS}),
    ),
    Basis("court_order", "An order of a court or tribunal", "Data Protection Act 2018, Schedule 2, para 5(2)", _COURT),
    Basis("legal_claim", "It is needed for a legal claim", "Data Protection Act 2018, Schedule 2, para 5(3)", _COURT),
    Basis(
        "criminal_disclosure",
        "Disclosure to the prosecution in criminal proceedings",
        "Criminal Procedure and Investigations Act 1996",
        _COURT | _POLICE,
    ),
    Basis("crime", "To prevent, find out or prosecute crime", "Data Protection Act 2018, Schedule 2, para 2", _POLICE),
    Basis("vital_interests", "To save somebody's life", "UK GDPR, article 6(1)(d) and article 9(2)(c)", _POLICE),
    Basis("other", "Another basis, which I write out", "As it is written out", _COURT | _POLICE),
)
OTHER = "other"
ALWAYS_HELD_BACK: dict[Purpose, frozenset[Mark]] = {
    Purpose.SUBJECT_ACCESS: frozenset({Mark.THIRD_PARTY, Mark.SOURCE}),
    Purpose.COURT: frozenset({Mark.SOURCE, Mark.SAFE_ADDRESS}),
    Purpose.POLICE: frozenset({Mark.LEGAL_PRIVILEGE, Mark.SAFE_ADDRESS}),
}
"""What nobody can choose to give for a purpose. Source: own."""
USUALLY_HELD_BACK: dict[Purpose, frozenset[Mark]] = {
    Purpose.SUBJECT_ACCESS: frozenset({Mark.THIRD_PARTY, Mark.SOURCE, Mark.LEGAL_PRIVILEGE, Mark.SAFE_ADDRESS}),
    Purpose.COURT: frozenset(Mark),
    Purpose.POLICE: frozenset(Mark),
}
"""What is ticked until somebody decides otherwise. Source: own."""

GIVEN_TO_THEM: dict[Purpose, frozenset[Mark]] = {Purpose.SUBJECT_ACCESS: frozenset({Mark.NOT_SHARED})}
"""Marks by rule that do not count for a purpose: what the person asked not to share is theirs to read. Source: own."""
LIFTED_BY_REASON = frozenset({Mark.SAFE_ADDRESS})
"""Marks by rule that somebody can lift for one disclosure, if they write why. Source: own."""
NO_REASON_TO_LIFT = Refusal(
    "no_reason_to_lift",
    "Write why it has to be said where the person is safe: whoever receives this learns it. "
    "The second person reads it too.",
    "own",
    "lifted_because",
)
REASON_WITHOUT_LIFTING = Refusal(
    "reason_without_lifting",
    "You wrote why it has to be said where the person is safe. Tick that it is given, or take the words away.",
    "own",
    "lifts",
)
NOT_READ = Refusal(
    "redaction_not_decided",
    "Say that you have read every part, and that what must not leave is marked. Nothing leaves before that.",
    "own",
    "read",
)
SAME_PERSON = Refusal(
    "same_person",
    "You put this together. Somebody else has to read it and release it.",
    "own",
)
NOT_NOW = Refusal(
    "changed_meanwhile",
    "This disclosure has moved on since you opened the page. Open it again to see where it stands.",
    "house",
)
DECIDED_AGAIN = Refusal(
    "read_something_else",
    "What is held back was decided again since you opened this page. Read again below what would leave, and then "
    "answer.",
    "own",
    "agreed",
)
MARKED_SINCE = Refusal(
    "marked_since",
    "Something of this record was marked, a mark was taken away, or a notification was taken out of it again, after "
    "what is held back was decided. Return it, so that it is decided again.",
    "own",
)

DOUBTED = Refusal(
    "doubted_since",
    "It holds a notification that was taken out of the record again, because it may be about somebody else. Its file "
    "is not given out any more. Begin another disclosure, and tell whoever received this one.",
    "own",
)


def bases_for(purpose: Purpose) -> list[Basis]:
    """The bases on which something can leave for a purpose."""
    return [basis for basis in BASES if purpose in basis.purposes]


def basis_named(code: str) -> Basis:
    """The basis of this code. Raises `KeyError`."""
    return {basis.code: basis for basis in BASES}[code]


def refusal_of_basis(purpose: Purpose, code: str, words: str) -> Refusal | None:
    """None if something can leave for this purpose on this basis; one that is not in the list is written out."""
    if code not in {basis.code for basis in bases_for(purpose)}:
        return Refusal("no_basis", "Choose on what basis it leaves.", "own", "basis")
    if code == OTHER and not words.strip():
        return Refusal("no_basis_in_words", "Write out the basis: which law, and which part of it.", "own", "words")
    return None


def refusal_to_change(state: DisclosureState) -> Refusal | None:
    """None if it is still being put together."""
    return None if state in (DisclosureState.PREPARED, DisclosureState.RETURNED) else NOT_NOW


def refusal_to_decide(
    purpose: Purpose, state: DisclosureState, held_back: Collection[Mark], *, read: bool
) -> Refusal | None:
    """None if what is held back can be decided so now."""
    if refusal_to_change(state):
        return NOT_NOW
    if not read:
        return NOT_READ
    missing = ALWAYS_HELD_BACK[purpose] - set(held_back)
    if missing:
        names = ", ".join(sorted(mark.value.replace("_", " ") for mark in missing))
        because = f"For this purpose these are always held back: {names}."
        return Refusal("always_held_back", because, "own", "held_back")
    return None


def refusal_to_lift(*, lifts: bool, because: str) -> Refusal | None:
    """None if the marks by rule can be lifted so, or stay: lifting needs a reason, and a reason is for lifting."""
    if lifts:
        return None if because.strip() else NO_REASON_TO_LIFT
    return REASON_WITHOUT_LIFTING if because.strip() else None


def refusal_to_show_lifted(state: DisclosureState, because: str) -> Refusal | None:
    """None if it can be shown what would be given without the marks by rule: for a reason, while it is put together."""
    return refusal_to_change(state) or refusal_to_lift(lifts=True, because=because)


def refusal_of_what_was_read(differs: Collection[str]) -> Refusal | None:
    """None if what would be given is what was read; else what of it differs is named."""
    if not differs:
        return None
    because = f"This is not as you read it: {', '.join(differs)}. Read it again below before you decide."
    return Refusal("read_something_else", because, "own", "read")


def refusal_to_check(state: DisclosureState, *, worked_on_it: Collection[str], by: str) -> Refusal | None:
    """None if this person can release or return it now: it is decided, and they had no part in putting it together."""
    if state is not DisclosureState.DECIDED:
        return NOT_NOW
    return SAME_PERSON if by in worked_on_it else None


def refusal_to_take(state: DisclosureState, *, holds_what_is_doubted: bool) -> Refusal | None:
    """None if its files may leave: only once somebody released it, and while nobody doubts whom it is about."""
    if state is not DisclosureState.RELEASED:
        return Refusal("not_released", "Nothing leaves before a second person has released it.", "own")
    return DOUBTED if holds_what_is_doubted else None


def refusal_to_drop(state: DisclosureState, *, was_taken: bool) -> Refusal | None:
    """None if it can be given up, also after it was released: what was taken out has left, and stays known."""
    has_left = state is DisclosureState.RELEASED and was_taken
    return NOT_NOW if has_left or state is DisclosureState.DROPPED else None
