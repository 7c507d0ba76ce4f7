"""Letting a case wait, looking at it again, and letting it go on: no clock stands still meanwhile."""

from __future__ import annotations

from datetime import date, datetime

from opennrm.audit.once import once, remember
from opennrm.audit.queries import events_of_case, events_of_cases
from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengthening import lengthen_recovery
from opennrm.cases.actions.moving import keep_case, locked_case, move_case
from opennrm.cases.models import Case, Clock
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.deadlines import ClockCause
from opennrm.mechanism.events import (
    CaseResumed,
    CaseSuspended,
    RecoveryEnded,
    SuspensionProlonged,
    SuspensionReviewDue,
)
from opennrm.mechanism.fold import Entry, fold
from opennrm.mechanism.interruptions import (
    SuspensionReason,
    days_suspended,
    refusal_of_review_day,
    refusal_to_suspend,
)
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.refusal import Refusal, refuse_if
from opennrm.mechanism.stages import Move, Stage
from opennrm.mechanism.time_limits import Rule
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for

SUSPENDED = frozenset({Stage.SUSPENDED_BEFORE_REASONABLE_GROUNDS, Stage.SUSPENDED_BEFORE_CONCLUSIVE_GROUNDS})
NOT_SUSPENDED = Refusal("not_suspended", "The case is not suspended. Open it to see where it stands.", "house")


def suspend_case(
    reference: str,
    *,
    reason: str,
    evidence_suffices: bool | None,
    review_on: date | None,
    seen: int,
    by: Actor,
    at: datetime,
) -> None:
    """Let a case wait until a day of review. Raises `NotYours`; `Refused` where the evidence suffices to decide."""
    with command():
        token = f"suspend:{reference}:{seen}"
        body = {"reason": reason, "suffices": evidence_suffices, "review_on": str(review_on)}
        if once(who=by.account_id, token=token, body=body, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.MOVE_CASES, seen=seen, by=by, at=at)
        today = legal_day(at)
        coded = SuspensionReason(reason) if reason in set(SuspensionReason) else None
        refuse_if(refusal_to_suspend(evidence_suffices=evidence_suffices, review_on=review_on, on=today, reason=coded))
        assert coded is not None  # noqa: S101 - the rule refused otherwise
        assert review_on is not None  # noqa: S101 - the rule refused otherwise
        move_case(case, Move.SUSPEND, rules_for(case.profile, case.received_on, at))
        case.review_on = review_on
        keep_case(case, "stage", "review_on")
        suspended = CaseSuspended(
            subject=reference, case=reference, reason=coded.value, review_on=review_on, suspended_on=today
        )
        announce(suspended, at=at, by=by.account_id)
        remember(who=by.account_id, token=token, result=case.stage)


def prolong_suspension(reference: str, *, review_on: date | None, seen: int, by: Actor, at: datetime) -> None:
    """Look at a suspension and let it go on until another day. Raises `NotYours` and `Refused`."""
    with command():
        token = f"prolong:{reference}:{seen}"
        if once(who=by.account_id, token=token, body={"review_on": str(review_on)}, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.MOVE_CASES, seen=seen, by=by, at=at)
        refuse_if(NOT_SUSPENDED if Stage(case.stage) not in SUSPENDED else None)
        refuse_if(refusal_of_review_day(review_on, on=legal_day(at)))
        assert review_on is not None  # noqa: S101 - the rule refused otherwise
        case.review_on = review_on
        keep_case(case, "review_on")
        announce(SuspensionProlonged(subject=reference, case=reference, review_on=review_on), at=at, by=by.account_id)
        remember(who=by.account_id, token=token, result=case.stage)


def resume_case(reference: str, *, seen: int, by: Actor, at: datetime) -> str:
    """Let a suspended case go on; gives the stage it came to. Raises `NotYours` and `Refused`.

    The days it was suspended are recorded, and added to a recovery period that was running: nobody recovers while they
    are missing. A recovery period that was over already stays over.
    """
    with command():
        token = f"resume:{reference}:{seen}"
        earlier = once(who=by.account_id, token=token, body={}, at=at)
        if earlier is not None:
            return earlier.result
        case = locked_case(reference, needs=Permission.MOVE_CASES, seen=seen, by=by, at=at)
        version = rules_for(case.profile, case.received_on, at)
        move_case(case, Move.RESUME, version)
        began, today = _suspended_since(reference), legal_day(at)
        days = days_suspended([(began, today)], today)
        announce(CaseResumed(subject=reference, case=reference, resumed_on=today, days=days), at=at, by=by.account_id)
        if case.stage == Stage.RECOVERY:
            _go_on_with_recovery(case, version, began, by=by, at=at)
        case.review_on = None
        keep_case(case, "stage", "review_on", "due_on")
        remember(who=by.account_id, token=token, result=case.stage)
        return case.stage


def remind_of_review(reference: str, *, at: datetime) -> bool:
    """Tell whoever holds a suspended case, once for each day of review that has come, to look at it again."""
    with command():
        case = Case.objects.select_for_update().filter(reference=reference).first()
        if case is None or Stage(case.stage) not in SUSPENDED or case.review_on is None:
            return False
        told = events_of_cases([reference], (SuspensionReviewDue.__name__,))[reference]
        if case.review_on > legal_day(at) or case.review_on.isoformat() in {e.facts["review_on"] for e in told}:
            return False
        announce(SuspensionReviewDue(subject=reference, case=reference, review_on=case.review_on), at=at, by=None)
        return True


def _suspended_since(reference: str) -> date:
    events = events_of_case(reference)
    facts = fold(Entry(event.kind, event.facts, event.at, str(event.by) if event.by else None) for event in events)
    return facts.suspensions[-1][0]


def _go_on_with_recovery(case: Case, version: ProfileVersion, began: date, *, by: Actor, at: datetime) -> None:
    today = legal_day(at)
    clock = Clock.objects.filter(case=case, rule=Rule.RECOVERY_PERIOD.value, ended_at__isnull=True).first()
    if clock is None:
        move_case(case, Move.END_RECOVERY, version)
        ended = RecoveryEnded(subject=case.reference, case=case.reference, ended_on=today)
        announce(ended, at=at, by=by.account_id)
        return
    missed = 0 if clock.due_on is None else max(0, (min(today, clock.due_on) - began).days)
    if missed:
        lengthen_recovery(case, clock, missed, ClockCause.SUSPENSION, version, at=at, by=by.account_id)
