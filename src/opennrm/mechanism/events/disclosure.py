"""What is marked in a record, what leaves it, and to whom by which law; never what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Hash, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceMarked(Event):
    """A part of a record is to be held back when something of it leaves."""

    mark_id: Reference
    piece_kind: Code
    mark: Code
    whole: bool

    sentence: ClassVar[str] = "Something was marked: {mark}. Where: {piece_kind}. The whole of it: {whole}."


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkLifted(Event):
    """A mark was taken away."""

    mark_id: Reference
    mark: Code

    sentence: ClassVar[str] = "A mark was taken away: {mark}."


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosurePrepared(Event):
    """Somebody began to put together what is to leave."""

    disclosure: Reference
    purpose: Code
    basis: Code
    recipient_hash: Hash

    sentence: ClassVar[str] = "A disclosure was prepared: {purpose}. Basis: {basis}."


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionDecided(Event):
    """It was decided what of it is held back; `content_hash` is of what is left."""

    disclosure: Reference
    held_back: tuple[Code, ...]
    pieces: int
    withheld: int
    content_hash: Hash
    lifted: tuple[Code, ...] = ()
    files: int = 0
    originals: int = 0

    sentence: ClassVar[str] = "What is held back of a disclosure was decided: {held_back}. Held back: {withheld} times."


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationLetIn(Event):
    """Somebody decided that a notification which does not name the person of a case is about them all the same."""

    disclosure: Reference
    text_hash: Hash

    sentence: ClassVar[str] = "A notification that could not be matched was taken to be about the person."


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureReturned(Event):
    """It went back to whoever put it together: a second person returned it, or what it holds is doubted since."""

    disclosure: Reference

    sentence: ClassVar[str] = "A disclosure was returned, to be decided anew."


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureReleased(Event):
    """A second person released it; the hash is that of the file that leaves."""

    disclosure: Reference
    purpose: Code
    basis: Code
    recipient_hash: Hash
    file_hash: Hash
    originals: bool = False

    sentence: ClassVar[str] = (
        "A disclosure was released: {purpose}. Basis: {basis}. Fingerprint of the file: {file_hash}."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureTaken(Event):
    """The file of a disclosure was taken out, to be handed over."""

    disclosure: Reference
    form: Code
    file_hash: Hash
    because: Code = "own_work"

    sentence: ClassVar[str] = "The file of a disclosure was taken out: {form}. Fingerprint: {file_hash}."


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureDropped(Event):
    """It was given up, and nothing of it left."""

    disclosure: Reference

    sentence: ClassVar[str] = "A disclosure was given up."
