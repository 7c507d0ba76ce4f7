"""A referral becomes a case: routed to its authority's team, its first clock started, in the same transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.cases.actions.clocks import start_clock
from opennrm.cases.models import Case, CaseAccess
from opennrm.mechanism.events import AccessGiven, CaseAccepted, CaseOpened, Event, ReferralSubmitted
from opennrm.mechanism.routing import route_for
from opennrm.mechanism.stages import FIRST_STAGE, Move, stage_after
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.partners.receiving import receiving_team
from opennrm.referrals.queries import referral_head
from opennrm.referrals.rules import rules_for_new_case


def open_case(event: Event, at: datetime, by: UUID | None) -> None:
    """Open the case of a referral that was just sent. A consequence of `ReferralSubmitted`.

    Triage is done at once, with nothing sorted out by hand: the answers say what decides the authority, as far as the
    referral asks for it.
    Raises `Refused` if no team would receive it, so that nothing is acknowledged that nobody would see.
    """
    assert isinstance(event, ReferralSubmitted)  # noqa: S101 - the table of consequences says so
    version = rules_for_new_case(event.received_on)
    head = referral_head(event.subject)
    route = route_for(version, ReferralKind(event.referral_kind), head.situations)
    team_id = receiving_team(route.authority.key)
    case = Case(
        reference=event.subject,
        person_id=head.person_id,
        referred_by_id=head.organisation_id,
        profile=version.profile,
        profile_version=version.version,
        authority=route.authority.key,
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
    CaseAccess.objects.create(case=case, grantee=team_id, from_at=at, because="owner_team")
    announce(
        CaseOpened(
            subject=case.reference,
            case=case.reference,
            authority=case.authority,
            stage=case.stage,
            received_on=case.received_on,
            owner_team=str(team_id),
        ),
        at=at,
        by=by,
    )
    given = AccessGiven(
        subject=case.reference, case=case.reference, grantee=str(team_id), record="case", because="owner_team"
    )
    announce(given, at=at, by=by)
    announce(CaseAccepted(subject=case.reference, case=case.reference), at=at, by=None)
    case.stage = stage_after(version, FIRST_STAGE, Move.ACCEPT).value
    start_clock(case, Rule.REASONABLE_GROUNDS_DECISION, event.received_on, version, at=at, by=None)
    case.save(update_fields=["stage", "due_on"])
