"""The letters that follow from what happens to a case: the papers to whoever may safely be served, notices to the rest.

One consequence for decisions and one for everything else; what has no event of its own yet calls `write_of_change`.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from opennrm.cases.changes import told_by
from opennrm.cases.models import Case, Decision
from opennrm.cases.parties import parties_of
from opennrm.cases.planned_letters import (
    Planned,
    ToldChange,
    letters_of_change,
    letters_of_decision,
    request_letter,
)
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.disqualification import DisqualificationOutcome
from opennrm.mechanism.events import ConclusiveGroundsDecided, DisqualificationDecided, Event, ReasonableGroundsDecided
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.mechanism.serving import Audience
from opennrm.mechanism.vocabulary import DecisionKind, ReferralKind
from opennrm.notifications.actions import tell_of_work, write_letter
from opennrm.partners.organisations import open_accounts, readers_of
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for

NOT_A_PARTY = Refusal(
    code="not_a_party",
    because="This organisation has no part in the case. Add it as a party first.",
    source="house",
    field="organisation",
)
_DECIDED: dict[type[Event], DecisionKind] = {
    ReasonableGroundsDecided: DecisionKind.REASONABLE_GROUNDS,
    ConclusiveGroundsDecided: DecisionKind.CONCLUSIVE_GROUNDS,
}


def write_outcome_letters(event: Event, at: datetime, by: UUID | None) -> None:
    """Write the letters of a served decision. A consequence of both `…GroundsDecided`.

    Raises `Refused` if nobody may safely be served: then the decision is not served either.
    """
    case = Case.objects.get(reference=event.subject)
    decision = Decision.objects.get(case=case, kind=_DECIDED[type(event)].value, state="served")
    _write(case, letters_of_decision(case, decision, at), decision.profile_version, at, by)


def write_letters_of_change(event: Event, at: datetime, by: UUID | None) -> None:
    """Write what is told of a change. A consequence of every event that `changes.told_by` knows."""
    case = Case.objects.get(reference=event.subject)
    write_of_change(event.subject, told_by(event, case, legal_day(at)), at=at, by=by)


def write_letters_of_disqualification(event: Event, at: datetime, by: UUID | None) -> None:
    """Write that a person is disqualified, and why. A consequence of `DisqualificationDecided`; otherwise nothing
    changes for anybody, and nobody is written to."""
    assert isinstance(event, DisqualificationDecided)  # noqa: S101
    if event.outcome == DisqualificationOutcome.DISQUALIFIED:
        write_letters_of_change(event, at, by)


def write_of_change(reference: str, told: ToldChange, *, at: datetime, by: UUID | None) -> list[UUID]:
    """Write the letters of a change in a case, inside the caller's command; gives their ids, the papers first.

    For changes with an event of their own it is called by the consequence; the others call it when they happen.
    """
    case = Case.objects.get(reference=reference)
    version = rules_for(case.profile, case.received_on, at)
    return _write(case, letters_of_change(case, told, at), version.version, at, by)


def write_request(
    reference: str, organisation_id: UUID, *, questions: list[str], at: datetime, by: UUID | None, **when: date
) -> UUID:
    """Ask an agency that has a part in the case for information, or remind it, inside the caller's command.

    `when` holds `reply_by_on` and, in a reminder, `first_asked_on`. Gives the letter's id; raises `Refused` if the
    organisation has no part in the case.
    """
    case = Case.objects.get(reference=reference)
    party = next((party for party in parties_of(case.id) if party.organisation_id == organisation_id), None)
    if party is None:
        raise Refused(NOT_A_PARTY)
    version = rules_for(case.profile, case.received_on, at)
    planned = request_letter(case, party, questions=questions, **when)
    return _write(case, [planned], version.version, at, by)[0]


def _write(case: Case, planned: list[Planned], version: str, at: datetime, by: UUID | None) -> list[UUID]:
    written = [
        write_letter(
            each.kind,
            audience=each.audience,
            referral_kind=ReferralKind(case.kind),
            channel=each.channel,
            addressee_lines=each.addressee_lines,
            confirmed_safe=each.confirmed_safe,
            content=each.content,
            reference=case.reference,
            profile=case.profile,
            profile_version=version,
            organisation_id=each.organisation_id,
            at=at,
            by=by,
        )
        for each in planned
    ]
    _tell_agencies(case, planned, at)
    return written


def _tell_agencies(case: Case, planned: list[Planned], at: datetime) -> None:
    """An e-mail that there is work, and nothing else, to those who read an agency's letters, and to who referred."""
    agencies = {each.organisation_id for each in planned if each.organisation_id}
    told = set(readers_of(agencies, Permission.SEE_LETTERS_TO_US, at))
    if case.opened_by_id and any(each.audience is Audience.FIRST_RESPONDER for each in planned):
        told |= open_accounts([case.opened_by_id])
    tell_of_work(told, at=at)
