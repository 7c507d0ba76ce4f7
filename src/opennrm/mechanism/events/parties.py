"""What can happen to the organisations that have a part in a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAdded(Event):
    """An organisation (the public id) was given a part in a case: from now on it is told what happens."""

    audience: Code
    organisation: Reference
    because: Code

    sentence: ClassVar[str] = "An organisation has a part in the case as {audience}, because: {because}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyEnded(Event):
    """An organisation no longer has a part in a case."""

    audience: Code
    organisation: Reference
    because: Code

    sentence: ClassVar[str] = "An organisation no longer has a part in the case as {audience}, because: {because}."
