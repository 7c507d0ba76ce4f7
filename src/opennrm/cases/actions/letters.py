"""The letters that follow from a decision: the papers to whoever may safely be served, a notice to who referred."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from opennrm.cases.letter_words import negative_words, notice_words, positive_words
from opennrm.cases.models import Case, Clock, Decision
from opennrm.cases.queries import authority_title
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import Event, ReasonableGroundsDecided
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.mechanism.serving import Address, Audience, LetterKind, recipients_for
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind, Outcome, ReferralKind
from opennrm.notifications.actions import write_letter
from opennrm.notifications.kinds import Channel
from opennrm.referrals.queries import ReferralRead, SafeWay, referral_read, safe_ways_of
from opennrm.referrals.rules import rules_for


def write_outcome_letters(event: Event, at: datetime, by: UUID | None) -> None:
    """Write the letters of a reasonable-grounds decision. A consequence of `ReasonableGroundsDecided`.

    Raises `Refused` if nobody may safely be served: then the decision is not served either.
    """
    assert isinstance(event, ReasonableGroundsDecided)  # noqa: S101 - the table of consequences says so
    case = Case.objects.get(reference=event.subject)
    decision = Decision.objects.get(case=case, kind=DecisionKind.REASONABLE_GROUNDS.value, state="served")
    referral = referral_read(case.reference)
    ways = safe_ways_of(case.person_id)
    kind, outcome = ReferralKind(case.kind), Outcome(decision.outcome)
    # A way without a confirmed address means handing over in person, which is safe as far as an address goes.
    addresses = tuple(
        Address(Audience(way.audience), is_safe=way.confirmed_safe or way.channel == Channel.HAND_OVER.value)
        for way in ways
    )
    to = recipients_for(DecisionKind.REASONABLE_GROUNDS, outcome, kind, addresses)
    if isinstance(to, Refusal):
        raise Refused(to)
    way = next(way for way in ways if way.audience == to.papers_to.value)
    shared = {
        "authority_name": authority_title(case.profile, case.authority),
        "contact": settings.AUTHORITY_CONTACT,
        "decided_on": event.decided_on.isoformat(),
    }
    common: dict[str, Any] = {
        "referral_kind": kind,
        "reference": case.reference,
        "profile": decision.profile,
        "profile_version": decision.profile_version,
        "at": at,
        "by": by,
    }
    write_letter(
        to.letter,
        audience=to.papers_to,
        channel=Channel(way.channel),
        addressee_lines=_lines(way, referral),
        confirmed_safe=way.confirmed_safe,
        content=shared | _papers(case, decision, referral, way, at),
        **common,
    )
    notice = notice_words(
        DecisionKind.REASONABLE_GROUNDS, outcome, reference=case.reference, referred_on=case.received_on
    )
    write_letter(
        LetterKind.NOTICE_OF_OUTCOME,
        audience=Audience.FIRST_RESPONDER,
        channel=Channel.PORTAL,
        addressee_lines=[referral.organisation],
        confirmed_safe=True,
        content=shared | notice | {"contact": settings.REFERRERS_CONTACT},
        **common,
    )


def _name(way: SafeWay, referral: ReferralRead) -> str:
    """Whom a letter greets: without a name of theirs what they are, never the person's name for somebody else."""
    own = referral.name if way.audience == Audience.PERSON.value else way.audience.replace("_", " ").capitalize()
    return way.addressee or own


def _lines(way: SafeWay, referral: ReferralRead) -> list[str]:
    name = _name(way, referral)
    return [name, *way.lines] if way.lines else [name, f"Handed over by {referral.organisation}"]


def _papers(case: Case, decision: Decision, referral: ReferralRead, way: SafeWay, at: datetime) -> dict[str, Any]:
    version = rules_for(case.profile, case.received_on, at)
    standard = version.reasonable_grounds.standard.text
    named = {"salutation": _name(way, referral), "person_name": referral.name, "standard": standard}
    child = case.kind == ReferralKind.CHILD.value
    clocks = {clock.rule: clock for clock in Clock.objects.filter(case=case, ended_at__isnull=True)}
    if decision.outcome == Outcome.POSITIVE.value:
        recovery = clocks.get(Rule.RECOVERY_PERIOD.value)
        ends_on = recovery.due_on if recovery else None
        return named | positive_words(starts_on=legal_day(at), ends_on=ends_on, about_a_child=child)
    asking = clocks.get(Rule.RECONSIDERATION_REQUEST.value)
    limit = version.time_limits.get(Rule.RECONSIDERATION_REQUEST)
    words = negative_words(
        version,
        ask_by=asking.due_on if asking else None,
        days=limit.length if limit else None,
        about_a_child=child,
    )
    checked = decision.checks.filter(agreed=True, void_at__isnull=True).first()
    if checked is not None:
        words["checked_on"] = legal_day(checked.checked_at).isoformat()
    return named | {"reasons": decision.reasons} | words
