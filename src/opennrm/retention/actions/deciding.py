"""People decide, in batches, what becomes of records that came up; a second person lets go of what is erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.cases.actions.erasing import erase_keys_of_case
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.settled import mark_erased
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import ErasureDecided, ErasureReturned, RecordErased, RecordKept
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.retention import (
    ProposalState,
    refusal_of_what_came_since,
    refusal_to_decide,
    refusal_to_erase,
    refusal_to_return,
)
from opennrm.mechanism.stages import Stage
from opennrm.notifications.resending import Stopped, stop_what_waits
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission
from opennrm.retention.coming_up import coming_up_of
from opennrm.retention.models import Proposal, Tombstone
from opennrm.retention.queries import held_of

MOST = 50
"""Records of a batch: each is read before it is decided on."""
NONE_CHOSEN = Refusal("none_chosen", "Choose the records that you decide on.", "house", "proposal")


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the records of a batch, why, and until when those are kept that are kept."""

    decision: str
    because: str
    keep_until: date | None = None


def decide_batch(proposals: Sequence[UUID], decided: Decision, *, by: Actor, at: datetime) -> int:
    """Decide on all of these records at once, or on none; gives how many. Raises `NotYours`; `Refused`."""
    refuse_if(refusal_of_length(decided.because, "because"))
    if not proposals or len(proposals) > MOST:
        raise Refused(NONE_CHOSEN)
    with command():
        for proposal_id in sorted(set(proposals)):
            _decide(proposal_id, decided, by=by, at=at)
    return len(set(proposals))


def _decide(proposal_id: UUID, decided: Decision, *, by: Actor, at: datetime) -> None:
    row, _stage = _locked(proposal_id, Permission.KEEP_RECORDS, by=by, at=at)
    refuse_if(
        refusal_to_decide(
            ProposalState(row.state),
            decision=decided.decision,
            because=decided.because,
            keep_until=decided.keep_until,
            is_held=bool(held_of([row.case_id])),
            day=legal_day(at),
        )
    )
    if decided.decision == "erase":
        _refuse_what_came_since(row, at)
    row.because, row.decided_at, row.decided_by_id = decided.because.strip(), at, by.account_id
    about = {"subject": row.case.reference, "case": row.case.reference, "proposal": str(row.id)}
    if decided.decision == "keep":
        assert decided.keep_until is not None  # noqa: S101 - the rule refuses to keep without a day
        row.state, row.keep_until = ProposalState.KEPT.value, decided.keep_until
        announce(RecordKept(**about, keep_until=decided.keep_until), at=at, by=by.account_id)
    else:
        row.state = ProposalState.TO_ERASE.value
        announce(ErasureDecided(**about), at=at, by=by.account_id)
    row.save(update_fields=["because", "decided_at", "decided_by", "state", "keep_until"])


def confirm_erasures(proposals: Sequence[UUID], *, agreed: bool | None, by: Actor, at: datetime) -> int:
    """As second person, let these records go, or return the decision; gives how many.

    Each record is a command of its own: one that may not go keeps none from going that went before it. Raises
    `NotYours`; `Refused` to whoever decided it, for a record on hold, and where it is kept otherwise by now. Nothing of
    that stands in the way of returning a decision.
    """
    if agreed is None:
        raise Refused(Refusal("no_answer", "Choose whether they go.", "house", "agreed"))
    if not proposals or len(proposals) > MOST:
        raise Refused(NONE_CHOSEN)
    for proposal_id in sorted(set(proposals)):
        with command():
            _confirm(proposal_id, agreed=agreed, by=by, at=at)
    return len(set(proposals))


def _confirm(proposal_id: UUID, *, agreed: bool, by: Actor, at: datetime) -> None:
    row, stage = _locked(proposal_id, Permission.CONFIRM_ERASURES, by=by, at=at)
    state = ProposalState(row.state)
    if agreed:
        told = {"stage": stage, "decided_by": str(row.decided_by_id), "by": str(by.account_id)}
        refuse_if(refusal_to_erase(state, **told, is_held=bool(held_of([row.case_id]))))  # type: ignore[arg-type]
        _refuse_what_came_since(row, at)
    else:
        refuse_if(refusal_to_return(state))
    row.confirmed_at, row.confirmed_by_id = at, by.account_id
    if agreed:
        _erase(row, by=by, at=at)
        row.state = ProposalState.ERASED.value
    else:
        row.state = ProposalState.PROPOSED.value
        about = {"subject": row.case.reference, "case": row.case.reference, "proposal": str(row.id)}
        announce(ErasureReturned(**about), at=at, by=by.account_id)
    # Not the words of why: their key may be gone by now.
    row.save(update_fields=["confirmed_at", "confirmed_by", "state"])


def _refuse_what_came_since(row: Proposal, at: datetime) -> None:
    """Ask again by which rule the record is kept and when it comes up: days and weeks lie between the steps."""
    up = coming_up_of(row.case_id, legal_day(at))
    refuse_if(refusal_of_what_came_since((row.record_class, row.due_on), up.proposed if up else None))


def _erase(row: Proposal, *, by: Actor, at: datetime) -> None:
    """Stop what waits to leave, put a tombstone, and erase the keys; the rows stay as codes and days."""
    assert row.decided_by_id is not None  # noqa: S101 - nothing is erased that nobody decided on
    reference = row.case.reference
    stop_what_waits(reference, Stopped.RECORD_ERASED, at=at, by=by.account_id, of_agencies_too=True)
    Tombstone.objects.create(
        reference=reference,
        record_class=row.record_class,
        schedule=row.schedule,
        action=row.action,
        decided_by_id=row.decided_by_id,
        erased_at=at,
        erased_by_id=by.account_id,
    )
    erased = RecordErased(
        subject=reference,
        case=reference,
        proposal=str(row.id),
        schedule=row.schedule,
        record_class=row.record_class,
        action=row.action,
        decided_by=str(row.decided_by_id),
    )
    announce(erased, at=at, by=by.account_id)
    mark_erased(reference, on=legal_day(at))
    erase_keys_of_case(reference, because="retention", by=by.account_id, at=at)


def _locked(proposal_id: UUID, needs: Permission, *, by: Actor, at: datetime) -> tuple[Proposal, Stage]:
    """A proposal and the stage of its case, both locked until the command ends. Raises `NotYours` and `Refused`."""
    reference = Proposal.objects.filter(id=proposal_id).values_list("case__reference", flat=True).first()
    if reference is None:
        raise NotYours
    case = locked_case(reference, needs=needs, seen=None, by=by, at=at)
    row = Proposal.objects.select_for_update(of=("self",)).select_related("case").get(id=proposal_id)
    return row, Stage(case.stage)
