"""What can happen to a file that is given with a referral; its name and what it shows stand nowhere in the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Hash, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAdded(Event):
    """A file was added to a draft, whole and taken; the keyed hash covers its content."""

    file: Reference
    file_kind: Code
    size: int
    content_hash: Hash

    sentence: ClassVar[str] = "A file was added to the draft: {file_kind}, {size} bytes."


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRemoved(Event):
    """A file was taken out of a draft, or one was not sent to its end; `reason` is asked or never_finished."""

    file: Reference
    reason: Code = "asked"

    sentence: ClassVar[str] = "A file was removed: {reason}."


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSent(Event):
    """A file was sent with its referral."""

    file: Reference
    file_kind: Code
    size: int
    content_hash: Hash

    sentence: ClassVar[str] = "A file was sent with the referral: {file_kind}, {size} bytes."


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSentLater(Event):
    """Who referred sent a file after the referral."""

    file: Reference
    file_kind: Code
    size: int
    content_hash: Hash

    sentence: ClassVar[str] = "Who referred sent a file later: {file_kind}, {size} bytes."


@dataclass(frozen=True, slots=True, kw_only=True)
class FileScanned(Event):
    """The scanner of harmful files answered: clean or found."""

    file: Reference
    result: Code

    sentence: ClassVar[str] = "A file was scanned for harmful software: {result}."


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOpened(Event):
    """Somebody opened a file: the original, or the copy that is shown instead."""

    file: Reference
    what: Code

    sentence: ClassVar[str] = "A file was opened: the {what}."
