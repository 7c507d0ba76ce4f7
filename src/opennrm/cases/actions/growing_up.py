"""A child turns 18, or a doubt about somebody's age is settled: prompted ahead, an adult only once they consent."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from opennrm.audit.asking import as_the_house
from opennrm.audit.once import once, remember
from opennrm.audit.queries import events_of_cases
from opennrm.audit.record import announce, command
from opennrm.cases.actions.moving import keep_case, locked_case
from opennrm.cases.models import Case
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.consent import Consent, refusal_to_continue_as_adult
from opennrm.mechanism.events import AdultConsentNeeded, AdulthoodNear, AgeDecided, BecameAdult
from opennrm.mechanism.growing_up import (
    AssessedBy,
    is_18_on,
    prompt_due,
    refusal_to_decide_age,
    refusal_to_record_consent_to_stay,
    refusal_while_consent_is_needed,
)
from opennrm.mechanism.refusal import Refusal, refuse_if
from opennrm.mechanism.stages import OPEN_STAGES, Stage
from opennrm.mechanism.vocabulary import AgeAnswer, ReferralKind
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import referral_for
from opennrm.referrals.rules import rules_for
from opennrm.referrals.staying import (
    dates_of_birth,
    end_ways_of_childhood,
    has_consented,
    keep_consent_to_stay,
    keep_date_of_birth,
)

TURNED_18, AGE_DECIDED = "turned_18", "age_decided"
_TOLD = (AdulthoodNear.__name__, AdultConsentNeeded.__name__)
ENDED = Refusal("case_is_not_open", "The case is not open, so nothing more is recorded in it.", "house")


def record_consent_to_stay(reference: str, given: Consent, *, token: str, by: Actor, at: datetime) -> None:
    """Record that the person wants to stay in the mechanism as an adult, signed or, where the profile lets it, spoken.

    By whoever deals with the case, or by the first responder on the page of their referral. It takes effect by rule:
    at once for somebody who is an adult, otherwise on their 18th birthday. Raises `NotYours`, and `Refused`.
    """
    with command():
        body = {"given": repr(given)}
        if once(who=by.account_id, token=token, body=body, at=at) is not None:
            return
        with _reaching_the_case(reference, by=by, at=at):
            case = _locked_for_wishes(reference, by=by, at=at)
            refuse_if(None if Stage(case.stage) in OPEN_STAGES else ENDED)
            refuse_if(refusal_to_record_consent_to_stay(ReferralKind(case.kind)))
            version = rules_for(case.profile, case.received_on, at)
            refuse_if(refusal_to_continue_as_adult(version, given, on=legal_day(at), field="how_given"))
            keep_consent_to_stay(reference, given, by=by.account_id, at=at)
            _become_adult_if_due(case, dates_of_birth([case.person_id]).get(case.person_id), at=at, by=by.account_id)
            keep_case(case, "kind")
        remember(who=by.account_id, token=token, result=reference)


def decide_age(
    reference: str,
    *,
    age: str,
    assessed_by: str,
    decided_on: date | None,
    date_of_birth: date | None = None,
    seen: int,
    by: Actor,
    at: datetime,
) -> None:
    """Record that the age of somebody of whom it was in doubt was decided: an adult, who must then consent, or a child.

    So can be decided on a child whose date of birth is not known; for them a child's date of birth is given.
    Raises `NotYours`; `Refused` with the field that is wrong.
    """
    with command():
        token = f"age:{reference}:{seen}"
        body = {"age": age, "assessed_by": assessed_by, "decided_on": str(decided_on), "born_on": str(date_of_birth)}
        if once(who=by.account_id, token=token, body=body, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.MOVE_CASES, seen=seen, by=by, at=at)
        refuse_if(None if Stage(case.stage) in OPEN_STAGES else ENDED)
        decided = AgeAnswer(age) if age in set(AgeAnswer) else None
        assessor = AssessedBy(assessed_by) if assessed_by in set(AssessedBy) else None
        refused = refusal_to_decide_age(
            AgeAnswer(case.age_answer),
            decided,
            assessor,
            decided_on,
            legal_day(at),
            is_dated=case.person_id in dates_of_birth([case.person_id]),
            born_on=date_of_birth,
        )
        refuse_if(refused)
        assert decided is not None  # noqa: S101 - the rule refused otherwise
        assert assessor is not None  # noqa: S101 - the rule refused otherwise
        assert decided_on is not None  # noqa: S101 - the rule refused otherwise
        case.age_answer = decided.value
        found = date_of_birth if decided is AgeAnswer.UNDER_18 else None
        birth_hash = None if found is None else keep_date_of_birth(case.person_id, found)
        event = AgeDecided(
            subject=reference,
            case=reference,
            age=decided.value,
            assessed_by=assessor.value,
            decided_on=decided_on,
            birth_hash=birth_hash,
        )
        announce(event, at=at, by=by.account_id)
        if decided is AgeAnswer.ADULT:
            _adult_or_asked(case, AGE_DECIDED, at=at, by=by.account_id)
        keep_case(case, "kind", "age_answer")
        remember(who=by.account_id, token=token, result=reference)


def look_at_age(reference: str, *, at: datetime) -> bool:
    """Do what the day asks for in a child's case: a prompt, an adult's case, or a flag that consent is needed.

    A part of the daily sweep: it does each once, however often it is called. Gives whether anything was done.
    """
    with command():
        case = Case.objects.select_for_update().filter(reference=reference, kind=ReferralKind.CHILD.value).first()
        if case is None or case.age_answer != AgeAnswer.UNDER_18 or Stage(case.stage) not in OPEN_STAGES:
            return False
        born_on = dates_of_birth([case.person_id]).get(case.person_id)
        if born_on is None:
            return False
        told = events_of_cases([reference], _TOLD)[reference]
        if is_18_on(born_on, legal_day(at)):
            if not has_consented(reference) and any(event.kind == _TOLD[1] for event in told):
                return False
            _adult_or_asked(case, TURNED_18, at=at, by=None)
            keep_case(case, "kind")
            return True
        done = [event.facts["days_ahead"] for event in told if event.kind == _TOLD[0]]
        due = prompt_due(born_on, legal_day(at), settings.TURNING_18_PROMPT_DAYS, done)
        if due is not None:
            announce(AdulthoodNear(subject=reference, case=reference, days_ahead=due), at=at, by=None)
        return due is not None


def is_adult_by_age(case: Case, at: datetime) -> bool:
    """Is the person of a case an adult by now, by assessment or by their birthday, consent or not?"""
    return _adult_because(case, dates_of_birth([case.person_id]).get(case.person_id), at) is not None


def refusal_while_it_waits(case: Case, at: datetime) -> Refusal | None:
    """Why nothing is decided in a locked case: its person is 18 and has not consented to stay; None if it goes on.

    Asked of the day and the record, so that it holds from the birthday on, whether or not the sweep has run yet.
    """
    kind = ReferralKind(case.kind)
    if kind is not ReferralKind.CHILD:
        return None
    return refusal_while_consent_is_needed(
        kind, is_18=is_adult_by_age(case, at), has_consented=has_consented(case.reference)
    )


def _reaching_the_case(reference: str, *, by: Actor, at: datetime) -> AbstractContextManager[None]:
    """As themselves for who deals with cases; as the house for who referred, once the referral is seen to be theirs."""
    if refusal_to_act(by, Permission.MOVE_CASES) is None:
        return nullcontext()
    refuse_if(refusal_to_act(by, Permission.RECORD_WISHES))
    referral_for(by, reference, at=at)
    return as_the_house()


def _locked_for_wishes(reference: str, *, by: Actor, at: datetime) -> Case:
    """The case, locked, for who deals with it or, where they do not, for who referred the person (asked before)."""
    if refusal_to_act(by, Permission.MOVE_CASES) is None:
        return locked_case(reference, needs=Permission.MOVE_CASES, seen=None, by=by, at=at)
    case = Case.objects.select_for_update().filter(reference=reference).first()
    if case is None:
        raise NotYours
    return case


def _become_adult_if_due(case: Case, born_on: date | None, *, at: datetime, by: UUID | None) -> None:
    because = _adult_because(case, born_on, at)
    if because is not None:
        _become_adult(case, because, at=at, by=by)


def _adult_because(case: Case, born_on: date | None, at: datetime) -> str | None:
    """By assessment, or by the birthday of a child whose age is certain; a doubt alone makes nobody an adult."""
    if case.age_answer == AgeAnswer.ADULT:
        return AGE_DECIDED
    is_certain = case.age_answer == AgeAnswer.UNDER_18 and born_on is not None
    return TURNED_18 if is_certain and born_on is not None and is_18_on(born_on, legal_day(at)) else None


def _adult_or_asked(case: Case, because: str, *, at: datetime, by: UUID | None) -> None:
    if has_consented(case.reference):
        _become_adult(case, because, at=at, by=by)
    else:
        needed = AdultConsentNeeded(subject=case.reference, case=case.reference, because=because)
        announce(needed, at=at, by=by)


def _become_adult(case: Case, because: str, *, at: datetime, by: UUID | None) -> None:
    case.kind = ReferralKind.ADULT.value
    announce(BecameAdult(subject=case.reference, case=case.reference, because=because), at=at, by=by)
    end_ways_of_childhood(case.reference, by=by, at=at)
