"""The end of recovery: by the caseworker's press or by the day's sweep, and never before its bar."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db.models import OuterRef, Subquery

from opennrm.audit.record import announce, command
from opennrm.cases.actions.bars import override_of, recovery_of
from opennrm.cases.actions.clocks import meet_clock
from opennrm.cases.actions.dropping import drop_clock
from opennrm.cases.actions.growing_up import refusal_while_it_waits
from opennrm.cases.actions.moving import keep_case, locked_case, move_case
from opennrm.cases.models import Case, Clock
from opennrm.cases.one_by_one import Failed, one_by_one
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import RecoveryEnded
from opennrm.mechanism.recovery import is_over, refusal_to_end
from opennrm.mechanism.refusal import refuse_if
from opennrm.mechanism.stages import Move, Stage
from opennrm.mechanism.time_limits import Rule
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for

AT_MOST = 500
"""Cases in one sweep, so that it never holds the database for long; the next one takes the rest."""


def end_recovery(reference: str, *, seen: int, by: Actor, at: datetime) -> None:
    """End the recovery period of a case, so that conclusive grounds can be decided.

    Raises `NotYours`; `Refused` while its bar stands and no leave to cross it is recorded.
    """
    with command():
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        refuse_if(refusal_while_it_waits(case, at))
        version = rules_for(case.profile, case.received_on, at)
        move_case(case, Move.END_RECOVERY, version)
        override = override_of(case, Rule.RECOVERY_PERIOD)
        refuse_if(refusal_to_end(recovery_of(case, version), legal_day(at), override))
        _ended(case, by=by.account_id, at=at)


def end_recoveries_that_are_over(*, at: datetime, most: int = AT_MOST, failed: Failed | None = None) -> int:
    """End every recovery period whose bar has been reached, each in a command of its own; gives how many.

    Doing it twice does nothing the second time. One whose person is 18 and has not consented to stay waits; a case
    that cannot be done is named in `failed`.
    """
    newest = Clock.objects.filter(case=OuterRef("pk"), rule=Rule.RECOVERY_PERIOD.value).order_by("-id")
    due = (
        Case.objects.filter(stage=Stage.RECOVERY.value)
        .annotate(bar=Subquery(newest.values("due_on")[:1]))
        .filter(bar__lte=legal_day(at))
        .order_by("reference")
    )
    references = list(due.values_list("reference", flat=True)[:most])
    return one_by_one(((each, partial(_end_if_over, each, at)) for each in references), failed)


def _end_if_over(reference: str, at: datetime) -> bool:
    with command():
        case = Case.objects.select_for_update().get(reference=reference)
        version = rules_for(case.profile, case.received_on, at)
        if case.stage != Stage.RECOVERY.value or not is_over(recovery_of(case, version), legal_day(at)):
            return False
        if refusal_while_it_waits(case, at) is not None:
            return False
        move_case(case, Move.END_RECOVERY, version)
        _ended(case, by=None, at=at)
        return True


def _ended(case: Case, *, by: UUID | None, at: datetime) -> None:
    meet_clock(case, Rule.RECOVERY_PERIOD, at=at, by=by)
    drop_clock(case, Rule.RECOVERY_REVIEW, "recovery_ended", at=at, by=by)
    keep_case(case, "stage", "due_on")
    announce(RecoveryEnded(subject=case.reference, case=case.reference, ended_on=legal_day(at)), at=at, by=by)
