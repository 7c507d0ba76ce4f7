"""The letters that an event would write, worked out before any is written: what serving writes and a preview shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from opennrm.cases.addresses import addresses_of, lines_on_letter, name_on_letter
from opennrm.cases.change_words import change_words, notice_of_change_words
from opennrm.cases.letter_words import found_words, move_on_words, negative_words, notice_words, positive_words
from opennrm.cases.models import Case, Clock, Decision
from opennrm.cases.parties import PartyRead, parties_of
from opennrm.cases.queries import authority_title
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.deadlines import deadline_or_not_yet_known
from opennrm.mechanism.interruptions import ClosingReason
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.mechanism.serving import Audience, Change, LetterKind, papers_to, recipients_for, told_of
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind, Nation, Outcome, ReferralKind
from opennrm.notifications.kinds import Channel
from opennrm.questions.lists import fold
from opennrm.referrals.queries import ReferralRead, SafeWay, referral_read, safe_ways_of
from opennrm.referrals.rules import rules_for


@dataclass(frozen=True, slots=True)
class Planned:
    """A letter that would be written: everything `write_letter` needs but the moment and whose act it is."""

    kind: LetterKind
    audience: Audience
    channel: Channel
    addressee_lines: tuple[str, ...]
    confirmed_safe: bool
    content: dict[str, Any]
    organisation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change as it is told: since when, and the code, last day and words that come with it."""

    change: Change
    happened_on: date
    because: str = ""
    until_on: date | None = None
    authority: str = ""
    decision: str = ""
    about_on: date | None = None
    reasons: str = ""


def letters_of_decision(case: Case, decision: Decision, at: datetime) -> list[Planned]:
    """The papers to whoever may safely be served, and the notices to those who have a part in the case.

    Raises `Refused` if nobody may safely be served.
    """
    referral, ways, parties = referral_read(case.reference), safe_ways_of(case.person_id), parties_of(case.id)
    kind, outcome = DecisionKind(decision.kind), Outcome(decision.outcome)
    to = recipients_for(kind, outcome, ReferralKind(case.kind), addresses_of(ways, referral))
    if isinstance(to, Refusal):
        raise Refused(to)
    way = next(way for way in ways if way.audience == to.papers_to.value)
    day = legal_day(decision.served_at or at)
    said = _shared(case) | {"decided_on": day.isoformat()}
    words = _papers(case, decision, rules_for(case.profile, day, at), day) | {
        "standard": _standard(case, kind, at),
        "salutation": name_on_letter(way, referral),
        "person_name": referral.name,
    }
    papers = _private(to.letter, to.papers_to, way, referral, said | words)
    notices = [
        _notice(
            LetterKind.NOTICE_OF_OUTCOME,
            party,
            said
            | notice_words(
                kind, outcome, reference=case.reference, referred_on=case.received_on, audience=party.audience
            ),
        )
        for party in parties
        if not _has_the_papers(party, papers)
    ]
    return [papers, *notices]


def letters_of_change(case: Case, told: ToldChange, at: datetime) -> list[Planned]:
    """The letter to whoever receives the person's papers, if they are told and may safely be, and the notices.

    Nobody is written to about somebody who died (SEF-SUSP tells agencies only).
    """
    kind, parties = ReferralKind(case.kind), parties_of(case.id)
    there = frozenset(part for party in parties for part in party.parts)
    who = told_of(told.change, kind, there, told.because)
    planned = _papers_of_change(case, told, at) if who.person and not _died(case) else []
    notices = [
        _notice(
            LetterKind.NOTICE_OF_CHANGE,
            party,
            _shared(case)
            | notice_of_change_words(
                told.change,
                tuple(part for part in party.parts if part in who.agencies),
                reference=case.reference,
                referred_on=case.received_on,
                happened_on=told.happened_on,
                because=told.because,
                until_on=told.until_on,
                tell_the_person=who.person and not planned and not _died(case),
            ),
        )
        for party in parties
        if set(party.parts) & set(who.agencies) and not any(_has_the_papers(party, papers) for papers in planned)
    ]
    return [*planned, *notices]


def request_letter(case: Case, party: PartyRead, *, questions: list[str], **when: date) -> Planned:
    """What is asked of an agency; `when` holds `reply_by_on` and, in a reminder, `first_asked_on`."""
    kind = LetterKind.REMINDER_OF_REQUEST if "first_asked_on" in when else LetterKind.REQUEST_FOR_INFORMATION
    said: dict[str, Any] = {
        "person_name": referral_read(case.reference).name,
        "questions": questions,
        "how_to_answer": "Write to the authority named above, giving the reference, or ring it. Send nothing by "
        "ordinary e-mail that names anybody.",
        **{gap: day.isoformat() for gap, day in when.items()},
    }
    return _notice(kind, party, _shared(case) | said)


def _papers_of_change(case: Case, told: ToldChange, at: datetime) -> list[Planned]:
    referral, ways, kind = referral_read(case.reference), safe_ways_of(case.person_id), ReferralKind(case.kind)
    audience = papers_to(kind, addresses_of(ways, referral))
    if audience is None:
        return []
    way = next(way for way in ways if way.audience == audience.value)
    words = change_words(
        told.change,
        about_a_child=kind is ReferralKind.CHILD,
        because=told.because,
        authority=told.authority,
        decision=told.decision,
        on=told.about_on,
        reasons=told.reasons,
        forms=_forms_of_consent(rules_for(case.profile, case.received_on, at)),
    )
    if told.until_on is not None:
        words["until_on"] = told.until_on.isoformat()
    said = _shared(case) | {"salutation": name_on_letter(way, referral), "person_name": referral.name} | words
    return [_private(LetterKind(told.change.value), audience, way, referral, said)]


def _shared(case: Case) -> dict[str, Any]:
    return {"authority_name": authority_title(case.profile, case.authority), "contact": settings.AUTHORITY_CONTACT}


def _died(case: Case) -> bool:
    return case.ended_because == ClosingReason.DIED.value


def _has_the_papers(party: PartyRead, papers: Planned) -> bool:
    """The council that acts for a child has the papers, and is not told again; another council is.

    Papers to a council that nobody named go to the one that was told of the child, by whoever hands them over.
    """
    if party.audience is not Audience.COUNCIL or papers.audience is not Audience.COUNCIL:
        return False
    name = papers.addressee_lines[0]
    is_unnamed = name == Audience.COUNCIL.words.capitalize()
    return party.because == "told_about_a_child" if is_unnamed else fold(name) == fold(party.organisation)


def _private(
    kind: LetterKind, audience: Audience, way: SafeWay, referral: ReferralRead, content: dict[str, Any]
) -> Planned:
    return Planned(
        kind, audience, Channel(way.channel), tuple(lines_on_letter(way, referral)), way.confirmed_safe, content
    )


def _notice(kind: LetterKind, party: PartyRead, content: dict[str, Any]) -> Planned:
    said = content | {"contact": settings.REFERRERS_CONTACT}
    return Planned(kind, party.audience, Channel.PORTAL, (party.organisation,), True, said, party.organisation_id)


def _standard(case: Case, kind: DecisionKind, at: datetime) -> str:
    """The test that was applied: that of the day the case was received, as changed since for open cases."""
    version = rules_for(case.profile, case.received_on, at)
    first = kind is DecisionKind.REASONABLE_GROUNDS
    return (version.reasonable_grounds if first else version.conclusive_grounds).standard.text


def _papers(case: Case, decision: Decision, rights: ProfileVersion, day: date) -> dict[str, Any]:
    """What follows from the decision: by `rights`, the rules of the day of service, as its clocks do."""
    if decision.outcome == Outcome.NEGATIVE.value:
        return _negative(case, decision, rights, day)
    first = decision.kind == DecisionKind.REASONABLE_GROUNDS.value
    return _positive(case, rights, day) if first else _conclusive(case, rights, day)


def _positive(case: Case, version: ProfileVersion, day: date) -> dict[str, Any]:
    ends_on = _ends_on(case, Rule.RECOVERY_PERIOD, version, day)
    return positive_words(starts_on=day, ends_on=ends_on, about_a_child=case.kind == ReferralKind.CHILD.value)


def _conclusive(case: Case, version: ProfileVersion, day: date) -> dict[str, Any]:
    found = found_words("", profile=case.profile, nation=Nation(case.nation))
    about_a_child = case.kind == ReferralKind.CHILD.value
    ends_on = _ends_on(case, Rule.MOVE_ON, version, day)
    return move_on_words(decided_on=day, ends_on=ends_on, found=found, about_a_child=about_a_child)


def _negative(case: Case, decision: Decision, version: ProfileVersion, day: date) -> dict[str, Any]:
    limit = version.time_limits.get(Rule.RECONSIDERATION_REQUEST)
    words = negative_words(
        version,
        ask_by=_ends_on(case, Rule.RECONSIDERATION_REQUEST, version, day),
        days=limit.length if limit else None,
        about_a_child=case.kind == ReferralKind.CHILD.value,
    )
    checked = decision.checks.filter(agreed=True, void_at__isnull=True).first()
    if checked is not None:
        words["checked_on"] = legal_day(checked.checked_at).isoformat()
    return {"reasons": decision.reasons} | words


def _ends_on(case: Case, rule: Rule, version: ProfileVersion, day: date) -> date | None:
    """The last day of a clock that runs, or that would run from a day on: a preview is read before it starts."""
    running = Clock.objects.filter(case=case, rule=rule.value, ended_at__isnull=True).first()
    if running is not None:
        return running.due_on
    if rule not in version.time_limits:
        return None
    return deadline_or_not_yet_known(version, rule, day, Nation(case.nation)).due_on


def _forms_of_consent(version: ProfileVersion) -> str:
    ways = {"signed": "in writing", "spoken": "by word of mouth through a first responder"}
    forms = " or ".join(ways[form.how.value] for form in version.consent_to_stay)
    return f"Consent can be given {forms}." if forms else ""
