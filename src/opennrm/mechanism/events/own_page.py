"""The page of the person themselves: offered, opened by them, and closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPageOffered(Event):
    """The person agreed to a page of their own; the code that opens it was shown once. `second`: a word, a date..."""

    page: Reference
    how: Code
    second: Code

    sentence: ClassVar[str] = "The person agreed to a page of their own, and was given its code. How: {how}."


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPageOpened(Event):
    """Somebody opened the page of the person with its code and the second fact."""

    page: Reference

    sentence: ClassVar[str] = "The person's own page was opened with its code."


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPageViewed(Event):
    """The page of the person was shown to whoever had opened it."""

    page: Reference

    sentence: ClassVar[str] = "The person's own page was shown."


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPageEnded(Event):
    """The page of the person was closed: its code opens nothing any more."""

    page: Reference
    because: Code

    sentence: ClassVar[str] = "The person's own page was closed. Why: {because}."
