"""Keys that were erased, and people who were looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysErased(Event):
    """The keys of a case were erased: from then on nobody can read what was written in it, or in its referral."""

    keys: int
    because: Code

    sentence: ClassVar[str] = "The keys of this record were erased, so that its words cannot be read. Why: {because}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSearched(Event):
    """Somebody looked for a person by a name, a phone number or a reference; what they typed is not in it."""

    shown: int

    sentence: ClassVar[str] = "People were searched for; {shown} cases were shown."


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPeopleShown(Event):
    """Somebody opened what their search for a person had found: each time the names are shown, and none is in it."""

    shown: int

    sentence: ClassVar[str] = "What a search for people had found was shown: {shown} cases."
