"""Which files of a record may leave with what is given of it, and as what: a copy, the original, or not at all.

A name cannot be taken out of a photograph. So no file leaves because nobody thought of it: somebody says of each what
becomes of it, or leaves it out for a reason. Source: own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from opennrm.mechanism.disclosing import Purpose
from opennrm.mechanism.redaction import Mark
from opennrm.mechanism.refusal import Refusal

WITH_ORIGINALS = frozenset({"court_order", "criminal_disclosure"})
"""The bases on which an original can leave, as a court needs it to ask where and by what it was made. Source: own."""


class FileChoice(StrEnum):
    """What becomes of a file that is not left out for one of the reasons of marks."""

    COPY = "copy"
    ORIGINAL = "original"
    NOT_ASKED = "not_asked"
    NO_COPY = "no_copy"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a file: said in words; whether and as what its bytes leave, or by which mark it is left out.

    `is_open`: somebody has yet to say what becomes of it, or to wait, as it `waits` for its copy. `has_no_copy`: it is
    left out because none can be made.
    """

    words: str
    leaves_as: FileChoice | None = None
    mark: Mark | None = None
    is_open: bool = False
    waits: bool = False
    has_no_copy: bool = False


NOT_DECIDED = "Not decided yet"
COPY_AWAITED = "Not decided yet: a copy of it is being made."
NOT_ASKED = "Only that it is there: it was not asked for."
ORIGINAL = "The original, as it was sent. It can tell where and by what it was made."
LEFT_OUT = "Nothing of it"


def gives_originals(purpose: Purpose, basis: str) -> bool:
    """Can an original leave for this purpose on this basis? Never to the person, who gets the copy."""
    return purpose is not Purpose.SUBJECT_ACCESS and basis in WITH_ORIGINALS


def fate_of(chosen: str, *, copy: str, why_no_copy: str, may_open: bool, originals: bool, waits: bool = False) -> Fate:
    """What becomes of a file of which this was chosen. `copy` are the words for its copy, `why_no_copy` why there is
    none, and whether it `waits` for one; `may_open`, whether anybody may open it; `originals`, whether one can leave.
    """
    if chosen in set(Mark):
        return Fate(LEFT_OUT, mark=Mark(chosen))
    if not may_open and not waits:
        return Fate(f"Nothing of it: {why_no_copy}")
    if chosen == FileChoice.NOT_ASKED:
        return Fate(NOT_ASKED)
    if chosen == FileChoice.COPY and not why_no_copy:
        return Fate(copy, FileChoice.COPY)
    if chosen == FileChoice.ORIGINAL and originals and may_open:
        return Fate(ORIGINAL, FileChoice.ORIGINAL)
    if waits:
        return Fate(COPY_AWAITED, is_open=True, waits=True)
    if chosen == FileChoice.NO_COPY and why_no_copy:
        return Fate(f"Nothing of it: {why_no_copy}", has_no_copy=True)
    return Fate(NOT_DECIDED, is_open=True)


def refusal_of_files(fates: Mapping[str, Fate], given: Iterable[str], because: str) -> Refusal | None:
    """None if it was said of each file what becomes of it, and for originals why; `given` are those that leave, or
    would: what a mark or the days that are asked for keep back needs no word. Keys are the names of the fields.
    """
    given = list(given)
    undecided = next((key for key in given if fates[key].is_open), None)
    if undecided is not None and fates[undecided].waits:
        says = "A copy of this file is being made. Wait a few minutes and choose then, or leave it out for a reason."
        return Refusal("file_waits", says, "own", undecided)
    if undecided is not None:
        says = "Choose what becomes of this file: look at it, and give it or leave it out for a reason."
        return Refusal("file_not_decided", says, "own", undecided)
    originals = any(fates[key].leaves_as is FileChoice.ORIGINAL for key in given)
    if originals and not because.strip():
        says = "Write why the original must leave, where a copy does not do. The second person reads it too."
        return Refusal("no_reason_for_originals", says, "own", "originals_because")
    if because.strip() and not originals:
        says = "You wrote why originals leave, and none does. Choose the file, or take the words away."
        return Refusal("reason_without_originals", says, "own", "originals_because")
    return None


def refusal_of_originals(*, leave: bool, agreed: bool) -> Refusal | None:
    """None if the second person agreed to the originals that leave, or none does."""
    if leave and not agreed:
        says = "Originals leave with this. Say that you agree to that, or return it."
        return Refusal("originals_not_agreed", says, "own", "originals")
    return None
