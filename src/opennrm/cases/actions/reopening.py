"""Reopening a case that was withdrawn or closed: a manager says why, and it goes on at the stage it left."""

from __future__ import annotations

from datetime import datetime

from opennrm.audit.once import once, remember
from opennrm.audit.queries import events_of_case
from opennrm.audit.record import announce, command
from opennrm.cases.actions.moving import keep_case, locked_case, move_case
from opennrm.cases.actions.stopping import start_stopped_clocks
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import CaseClosed, CaseReopened, CaseWithdrawn
from opennrm.mechanism.fold import Entry, fold
from opennrm.mechanism.interruptions import ReopeningReason, refusal_to_reopen
from opennrm.mechanism.refusal import refuse_if
from opennrm.mechanism.stages import Move, Stage, refusal_to_move
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for


def reopen_case(reference: str, *, reason: str, seen: int, by: Actor, at: datetime) -> str:
    """Let a case that ended go on; gives the stage it came back to, which its history remembers.

    Its clocks run as they ran: each keeps its day of beginning and the day it is due. Raises `NotYours`; `Refused`
    where it did not end, or where the person is referred again instead.
    """
    with command():
        token = f"reopen:{reference}:{seen}"
        earlier = once(who=by.account_id, token=token, body={"reason": reason}, at=at)
        if earlier is not None:
            return earlier.result
        case = locked_case(reference, needs=Permission.REOPEN, seen=seen, by=by, at=at)
        version = rules_for(case.profile, case.received_on, at)
        refuse_if(refusal_to_move(version, Stage(case.stage), Move.REOPEN))
        coded = ReopeningReason(reason) if reason in set(ReopeningReason) else None
        assert case.ended_on is not None  # noqa: S101 - a case at an ended stage has its day
        today = legal_day(at)
        refuse_if(refusal_to_reopen(coded, ended_because=case.ended_because, ended_on=case.ended_on, on=today))
        assert coded is not None  # noqa: S101 - the rule refused otherwise
        stopped_because = case.stage
        left, stopped_at = _last_ending(reference)
        move_case(case, Move.REOPEN, version, back_to=left)
        case.ended_because, case.ended_on = "", None
        start_stopped_clocks(case, stopped_because, stopped_at=stopped_at, at=at, by=by.account_id)
        # Saved first: the letters that follow read the row, and one that says "died" would have nobody written to.
        keep_case(case, "stage", "due_on", "ended_because", "ended_on")
        event = CaseReopened(subject=reference, case=reference, reason=coded.value, stage=left.value, reopened_on=today)
        announce(event, at=at, by=by.account_id)
        remember(who=by.account_id, token=token, result=case.stage)
        return case.stage


def _last_ending(reference: str) -> tuple[Stage, datetime]:
    """The stage that the case left when it ended last, and the moment of it."""
    events = events_of_case(reference)
    left = fold(Entry(e.kind, e.facts, e.at, str(e.by) if e.by else None) for e in events).left_stage
    assert left is not None  # noqa: S101 - a case at an ended stage has left another
    endings = (CaseClosed.__name__, CaseWithdrawn.__name__)
    return left, next(event.at for event in reversed(events) if event.kind in endings)
