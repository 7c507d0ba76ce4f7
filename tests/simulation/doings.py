"""What happens to a case besides its decisions, and what is done where it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from opennrm.mechanism import events as happened
from opennrm.mechanism import interruptions, recovery
from opennrm.mechanism.deadlines import Override
from opennrm.mechanism.interruptions import ClosingReason, ReopeningReason
from opennrm.mechanism.panels.deciding import panel_of
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.mechanism.reconsideration import ReconsiderationRequest
from opennrm.mechanism.stages import DECIDED_STAGES, ENDED_STAGES, SETTLED_STAGES, Move, Stage
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind
from tests.simulation.cases import Case
from tests.simulation.deciding import after_check, check, review, serve, write
from tests.simulation.office import Office
from tests.simulation.panels import put_before, sit, write_it_down

NEVER = 100_000


def attend(office: Office, case: Case) -> int:
    """Somebody looks at the case and does what comes next; gives in how many days it is looked at again."""
    case.looked_on = office.day
    if case.stage not in SETTLED_STAGES and office.draw() < 0.03:
        return _leave(office, case)
    return _doing(office, case)(office, case)


def _doing(office: Office, case: Case) -> Callable[[Office, Case], int]:
    stage = case.stage
    if stage in _BY_STAGE:
        return _BY_STAGE[stage]
    if stage in DECIDED_STAGES:
        return ask_again if stage.value.endswith("negative") else rest
    if stage in ENDED_STAGES:
        return come_back
    way = stage.value.removeprefix(f"{case.about.value}_")
    if way == "pending":
        by_panel = panel_of(office.version(case).deciding(case.about)) is not None
        return put_before if by_panel else _pending
    return _BY_WAY[way]


def accept(office: Office, case: Case) -> int:
    """A referral that was held is accepted."""
    by = office.staff.one("caseworker", office.day, office.chance)
    if by is None:
        return 1
    office.go(case, Move.ACCEPT, happened.CaseAccepted, by)
    return 1 + int(office.draw() * 4)


def _pending(office: Office, case: Case) -> int:
    """A decision is written; or something is missing first, or somebody is."""
    draw, by = office.draw(), office.staff.one("caseworker", office.day, office.chance)
    if by is None:
        return 1
    if draw < 0.08 and office.may(case, Move.ASK_FOR_INFORMATION):
        asked = {"topics": ("places",), "asked_on": office.day}
        office.go(case, Move.ASK_FOR_INFORMATION, happened.InformationRequested, by, **asked)
        return 3 + int(office.draw() * 12)
    if draw > 0.97 and office.may(case, Move.SUSPEND):
        until = office.day + timedelta(days=14)
        if interruptions.refusal_to_suspend(evidence_suffices=False, review_on=until, on=office.day) is None:
            told = {"reason": "missing", "review_on": until, "suspended_on": office.day}
            office.go(case, Move.SUSPEND, happened.CaseSuspended, by, **told)
            case.forget_what_was_written()
            return 14
    return write(office, case)


def receive(office: Office, case: Case) -> int:
    """What was asked for comes."""
    by = office.staff.one("caseworker", office.day, office.chance)
    if by is None:
        return 1
    told = {"answer": "given", "received_on": office.day}
    office.go(case, Move.RECEIVE_INFORMATION, happened.InformationReceived, by, **told)
    return 1


def resume(office: Office, case: Case) -> int:
    """Somebody who was missing is found, or the case goes on all the same."""
    by = office.staff.one("manager", office.day, office.chance)
    if by is None:
        return 1
    office.go(case, Move.RESUME, happened.CaseResumed, by, resumed_on=office.day)
    case.result = None
    return 1


def end_recovery(office: Office, case: Case) -> int:
    """Recovery is ended, lengthened, or cut short with leave; now and then somebody tries too early."""
    by, bar = office.staff.one("manager", office.day, office.chance), case.clocks[Rule.RECOVERY_PERIOD]
    if by is None:
        return 1
    draw = office.draw()
    if draw < 0.06 and Rule.RECOVERY_PERIOD in case.running:
        office.extend_recovery(case, 1 + int(office.draw() * 20))
        return 5
    if draw > 0.97 and recovery.refusal_to_override(bar, office.day, "court_order", "Ordered.") is None:
        case.override = Override(by, "court_order")
        told = {"rule": bar.rule.value, "reason": "court_order", "due_on": bar.due_on, "text_hash": "0" * 64}
        office.tell(case, happened.BarOverridden, by, **told)
    refusal = office.law.refusal_to_end_recovery(bar, office.day, case.override)
    if refusal is not None:
        office.seen[f"refused: {refusal.code}"] += 1
        assert bar.due_on is not None
        return max(1, min((bar.due_on - office.day).days, 12))
    office.end_clock(case, Rule.RECOVERY_PERIOD)
    office.end_clock(case, Rule.RECOVERY_REVIEW)
    office.go(case, Move.END_RECOVERY, happened.RecoveryEnded, by, ended_on=office.day)
    return 1 + int(office.draw() * 25)


def ask_again(office: Office, case: Case) -> int:
    """Somebody asks for a negative to be looked at again, in time or too late; most do not."""
    if office.draw() > 0.25 or Rule.RECONSIDERATION_REQUEST not in case.clocks:
        return rest(office, case)
    by = office.staff.one("caseworker", office.day, office.chance)
    if by is None:
        return 1
    window = case.clocks[Rule.RECONSIDERATION_REQUEST]
    grounds = ("additional_evidence",)
    asked = ReconsiderationRequest(requester="support_provider", grounds=grounds, asked_on=office.day)
    refusal = office.law.refusal_to_request(office.version(case, window.starts_on), asked, window)
    if refusal is not None:
        office.seen[f"refused: {refusal.code}"] += 1
        return rest(office, case)
    told = {"decision": case.about.value, "requester": asked.requester, "grounds": grounds, "requested_on": office.day}
    office.go(case, Move.REQUEST_RECONSIDERATION, happened.ReconsiderationRequested, by, **told)
    office.seen["asked again"] += 1
    return 3 + int(office.draw() * 20)


def look_again(office: Office, case: Case) -> int:
    """A request is accepted or refused."""
    by, kind = office.staff.one("manager", office.day, office.chance), case.about
    if by is None:
        return 1
    if office.draw() < 0.4:
        told = {"decision": kind.value, "reason": "nothing_new"}
        office.go(case, Move.REFUSE_RECONSIDERATION, happened.ReconsiderationRefused, by, **told)
        return 30
    office.go(case, Move.ACCEPT_RECONSIDERATION, happened.ReconsiderationAccepted, by, decision=kind.value)
    case.sent_back[kind], case.result = 0, None
    case.owed.discard(kind)
    case.forget_what_was_written()
    for rule in (Rule.RECONSIDERATION_REQUEST, Rule.EXIT_PERIOD):
        office.end_clock(case, rule, stopped=True)
    return 2


def _leave(office: Office, case: Case) -> int:
    """The person withdraws, or the case is closed."""
    by = office.staff.one("manager", office.day, office.chance)
    if by is None:
        return 1
    way = WayOfWithdrawing.WRITTEN
    if office.draw() < 0.5 and interruptions.refusal_to_withdraw(office.version(case), case.kind, way) is None:
        office.go(case, Move.WITHDRAW, happened.CaseWithdrawn, by, way=way.value, withdrawn_on=office.day)
        case.ended_because = way.value
    else:
        reason = office.chance.choice([ClosingReason.DIED, ClosingReason.DUPLICATE])
        office.go(case, Move.CLOSE, happened.CaseClosed, by, reason=reason.value, closed_on=office.day)
        case.ended_because = reason.value
    case.ended_on = office.day
    office.stop_all(case)
    return 3 + int(office.draw() * 20)


def come_back(office: Office, case: Case) -> int:
    """It was a mistake: the case goes back to where it was, and its clocks are counted from where they began."""
    assert case.ended_on is not None
    by, reason = office.staff.one("manager", office.day, office.chance), ReopeningReason.MISTAKE
    told = {"ended_because": case.ended_because, "ended_on": case.ended_on, "on": office.day}
    if by is None or office.draw() > 0.3 or interruptions.refusal_to_reopen(reason, **told) is not None:  # type: ignore[arg-type]
        return NEVER
    stopped = [rule for rule in case.clocks if _was_stopped(case, rule)]
    left = case.left
    assert left is not None
    office.go(
        case, Move.REOPEN, happened.CaseReopened, by, reason=reason.value, stage=left.value, reopened_on=office.day
    )
    for rule in stopped:
        office.start_clock(case, rule, starts_on=case.clocks[rule].starts_on)
    case.left, case.ended_because, case.ended_on, case.override = None, "", None, None
    office.seen["came back"] += 1
    return 2


def _was_stopped(case: Case, rule: Rule) -> bool:
    return case.facts.clocks[rule.value].stopped_on == case.ended_on


def rest(office: Office, case: Case) -> int:
    """Nothing is owed any more."""
    for rule in (Rule.MOVE_ON, Rule.EXIT_PERIOD):
        office.end_clock(case, rule)
    return NEVER


_BY_STAGE: dict[Stage, Callable[[Office, Case], int]] = {
    Stage.TRIAGE: accept,
    Stage.RETURNED_FOR_INFORMATION: receive,
    Stage.RECOVERY: end_recovery,
    Stage.SUSPENDED_BEFORE_REASONABLE_GROUNDS: resume,
    Stage.SUSPENDED_BEFORE_CONCLUSIVE_GROUNDS: resume,
}
_BY_WAY: dict[str, Callable[[Office, Case], int]] = {
    "before_panel": sit,
    "panel_decided": write_it_down,
    "to_check": check,
    "checked": after_check,
    "under_review": review,
    "reviewed": serve,
    "reconsideration": look_again,
}
KINDS = tuple(DecisionKind)
