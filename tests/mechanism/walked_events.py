"""The event of every plain move, as the walks through the law tell it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from opennrm.mechanism import events as happened
from opennrm.mechanism.events import Event
from opennrm.mechanism.fold import Entry
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.stages import Move

START = date(2026, 3, 2)
AT = datetime(2026, 3, 2, tzinfo=UTC)
CASE: Any = {"subject": "C1", "case": "C1"}


def submitted_under(version: ProfileVersion) -> Entry:
    """The referral of an adult with which a history begins that is held to a version of a profile."""
    told = {
        "referral_kind": "adult",
        "age_answer": "adult",
        "nation": "england",
        "profile": version.profile,
        "profile_version": version.version,
        "received_on": START.isoformat(),
        "answers_hash": "0" * 64,
    }
    return Entry("ReferralSubmitted", told, AT, None)


def event_of(move: Move, day: date, grounds: str, stage: str, reason: str = "died") -> Event:
    """The event of a plain move on a day.

    `grounds` names the decision it is about, `stage` where reopening leads, `reason` why a case is closed.
    """
    made: dict[Move, Callable[[], Event]] = {
        Move.ACCEPT: lambda: happened.CaseAccepted(**CASE),
        Move.ASK_FOR_INFORMATION: lambda: happened.InformationRequested(**CASE, topics=("places",), asked_on=day),
        Move.RECEIVE_INFORMATION: lambda: happened.InformationReceived(**CASE, answer="given", received_on=day),
        Move.END_RECOVERY: lambda: happened.RecoveryEnded(**CASE, ended_on=day),
        Move.REQUEST_RECONSIDERATION: lambda: happened.ReconsiderationRequested(
            **CASE, decision=grounds, requester="support_provider", grounds=("new",), requested_on=day
        ),
        Move.ACCEPT_RECONSIDERATION: lambda: happened.ReconsiderationAccepted(**CASE, decision=grounds),
        Move.REFUSE_RECONSIDERATION: lambda: happened.ReconsiderationRefused(
            **CASE, decision=grounds, reason="nothing_new"
        ),
        Move.SUSPEND: lambda: happened.CaseSuspended(**CASE, reason="missing", review_on=day, suspended_on=day),
        Move.RESUME: lambda: happened.CaseResumed(**CASE, resumed_on=day),
        Move.TRANSFER: lambda: happened.CaseTransferred(
            **CASE, from_authority="one", to_authority="one", owner_team="T1"
        ),
        Move.WITHDRAW: lambda: happened.CaseWithdrawn(**CASE, way="written", withdrawn_on=day),
        Move.CLOSE: lambda: happened.CaseClosed(**CASE, reason=reason, closed_on=day),
        Move.REOPEN: lambda: happened.CaseReopened(**CASE, reason="mistake", stage=stage, reopened_on=day),
    }
    return made[move]()
