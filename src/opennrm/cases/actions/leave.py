"""What came of leave to stay is recorded as somebody told it; nobody decides on leave here."""

from __future__ import annotations

from datetime import datetime

from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.models import Leave
from opennrm.cases.texts import leave_hash
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import LeaveRecorded
from opennrm.mechanism.leave import LeaveTold, refusal_to_record_leave
from opennrm.mechanism.refusal import refuse_if
from opennrm.mechanism.stages import Stage
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission


def record_leave(reference: str, told: LeaveTold, *, words: str, token: str, by: Actor, at: datetime) -> None:
    """Record what came of leave to stay. What was recorded before stays; the newest holds.

    Sent again with the same `token` of a form, it is recorded once. Raises `NotYours`, and `Refused` naming the field
    that is wrong. It does not change the version of the case.
    """
    with command():
        body = {"told": repr(told), "words": words}
        if once(who=by.account_id, token=f"leave_to_stay:{reference}:{token}", body=body, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=None, by=by, at=at)
        refuse_if(refusal_to_record_leave(Stage(case.stage), told, case.conclusive_grounds_on, legal_day(at)))
        refuse_if(refusal_of_length(words, "words"))
        assert told.told_on is not None  # noqa: S101 - the rule has refused it
        row = Leave(
            case=case,
            outcome=told.outcome,
            decided_on=told.decided_on,
            until=told.until,
            told_by=told.told_by,
            told_on=told.told_on,
            words=words or None,
            recorded_at=at,
            recorded_by_id=by.account_id,
        )
        row.text_hash = leave_hash(row)
        row.save(force_insert=True)
        event = LeaveRecorded(
            subject=reference,
            case=reference,
            outcome=told.outcome,
            told_by=told.told_by,
            told_on=told.told_on,
            decided_on=told.decided_on,
            until=told.until,
            text_hash=row.text_hash,
        )
        announce(event, at=at, by=by.account_id)
        remember(who=by.account_id, token=f"leave_to_stay:{reference}:{token}", result=reference)
