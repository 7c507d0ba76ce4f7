"""What can happen to the right to see a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessGiven(Event):
    """An organisation, a team or a person may see a record from now on; `record` is "referral" or "case"."""

    grantee: Reference
    record: Code
    because: Code

    sentence: ClassVar[str] = "Access to the {record} was given. Why: {because}."


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEnded(Event):
    """Whoever could see a record, for the reason it was given, can see it no longer."""

    grantee: Reference
    record: Code
    because: Code

    sentence: ClassVar[str] = "Access to the {record} ended. Why it had been given: {because}."
