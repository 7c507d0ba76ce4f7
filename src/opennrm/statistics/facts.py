"""Events become facts: what each countable event says, and nothing that could name a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

COUNTED = (
    "ReferralSubmitted",
    "ReasonableGroundsDecided",
    "ConclusiveGroundsDecided",
    "NotificationSent",
    "ReferralFollowedNotification",
    "CaseSuspended",
    "CaseResumed",
    "CaseWithdrawn",
    "CaseClosed",
    "CaseReopened",
    "CaseOpened",
    "CaseTransferred",
    "IndependentReviewGiven",
    "IndependentReviewSentBack",
    "PanelDecided",
    "ReconsiderationAccepted",
    "ReconsiderationRefused",
)
"""The events that figures are made of."""
REASONABLE_GROUNDS, CONCLUSIVE_GROUNDS = "reasonable_grounds", "conclusive_grounds"
"""Facts of a decision served; whoever was decided about twice, after reconsideration, has two."""
STANDING, GOES_ON = "standing", "goes_on"
"""A fact of how a case left its way, and that it is on it again."""
AUTHORITY, RECONSIDERATION = "authority", "reconsideration"
"""A fact of which authority has a case from now on, and one of how a request to look again was answered."""
REVIEWS = ("review_of_reasonable_grounds", "review_of_conclusive_grounds")
"""Facts of independent reviews, apart by the decision that was reviewed."""
PANEL_OF = "panel_of_"
"""Before the name of a decision: a fact of what a panel came to, from which a text is written."""
_Made = Callable[[dict[str, Any], date], "Counted"]


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
    organisation_type: str = ""

    @property
    def quarter(self) -> str:
        """The calendar quarter of the day, such as 2026-Q1, as the official bulletins count."""
        return f"{self.on_day.year}-Q{(self.on_day.month + 2) // 3}"


def fact_of(event_kind: str, facts: dict[str, Any], on_day: date) -> Counted:
    """The fact that an event of a counted kind states; `on_day` is the legal day it happened on.

    Raises `KeyError` for any other kind.
    """
    made = {
        "ReferralSubmitted": _referral,
        "ReasonableGroundsDecided": _decision(REASONABLE_GROUNDS),
        "ConclusiveGroundsDecided": _decision(CONCLUSIVE_GROUNDS),
        "NotificationSent": _notification,
        "ReferralFollowedNotification": _followed,
        "CaseSuspended": _suspended,
        "CaseResumed": _goes_on,
        "CaseWithdrawn": _withdrawn,
        "CaseClosed": _closed,
        "CaseReopened": _goes_on,
        "CaseOpened": _authority("authority"),
        "CaseTransferred": _authority("to_authority"),
        "IndependentReviewGiven": _review("let_go_on"),
        "IndependentReviewSentBack": _review("sent_back"),
        "PanelDecided": _panel,
        "ReconsiderationAccepted": _answered("accepted"),
        "ReconsiderationRefused": _answered("refused"),
    }
    return made[event_kind](facts, on_day)


def _referral(facts: dict[str, Any], _on_day: date) -> Counted:
    return Counted(
        what="referral",
        on_day=date.fromisoformat(facts["received_on"]),
        age=facts["age_answer"],
        kind=facts["referral_kind"],
        exploitation=sorted(facts["exploitation"]),
    )


def _decision(what: str) -> _Made:
    # Age and kind are those of the referral: the decision's event does not repeat them.
    def made(facts: dict[str, Any], _on_day: date) -> Counted:
        return Counted(
            what=what,
            on_day=date.fromisoformat(facts["decided_on"]),
            outcome=facts["outcome"],
            days=facts["days"],
        )

    return made


def _notification(facts: dict[str, Any], _on_day: date) -> Counted:
    return Counted(
        what="notification",
        on_day=date.fromisoformat(facts["sent_on"]),
        kind=facts["notification_kind"],
        exploitation=sorted(facts["exploitation"]),
        organisation_type=facts["organisation_type"],
    )


def _followed(facts: dict[str, Any], on_day: date) -> Counted:
    return Counted(what="referral_after_notification", on_day=on_day, kind=facts["notification_kind"])


def _suspended(_facts: dict[str, Any], on_day: date) -> Counted:
    return Counted(what=STANDING, on_day=on_day, outcome="suspended")


def _goes_on(_facts: dict[str, Any], on_day: date) -> Counted:
    return Counted(what=STANDING, on_day=on_day, outcome=GOES_ON)


def _withdrawn(facts: dict[str, Any], _on_day: date) -> Counted:
    return Counted(what=STANDING, on_day=date.fromisoformat(facts["withdrawn_on"]), outcome="withdrawn")


def _closed(facts: dict[str, Any], _on_day: date) -> Counted:
    return Counted(what=STANDING, on_day=date.fromisoformat(facts["closed_on"]), outcome=f"closed_{facts['reason']}")


def _authority(named: str) -> _Made:
    return lambda facts, on_day: Counted(what=AUTHORITY, on_day=on_day, outcome=facts[named])


def _review(outcome: str) -> _Made:
    # Its days are those of this review alone.
    return lambda facts, on_day: Counted(
        what=f"review_of_{facts['decision']}", on_day=on_day, outcome=outcome, days=facts["days"]
    )


def _panel(facts: dict[str, Any], on_day: date) -> Counted:
    return Counted(what=f"{PANEL_OF}{facts['decision']}", on_day=on_day, outcome=facts["outcome"])


def _answered(outcome: str) -> _Made:
    return lambda _facts, on_day: Counted(what=RECONSIDERATION, on_day=on_day, outcome=outcome)
