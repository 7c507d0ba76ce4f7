"""The parts of a referral: made by rule and sent, held back and taken back. Nobody is left out in silence."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Q, QuerySet

from opennrm.audit.record import announce
from opennrm.cases.actions.part_tasks import settle_task
from opennrm.cases.actions.parties import add_support_provider, end_support_provider
from opennrm.cases.consents import receivers_now, to_be_read
from opennrm.cases.models import Case, Part
from opennrm.cases.receivers import Destination, Found, destinations_for, not_yet_told, places_told
from opennrm.cases.texts import part_hash
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.consent import ConsentScope
from opennrm.mechanism.consent_ledger import Said
from opennrm.mechanism.events import BecameAdult, Event, PartHeld, PartMade, PartSent, PartStopped
from opennrm.mechanism.receivers import (
    CASE_CLOSED,
    LIMITS,
    SAID_ANEW,
    TOLD_OTHERWISE,
    PartState,
    Receiver,
    stopped_by,
    stops_in,
    why_not_sent,
)
from opennrm.mechanism.stages import ENDED_STAGES, Stage
from opennrm.mechanism.vocabulary import Nation, ReferralKind
from opennrm.notifications.actions import tell_of_work
from opennrm.partners.organisations import readers_of
from opennrm.partners.roles import Permission
from opennrm.questions.facts import facts_of
from opennrm.questions.parts import part_of
from opennrm.referrals.answered import answered

CONSENT_ENDED, LEFT, BECAME_ADULT = "consent_ended", "left_the_mechanism", "became_adult"


def send_parts(event: Event, at: datetime, by: UUID | None) -> None:
    """Make the parts that are due by the rules and are not there, and send each. A consequence of several events.

    Where no organisation is found that can open it, the part waits for somebody of the case's team, who is told.
    Nothing is made in a case that has ended, nor, once a decision was served, for who has no task left with it.
    """
    case = Case.objects.get(reference=event.subject)
    stage = Stage(case.stage)
    if case.erased_on is not None or stage in ENDED_STAGES:
        return
    kind = ReferralKind.ADULT if isinstance(event, BecameAdult) else ReferralKind(case.kind)
    due = {receiver: why for receiver, why in receivers_now(case, kind).items() if not why_not_sent(receiver, stage)}
    if not due:
        return
    referral = answered(case.reference)
    found = Found(facts_of(referral.answers), Nation(case.nation), legal_day(at), at)
    there = list(_there(case).values_list("receiver", "organisation_id", "stands_for"))
    for receiver, why in due.items():
        for to in destinations_for(receiver, found, by_hand=bool(why)):
            rest = not_yet_told(to, [(who, kept) for as_what, who, kept in there if as_what == receiver.value])
            if rest is not None:
                content = part_of(receiver, referral.catalogue, referral.answers, *places_told(rest.stands_for))
                make(case, receiver, rest, content, because=why, at=at, by=by)
    settle_task(case, at=at, by=by)


def act_on_consent(event: Event, at: datetime, by: UUID | None) -> None:
    """Stop what rests on a consent that was refused or taken back, or send what now may go.

    A consequence of `ConsentNoted`; of what the referral says itself, nothing follows here but from the opened case,
    and nothing of what an older case took over.
    """
    facts = event.facts()
    if facts.get("taken_from"):
        return
    scope, said = ConsentScope(facts["scope"]), Said(facts["said"])
    case = Case.objects.filter(reference=event.subject, opened_at__lt=at).first()
    if case is None:
        return
    if said is Said.GIVEN:
        _heed_limits(case, scope, at=at, by=by)
        send_parts(event, at, by)
        return
    because = LEFT if scope is ConsentScope.REFERRAL else CONSENT_ENDED
    told = _stop(case, stopped_by(scope), scope, because, at=at, by=by)
    if scope in (ConsentScope.SUPPORT, ConsentScope.SHARING) and by is not None:
        told |= end_support_provider(case, at=at, by=by)
    tell_of_work(readers_of(told, Permission.RECEIVE_PARTS, at), at=at)
    settle_task(case, at=at, by=by)


def stop_parts_of_childhood(event: Event, at: datetime, by: UUID | None) -> None:
    """Stop what went out for a child and an adult has not agreed to. A consequence of `BecameAdult`."""
    case = Case.objects.get(reference=event.subject)
    not_agreed = set(Receiver) - receivers_now(case, ReferralKind.ADULT).keys()
    told = _stop(case, not_agreed, ConsentScope.SHARING, BECAME_ADULT, at=at, by=by)
    tell_of_work(readers_of(told, Permission.RECEIVE_PARTS, at), at=at)
    settle_task(case, at=at, by=by)


def tell_receiver(event: Event, at: datetime, by: UUID | None) -> None:
    """Tell those who open parts in an organisation that they have work. A consequence of `PartMade` and `PartSent`."""
    facts = event.facts()
    if facts["organisation"] and facts.get("state", PartState.WAITING) == PartState.WAITING:
        tell_of_work(readers_of([UUID(facts["organisation"])], Permission.RECEIVE_PARTS, at), at=at)


def hold_parts(event: Event, at: datetime, by: UUID | None) -> None:
    """Hold back what nobody has received of a case that is restricted. A consequence of `CaseRestricted`."""
    for part in locked_parts(event.subject, PartState.WAITING):
        _keep(part, PartState.HELD)
        held = PartHeld(subject=event.subject, case=event.subject, part=str(part.id), receiver=part.receiver)
        announce(held, at=at, by=by)


def let_parts_go(event: Event, at: datetime, by: UUID | None) -> None:
    """Send what was held back, now that the case is open to its team again. A consequence of `CaseUnrestricted`.

    What the person no longer agrees to is stopped instead, and what its receiver has no task left with.
    """
    case = Case.objects.get(reference=event.subject)
    agreed = receivers_now(case, ReferralKind(case.kind))
    for part in locked_parts(event.subject, PartState.HELD):
        receiver = Receiver(part.receiver)
        not_sent = why_not_sent(receiver, Stage(case.stage))
        if receiver not in agreed:
            stop(part, CONSENT_ENDED, at=at, by=by)
        elif not_sent is not None:
            stop(part, not_sent.because, at=at, by=by)
        elif part.organisation_id is not None:
            send(part, part.organisation_id, at=at, by=by)


def end_held_parts(event: Event, at: datetime, by: UUID | None) -> None:
    """End what is held back: nothing goes out of a closed case by itself. A consequence of `CaseClosed`."""
    for part in locked_parts(event.subject, PartState.HELD):
        stop(part, CASE_CLOSED, at=at, by=by)


def send(part: Part, organisation_id: UUID, *, at: datetime, by: UUID | None) -> None:
    """Let a part lie for an organisation; who supports the person has a part in the case from then on."""
    part.organisation_id = organisation_id
    part.state, part.because = PartState.WAITING.value, ""
    part.save(update_fields=["organisation", "state", "because"])
    sent = PartSent(
        subject=part.case_reference,
        case=part.case_reference,
        part=str(part.id),
        receiver=part.receiver,
        organisation=str(organisation_id),
    )
    announce(sent, at=at, by=by)
    _give_provider_its_part(part, at=at, by=by)


def stop(part: Part, because: str, *, at: datetime, by: UUID | None) -> None:
    """Let a part be read by nobody there any more, for a coded reason."""
    _keep(part, PartState.ENDED, because)
    stopped = PartStopped(
        subject=part.case_reference,
        case=part.case_reference,
        part=str(part.id),
        receiver=part.receiver,
        because=because,
    )
    announce(stopped, at=at, by=by)


def make(
    case: Case,
    receiver: Receiver,
    to: Destination,
    content: list[dict[str, object]],
    *,
    because: str = "",
    at: datetime,
    by: UUID | None,
) -> None:
    """Make a part: it lies for its organisation, is held in a restricted case, or waits for somebody to say whose.

    `because` is why somebody says that although it is known, coded.
    """
    organisation_id = to.organisation_id
    state = PartState.NOT_ROUTED if organisation_id is None else PartState.WAITING
    if case.restricted and organisation_id is not None:
        state = PartState.HELD
    part = Part(
        id=uuid4(),
        case=case,
        case_reference=case.reference,
        receiver=receiver.value,
        organisation_id=organisation_id,
        state=state.value,
        because=because,
        content=content,
        stands_for=to.stands_for,
        made_at=at,
        made_by_id=by,
    )
    part.text_hash = part_hash(part)
    part.save(force_insert=True)
    made = PartMade(
        subject=case.reference,
        case=case.reference,
        part=str(part.id),
        receiver=part.receiver,
        state=part.state,
        text_hash=part.text_hash,
        organisation=str(organisation_id) if organisation_id else None,
    )
    announce(made, at=at, by=by)
    if state is PartState.WAITING:
        _give_provider_its_part(part, at=at, by=by)


def _give_provider_its_part(part: Part, *, at: datetime, by: UUID | None) -> None:
    """Only once a part really goes out: until then the provider is not to learn that there is a case."""
    if part.receiver == Receiver.SUPPORT_PROVIDER.value and part.organisation_id is not None:
        add_support_provider(part.case, part.organisation_id, at=at, by=by)


def _stop(
    case: Case, receivers: Collection[Receiver], scope: ConsentScope, because: str, *, at: datetime, by: UUID | None
) -> set[UUID]:
    """Stop what these receive; gives the organisations that had it, so that they are told."""
    had = set()
    for part in locked_parts(case.reference, *PartState):
        state = PartState(part.state)
        if Receiver(part.receiver) in receivers and stops_in(state, scope, settings.WITHDRAWN_ENDS_READING):
            if state in (PartState.WAITING, PartState.RECEIVED) and part.organisation_id is not None:
                had.add(part.organisation_id)
            stop(part, because, at=at, by=by)
    return had


def _heed_limits(case: Case, scope: ConsentScope, *, at: datetime, by: UUID | None) -> None:
    """Take back what nobody has received yet and the person now limits, and what waited to be read and need not."""
    limited = stopped_by(scope) if to_be_read(case.id).get(scope) == LIMITS else frozenset()
    now, had = receivers_now(case, ReferralKind(case.kind)), set()
    for part in locked_parts(case.reference, PartState.WAITING, PartState.HELD, PartState.NOT_ROUTED):
        receiver = Receiver(part.receiver)
        if part.state == PartState.NOT_ROUTED.value:
            if part.because and not now.get(receiver):
                stop(part, SAID_ANEW, at=at, by=by)
        elif receiver in limited and receiver in now:
            if part.state == PartState.WAITING.value and part.organisation_id is not None:
                had.add(part.organisation_id)
            stop(part, LIMITS, at=at, by=by)
            if receiver is Receiver.SUPPORT_PROVIDER and by is not None:
                end_support_provider(case, at=at, by=by)
    tell_of_work(readers_of(had, Permission.RECEIVE_PARTS, at), at=at)


def _there(case: Case) -> QuerySet[Part]:
    """What need not be made again: what has not ended, and what somebody told in another way."""
    return Part.objects.filter(~Q(state=PartState.ENDED.value) | Q(because=TOLD_OTHERWISE), case=case)


def locked_parts(reference: str, *states: PartState) -> list[Part]:
    """The parts of a case in these states, locked in one order."""
    rows = Part.objects.select_for_update().filter(case_reference=reference, state__in=[each.value for each in states])
    return list(rows.order_by("id"))


def _keep(part: Part, state: PartState, because: str = "") -> None:
    part.state, part.because = state.value, because
    part.save(update_fields=["state", "because"])
