"""What people do with the parts of referrals: say where one goes, show what it hides, and say that they have it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.actions.part_tasks import settle_task
from opennrm.cases.actions.parts import send, stop
from opennrm.cases.consents import receivers_now
from opennrm.cases.models import Part
from opennrm.cases.parts import received_part
from opennrm.cases.receivers import can_open, to_choose_from
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import PartReceived, WhereaboutsRevealed
from opennrm.mechanism.receivers import READABLE, TO_ROUTE, TOLD_OTHERWISE, PartState, Receiver, why_not_sent
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.stages import Stage
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.roles import Permission
from opennrm.questions.whereabouts import Kept
from opennrm.referrals.revealing import NOTHING_KEPT

CHOOSE = Refusal(
    "no_organisation",
    "Choose who receives this, or that they were told in another way.",
    "house",
    "organisation",
)
NOBODY_THERE = Refusal(
    "nobody_can_open_it",
    "Nobody in this organisation can open it here. Tell them in another way, and choose that.",
    "house",
    "organisation",
)
NOT_AGREED = Refusal(
    "not_agreed",
    "The person does not agree to this now, so it goes to nobody. If they were told in another way, choose that.",
    "house",
    "organisation",
)
HAS_ONE = Refusal(
    "has_one",
    "This organisation has this part of the referral already. If this one is for another place, tell them of it "
    "yourself, and choose that they were told in another way.",
    "house",
    "organisation",
)


def route_part(
    reference: str, part_id: UUID, *, organisation_id: UUID | None, told_otherwise: bool, by: Actor, at: datetime
) -> None:
    """Say where a part goes for which nobody was found, or that is held back; or that it was told in another way.

    Raises `NotYours` if no such part of the case waits for that; `Refused` (field `organisation`).
    """
    with command():
        case = locked_case(reference, needs=Permission.MOVE_CASES, seen=None, by=by, at=at)
        part = Part.objects.select_for_update().filter(case=case, id=part_id, state__in=TO_ROUTE).first()
        if part is None:
            raise NotYours
        if told_otherwise:
            stop(part, TOLD_OTHERWISE, at=at, by=by.account_id)
        else:
            offered = {each.id for each in to_choose_from(Receiver(part.receiver), legal_day(at))}
            if organisation_id is None or organisation_id not in offered:
                raise Refused(CHOOSE)
            agreed = receivers_now(case, ReferralKind(case.kind))
            refuse_if(None if Receiver(part.receiver) in agreed else NOT_AGREED)
            refuse_if(_refusal_at(Stage(case.stage), Receiver(part.receiver)))
            refuse_if(None if can_open(organisation_id, at) else NOBODY_THERE)
            same = Part.objects.filter(case=case, receiver=part.receiver, organisation_id=organisation_id)
            there = same.exclude(id=part.id).exclude(state=PartState.ENDED.value)
            refuse_if(HAS_ONE if there.exists() else None)
            send(part, organisation_id, at=at, by=by.account_id)
        settle_task(case, at=at, by=by.account_id)


def _refusal_at(stage: Stage, receiver: Receiver) -> Refusal | None:
    """Nobody sends by hand what the rules do not send while the case stands where it does."""
    why = why_not_sent(receiver, stage)
    if why is None:
        return None
    return Refusal(
        why.because, f"{why.words} If they were told in another way, choose that.", why.source, "organisation"
    )


def receive_part(part_id: UUID, *, by: Actor, at: datetime) -> None:
    """Say that the actor's organisation has a part; said twice it was received the first time.

    Raises `NotYours`, also where it was held back or stopped since they read it.
    """
    refuse_if(refusal_to_act(by, Permission.RECEIVE_PARTS))
    with command():
        received_part(by, part_id)
        readable = Part.objects.filter(organisation_id=by.organisation_id, state__in=READABLE)
        part = readable.select_for_update(of=("self",)).filter(id=part_id).first()
        if part is None:
            raise NotYours
        if part.state != PartState.WAITING.value:
            return
        part.state, part.received_at, part.received_by_id = PartState.RECEIVED.value, at, by.account_id
        part.save(update_fields=["state", "received_at", "received_by"])
        received = PartReceived(
            subject=part.case_reference, case=part.case_reference, part=str(part.id), receiver=part.receiver
        )
        announce(received, at=at, by=by.account_id)


def reveal_in_part(part_id: UUID, *, what: str, by: Actor, at: datetime) -> list[Kept]:
    """What a part says of one of the `Whereabouts`, recorded as shown to `by`.

    Raises `NotYours`; `Refused` (field `what`) where nothing of it is told, and then nothing is recorded.
    """
    refuse_if(refusal_to_act(by, Permission.RECEIVE_PARTS))
    with command():
        read = received_part(by, part_id)
        asked = [each for each in read.kept if each.what == what]
        if not asked:
            raise Refused(NOTHING_KEPT)
        shown = WhereaboutsRevealed(subject=read.row.reference, case=read.row.reference, shown=what)
        announce(shown, at=at, by=by.account_id)
    return asked
