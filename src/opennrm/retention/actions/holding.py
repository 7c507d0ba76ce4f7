"""Putting a record on hold, so that it stays whatever its day, and ending a hold."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from opennrm.audit.once import made_once
from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import locked_case
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import HoldEnded, RecordHeld
from opennrm.mechanism.refusal import Refused, refuse_if
from opennrm.mechanism.retention import NO_REASON, refusal_to_hold
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission
from opennrm.retention.models import Hold


def hold_record(
    reference: str, *, because: str, review_on: date | None, by: Actor, at: datetime, token: str | None = None
) -> UUID:
    """Put the record of a case on hold; gives the id of the hold. Raises `NotYours`; `Refused` naming the field.

    Sent again with the same `token` of a form, it is put on hold once.
    """
    refuse_if(refusal_to_hold(because, review_on, legal_day(at)) or refusal_of_length(because, "because"))
    assert review_on is not None  # noqa: S101 - the rule refuses a hold without a day
    day = review_on
    with command():
        return made_once(
            lambda: _held(reference, because.strip(), day, by, at),
            who=by.account_id,
            token=token and f"hold:{reference}:{token}",
            body={"because": because, "review_on": review_on},
            at=at,
        )


def _held(reference: str, because: str, review_on: date, by: Actor, at: datetime) -> UUID:
    case = locked_case(reference, needs=Permission.HOLD_RECORDS, seen=None, by=by, at=at)
    row = Hold.objects.create(case=case, because=because, review_on=review_on, placed_at=at, placed_by_id=by.account_id)
    held = RecordHeld(subject=reference, case=reference, hold=str(row.id), review_on=review_on)
    announce(held, at=at, by=by.account_id)
    return row.id


def end_hold(reference: str, hold_id: UUID, *, because: str, by: Actor, at: datetime) -> None:
    """End a hold, saying why; one that was ended stays so. Raises `NotYours` and `Refused`."""
    if not because.strip():
        raise Refused(NO_REASON)
    refuse_if(refusal_of_length(because, "because"))
    with command():
        case = locked_case(reference, needs=Permission.HOLD_RECORDS, seen=None, by=by, at=at)
        row = Hold.objects.select_for_update().filter(case=case, id=hold_id).first()
        if row is None:
            raise NotYours
        if row.ended_at is None:
            row.ended_at, row.ended_by_id, row.ended_because = at, by.account_id, because.strip()
            row.save(update_fields=["ended_at", "ended_by", "ended_because"])
            announce(HoldEnded(subject=reference, case=reference, hold=str(row.id)), at=at, by=by.account_id)
