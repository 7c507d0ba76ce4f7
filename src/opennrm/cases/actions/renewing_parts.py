"""A referral was corrected: whoever has a part of it is told what is new, or somebody of the team is to tell them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from opennrm.cases.actions.corrections import add_task, who_looks
from opennrm.cases.actions.parts import locked_parts, make, send_parts, stop
from opennrm.cases.actions.tasks import hash_of_task
from opennrm.cases.consents import receivers_now
from opennrm.cases.models import Case, Part, Task
from opennrm.cases.receivers import Destination, Found, destinations_for, places_told
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import Event
from opennrm.mechanism.receivers import CORRECTED, READABLE, TO_ROUTE, PartState, Receiver
from opennrm.mechanism.stages import ENDED_STAGES, Stage
from opennrm.mechanism.vocabulary import Nation, ReferralKind
from opennrm.questions.facts import facts_of
from opennrm.questions.frozen import catalogue_from_data
from opennrm.questions.parts import part_of
from opennrm.referrals.queries import referral_read

NOT_RENEWED = (
    "The referral was corrected, and what {receiver} has of it was not renewed: the case is restricted, the person set "
    "limits, or by what was corrected it would go to others. See Consents, and tell them if they should know."
)
TITLES = {
    Receiver.COUNCIL_SAFEGUARDING: NOT_RENEWED.format(receiver="the council"),
    Receiver.GUARDIAN_SERVICE: NOT_RENEWED.format(receiver="the guardian service"),
    Receiver.SUPPORT_PROVIDER: NOT_RENEWED.format(receiver="the support provider"),
    Receiver.POLICE_HERE: NOT_RENEWED.format(receiver="the police of where the person is now"),
    Receiver.POLICE_THERE: NOT_RENEWED.format(receiver="the police of where it happened"),
}


def follow_correction(event: Event, at: datetime, by: UUID | None) -> None:
    """Make anew what was corrected of the parts, and send what is due now. A consequence of `ReferralCorrected`."""
    renew_parts(event, at, by)
    send_parts(event, at, by)


def renew_parts(event: Event, at: datetime, by: UUID | None) -> None:
    """Put a new part in the place of each that says something else than the referral does now.

    What lies with an organisation is renewed only while the case is open to its team and the rules still lead there;
    else somebody of the team has a task. Also a consequence of `CaseUnrestricted`, for what was corrected before.
    """
    case = Case.objects.select_related("owner").get(reference=event.subject)
    if case.erased_on is not None or Stage(case.stage) in ENDED_STAGES:
        return
    referral = referral_read(case.reference)
    found = Found(facts_of(referral.answers), Nation(case.nation), legal_day(at), at)
    catalogue = catalogue_from_data(referral.catalogue)
    agreed = receivers_now(case, ReferralKind(case.kind))
    for part in locked_parts(case.reference, *READABLE, *TO_ROUTE):
        receiver = Receiver(part.receiver)
        by_rule = {to.organisation_id: to for to in destinations_for(receiver, found)}
        to = _goes_now(part, by_rule)
        content = part_of(receiver, catalogue, referral.answers, *places_told(to.stands_for)) if to else None
        if receiver not in agreed or content == part.content:
            continue
        why = agreed[receiver]
        if _may_be_renewed(case, part, by_rule, why):
            stop(part, CORRECTED, at=at, by=by)
            if to is not None and content is not None:
                to = replace(to, organisation_id=None) if why else to
                make(case, receiver, to, content, because=why, at=at, by=by)
        else:
            _give_task(case, TITLES[receiver], at=at, by=by)


def _goes_now(part: Part, by_rule: Mapping[UUID | None, Destination]) -> Destination | None:
    """Where a part goes by what the referral says now, and for what; None where nothing of that is said any more.

    Whoever has one keeps what somebody chose them for, and no place comes to it that is not theirs by a rule.
    """
    was, to, nobody = _as_it_was(part), by_rule.get(part.organisation_id), by_rule.get(None)
    if part.organisation_id is not None:
        if to is None or nobody is None:
            return to or was
        chosen = was.only(nobody.forces, nobody.towns)
        return replace(to, forces=(*to.forces, *chosen.forces), towns=(*to.towns, *chosen.towns))
    if was.stands_for is None:
        return to or was
    said = by_rule.values()
    still = was.only({force for each in said for force in each.forces}, {town for each in said for town in each.towns})
    return still if still.stands_for else None


def _may_be_renewed(case: Case, part: Part, by_rule: Mapping[UUID | None, Destination], why: str) -> bool:
    """Nobody reads what is held; what was sent by hand stays with whom it was sent to as long as no rule finds one.

    What somebody is to read first of a consent keeps anything new from going by itself.
    """
    if PartState(part.state) in TO_ROUTE:
        return True
    if why or case.restricted:
        return False
    return part.organisation_id in by_rule or _is_of_no_rule(part, by_rule.get(None))


def _is_of_no_rule(part: Part, nobody: Destination | None) -> bool:
    """Is what a part is for still of what no rule finds anybody for?"""
    if nobody is None or nobody.stands_for is None or part.stands_for is None:
        return nobody is not None
    return _as_it_was(part).only(nobody.forces, nobody.towns).stands_for is not None


def _as_it_was(part: Part) -> Destination:
    was = part.stands_for or {"forces": [], "towns": []}
    return Destination(part.organisation_id, tuple(was["forces"]), tuple(was["towns"]))


def _give_task(case: Case, title: str, *, at: datetime, by: UUID | None) -> None:
    to = who_looks(case, at)
    standing = Task.objects.filter(case=case, text_hash=hash_of_task(title), done_at__isnull=True)
    if to is not None and not standing.exists():
        add_task(case, title, to, at=at, by=by or to)
