"""Events become facts: what each countable event says, and nothing that could name a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

COUNTED = ("ReferralSubmitted", "ReasonableGroundsDecided")
"""The events that figures are made of."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A fact before it is kept."""

    what: str
    on_day: date
    age: str = ""
    kind: str = ""
    outcome: str = ""
    days: int | None = None
    exploitation: list[str] = field(default_factory=list)

    @property
    def quarter(self) -> str:
        """The calendar quarter of the day, such as 2026-Q1, as the official bulletins count."""
        return f"{self.on_day.year}-Q{(self.on_day.month + 2) // 3}"


def fact_of(event_kind: str, facts: dict[str, Any]) -> Counted:
    """The fact that an event of a counted kind states. Raises `KeyError` for any other kind."""
    return {"ReferralSubmitted": _referral, "ReasonableGroundsDecided": _decision}[event_kind](facts)


def _referral(facts: dict[str, Any]) -> Counted:
    return Counted(
        what="referral",
        on_day=date.fromisoformat(facts["received_on"]),
        age=facts["age_answer"],
        kind=facts["referral_kind"],
        exploitation=sorted(facts["exploitation"]),
    )


def _decision(facts: dict[str, Any]) -> Counted:
    # Age and kind are those of the referral: the decision's event does not repeat them.
    return Counted(
        what="reasonable_grounds",
        on_day=date.fromisoformat(facts["decided_on"]),
        outcome=facts["outcome"],
        days=facts["days"],
    )
