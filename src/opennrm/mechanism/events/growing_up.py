"""What can happen as a child turns 18, or as a doubt about somebody's age is settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Hash


@dataclass(frozen=True, slots=True, kw_only=True)
class AdulthoodNear(Event):
    """The person turns 18 soon: whoever deals with the case is prompted to ask whether they want to stay."""

    days_ahead: int

    sentence: ClassVar[str] = (
        "The person turns 18 in {days_ahead} days or sooner. Somebody should ask them whether they want to stay."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultConsentNeeded(Event):
    """The person is an adult and has not consented to stay; until they do, the case is still treated as a child's."""

    because: Code

    sentence: ClassVar[str] = "The person is an adult ({because}), and has not yet consented to stay."


@dataclass(frozen=True, slots=True, kw_only=True)
class BecameAdult(Event):
    """The case is an adult's from now on: papers are served on the person."""

    because: Code

    sentence: ClassVar[str] = "The person is treated as an adult from now on. Why: {because}."


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeDecided(Event):
    """A doubt about the person's age was settled; `age` is adult or under_18.

    `birth_hash` is the keyed hash of a date of birth that was recorded with it: the date is kept with the person.
    """

    age: Code
    assessed_by: Code
    decided_on: date
    birth_hash: Hash | None = None

    sentence: ClassVar[str] = "The person's age was decided on {decided_on}: {age}. By: {assessed_by}."
