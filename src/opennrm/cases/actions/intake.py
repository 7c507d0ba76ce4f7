"""A referral becomes a case: routed to its authority's team, its first clock started, in the same transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.cases.actions.clocks import start_clock
from opennrm.cases.actions.giving_access import give_access
from opennrm.cases.models import Case
from opennrm.mechanism.events import (
    CaseAccepted,
    CaseHeldForTriage,
    CaseOpened,
    Event,
    ReferralSubmitted,
    SamePersonReferred,
)
from opennrm.mechanism.need_to_know import Because
from opennrm.mechanism.profiles.profile import Authority, ProfileVersion, Situation
from opennrm.mechanism.routing import default_authority, route_for
from opennrm.mechanism.stages import FIRST_STAGE, OPEN_STAGES, Move, stage_after
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.triage import Sign
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.partners.receiving import receiving_team, slug_of_force, team_of_leads, team_that_receives
from opennrm.referrals.queries import referral_head
from opennrm.referrals.rules import rules_for_new_case
from opennrm.referrals.same_person import AT_MOST, referrals_like


def open_case(event: Event, at: datetime, by: UUID | None) -> None:
    """Open the case of a referral that was just sent. A consequence of `ReferralSubmitted`.

    What the referral says of the person's situation decides the authority. Where something speaks for it the case
    waits at triage, with the reasons told; otherwise it is accepted at once. The clock runs from the day of receipt
    either way. Raises `Refused` if no team would receive it, so that nothing is acknowledged that nobody would see.
    """
    assert isinstance(event, ReferralSubmitted)  # noqa: S101 - the table of consequences says so
    version = rules_for_new_case(event.received_on, event.area or "")
    authority, team_id, signs = _received_by(event, version, at)
    like, hidden = _open_cases_like(event.subject, team_id)
    signs += [Sign.SAME_PERSON_SUSPECTED] if like else []
    case = _opened(event, version, authority, team_id, at=at, by=by)
    start_clock(case, Rule.REASONABLE_GROUNDS_DECISION, event.received_on, version, at=at, by=None)
    if signs:
        reasons = tuple(sign.value for sign in Sign if sign in signs)
        held = CaseHeldForTriage(subject=case.reference, case=case.reference, reasons=reasons, like=tuple(like))
        announce(held, at=at, by=None)
    else:
        announce(CaseAccepted(subject=case.reference, case=case.reference), at=at, by=None)
        case.stage = stage_after(version, FIRST_STAGE, Move.ACCEPT).value
    case.save(update_fields=["stage", "due_on"])
    for other in hidden:
        announce(SamePersonReferred(subject=other, case=other, like=case.reference), at=at, by=None)


def _received_by(event: ReferralSubmitted, version: ProfileVersion, at: datetime) -> tuple[Authority, UUID, list[Sign]]:
    """The authority and its team; where it has none here, that of the authority that takes by default, and a sign.

    A safeguarding lead of whoever referred comes first, then one of the police of the area.
    """
    situations = frozenset(Situation(code) for code in event.situations)
    authority = route_for(version, ReferralKind(event.referral_kind), situations).authority
    signs = [Sign(code) for code in event.signs]
    if authority.in_agencies:
        team_id = team_of_leads((event.organisation, slug_of_force(event.area or "")), at)
    else:
        team_id = team_that_receives(authority.key)
    if team_id is None and authority.takes:
        authority, signs = default_authority(version), [*signs, Sign.AUTHORITY_WITHOUT_TEAM]
    return authority, team_id or receiving_team(authority.key), signs


def _open_cases_like(reference: str, team_id: UUID) -> tuple[list[str], list[str]]:
    """Open cases that may be about the same person: a proposal to whoever looks, and never more.

    First those that the team may see, then the others, restricted or held elsewhere: of these the team is told nothing,
    and whoever holds one is told instead, so that somebody looks who may see both or knows whom to ring.
    """
    others = referrals_like(reference)
    if not others:
        return [], []
    rows = Case.objects.filter(reference__in=others, stage__in=[stage.value for stage in OPEN_STAGES])
    found = rows.order_by("-opened_at").values_list("reference", "owner_team_id", "restricted")[:AT_MOST]
    seen = [each for each, held_by, restricted in found if held_by == team_id and not restricted]
    return seen, [each for each, _held_by, _restricted in found if each not in seen]


def _opened(
    event: ReferralSubmitted,
    version: ProfileVersion,
    authority: Authority,
    team_id: UUID,
    *,
    at: datetime,
    by: UUID | None,
) -> Case:
    head = referral_head(event.subject)
    case = Case(
        reference=event.subject,
        person_id=head.person_id,
        referred_by_id=head.organisation_id,
        profile=version.profile,
        profile_version=version.version,
        authority=authority.key,
        stage=FIRST_STAGE.value,
        kind=event.referral_kind,
        age_answer=event.age_answer,
        nation=event.nation,
        received_on=event.received_on,
        owner_team_id=team_id,
        opened_at=at,
        opened_by_id=by,
    )
    case.save(force_insert=True)
    opened = CaseOpened(
        subject=case.reference,
        case=case.reference,
        authority=case.authority,
        stage=case.stage,
        received_on=case.received_on,
        owner_team=str(team_id),
    )
    announce(opened, at=at, by=by)
    give_access(case, team_id, Because.OWNER_TEAM, by=by, at=at)
    return case
