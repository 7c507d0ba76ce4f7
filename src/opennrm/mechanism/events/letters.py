"""What can happen to a letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Hash, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWritten(Event):
    """A letter was written, to wait until it is sent or handed over; to an organisation it lies in its portal."""

    letter_kind: Code
    audience: Code
    channel: Code
    text_hash: Hash
    organisation: Reference | None = None

    sentence: ClassVar[str] = "A letter was written to the {audience}: {letter_kind}."


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSentAgain(Event):
    """The same letter waits to be sent once more; the keyed hash covers the name and address it now goes to."""

    letter_kind: Code
    audience: Code
    channel: Code
    text_hash: Hash
    address_hash: Hash
    because: Code

    sentence: ClassVar[str] = (
        "A letter to the {audience} is sent again by {channel}, because: {because}. {letter_kind}."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterStopped(Event):
    """A letter that had not left was kept from leaving: the person died, or the way it would have gone is not safe."""

    letter_kind: Code
    audience: Code
    channel: Code
    text_hash: Hash
    because: Code

    sentence: ClassVar[str] = (
        "A letter to the {audience} that waited to go by {channel} was stopped, because: {because}. {letter_kind}."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PostBatchMade(Event):
    """Letters that go by post were put together to be printed (subject: the batch's id)."""

    letters: int

    sentence: ClassVar[str] = "A batch of {letters} letters was made for the post."


@dataclass(frozen=True, slots=True, kw_only=True)
class PostBatchPrinted(Event):
    """Somebody opened the letters of a batch to print them: one act, beside the viewing of each letter."""

    letters: int

    sentence: ClassVar[str] = "A batch of {letters} letters was opened to be printed."


@dataclass(frozen=True, slots=True, kw_only=True)
class PostBatchPosted(Event):
    """Somebody said that the letters of a batch were posted."""

    letters: int

    sentence: ClassVar[str] = "A batch of {letters} letters was posted."


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterViewed(Event):
    """Somebody opened a letter; `because` is there where they opened it with others, to post them."""

    letter_kind: Code
    because: Code | None = None

    sentence: ClassVar[str] = "A letter was viewed: {letter_kind}."


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDelivered(Event):
    """A letter reached its channel."""

    letter_kind: Code
    channel: Code

    sentence: ClassVar[str] = "A letter was delivered by {channel}: {letter_kind}."


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFailed(Event):
    """A letter could not be delivered."""

    letter_kind: Code
    channel: Code
    reason: Code
    attempt: int

    sentence: ClassVar[str] = "A letter could not be delivered by {channel} (attempt {attempt}): {reason}."
