"""Recovery is lengthened for a recorded reason; leave to cross a bar is given by a manager for one."""

from __future__ import annotations

from datetime import datetime

from opennrm.audit.once import once
from opennrm.audit.record import announce, command
from opennrm.cases.actions.bars import deadline_of, newest_clock, recovery_of
from opennrm.cases.actions.lengthening import lengthen_recovery
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import keep_case, locked_case
from opennrm.cases.models import BarOverride, Case, Check, Clock, Decision, Extension
from opennrm.cases.texts import reasoned_hash, until_day
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.deadlines import ClockCause
from opennrm.mechanism.events import BarOverridden, RecoveryExtended
from opennrm.mechanism.reconsideration import refusal_to_let_late
from opennrm.mechanism.recovery import refusal_to_extend, refusal_to_override
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import Nation
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for

NO_RECOVERY_RUNS = Refusal(
    "no_recovery_runs", "No recovery period runs in this case, so none can be extended.", "house"
)


def extend_recovery(
    reference: str, *, by_days: int | None, reason: str, words: str, seen: int, by: Actor, at: datetime
) -> None:
    """Lengthen the recovery period that runs in a case by so many days; its clock moves with the cause `extension`.

    Raises `NotYours`, and `Refused` naming the field that is wrong.
    """
    with command():
        body = {"days": by_days, "reason": reason, "words": words}
        if once(who=by.account_id, token=f"extend:{reference}:{seen}", body=body, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        clock = Clock.objects.filter(case=case, rule=Rule.RECOVERY_PERIOD.value, ended_at__isnull=True).first()
        if clock is None:
            raise Refused(NO_RECOVERY_RUNS)
        version = rules_for(case.profile, case.received_on, at)
        refuse_if(refusal_to_extend(recovery_of(case, version), by_days, reason, words))
        refuse_if(refusal_of_length(words, "words"))
        assert by_days is not None  # noqa: S101 - the rule has refused it
        after = lengthen_recovery(case, clock, by_days, ClockCause.EXTENSION, version, at=at, by=by.account_id)
        assert after.due_on is not None  # noqa: S101 - only a limit that is set can be extended
        kept = Extension.objects.create(
            case=case,
            by_days=by_days,
            until=after.due_on,
            reason=reason,
            words=words,
            text_hash=reasoned_hash(until_day(by_days, after.due_on), reason, words),
            extended_at=at,
            extended_by_id=by.account_id,
        )
        keep_case(case, "due_on")
        told = RecoveryExtended(
            subject=case.reference,
            case=case.reference,
            by_days=by_days,
            until=after.due_on,
            reason=reason,
            text_hash=kept.text_hash,
        )
        announce(told, at=at, by=by.account_id)


def override_bar(
    reference: str, *, rule: str, reason: str, words: str, by: Actor, at: datetime, token: str | None = None
) -> None:
    """Give leave to cross the bar of a rule as it stands now; somebody else then decides, or records the request.

    Sent again with the same `token` of a form, it is given once. Raises `NotYours`, and `Refused` naming the field that
    is wrong, or telling that there is no bar in the way.
    """
    with command():
        body = {"rule": rule, "reason": reason, "words": words}
        if token and once(who=by.account_id, token=f"leave:{reference}:{token}", body=body, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.OVERRIDE_BARS, seen=None, by=by, at=at)
        clock = newest_clock(case, Rule(rule)) if rule in set(Rule) else None
        if clock is None or clock.due_on is None:
            raise Refused(Refusal("no_bar", "No such bar stands in this case.", "house", "reason"))
        bar = deadline_of(clock, rules_for(case.profile, clock.starts_on, at), Nation(case.nation))
        refuse_if(refusal_to_override(bar, legal_day(at), reason, words))
        if bar.rule is Rule.RECONSIDERATION_REQUEST:
            refuse_if(refusal_to_let_late(str(by.account_id), _who_decided(case)))
        refuse_if(refusal_of_length(words, "words"))
        kept = BarOverride.objects.create(
            case=case,
            rule=rule,
            due_on=clock.due_on,
            reason=reason,
            words=words,
            text_hash=reasoned_hash(until_day(rule, clock.due_on), reason, words),
            overridden_at=at,
            overridden_by_id=by.account_id,
        )
        told = BarOverridden(
            subject=case.reference,
            case=case.reference,
            rule=rule,
            reason=reason,
            due_on=clock.due_on,
            text_hash=kept.text_hash,
        )
        announce(told, at=at, by=by.account_id)


def _who_decided(case: Case) -> frozenset[str]:
    """Who wrote the negative that was served, and who checked it."""
    served = Decision.objects.filter(case=case, state="served", outcome="negative").order_by("-served_at")[:1]
    return frozenset(
        str(who)
        for decision in served
        for who in (
            decision.written_by_id,
            *Check.objects.filter(decision=decision, void_at__isnull=True).values_list("checked_by_id", flat=True),
        )
    )
