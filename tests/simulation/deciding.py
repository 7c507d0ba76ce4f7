"""What people do with a decision: write, check, review and serve it, each as far as the law lets them.

Each doing gives in how many days somebody goes on with the case. Now and then somebody tries what is not allowed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from opennrm.mechanism import conclusive_grounds, reasonable_grounds
from opennrm.mechanism import events as happened
from opennrm.mechanism.decisions import Check, DecisionFacts, needs_second_officer
from opennrm.mechanism.independent_review import Opinion, result_of
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.serving import Address
from opennrm.mechanism.stages import Move
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from tests.mechanism.law import Answer
from tests.simulation.cases import Case
from tests.simulation.office import Office

FIRST, SECOND = DecisionKind.REASONABLE_GROUNDS, DecisionKind.CONCLUSIVE_GROUNDS
POSITIVE = {FIRST: 0.7, SECOND: 0.6}


def write(office: Office, case: Case) -> int:
    """A caseworker writes a decision, and puts it forward or serves it at once."""
    by = office.staff.one("caseworker", office.day, office.chance)
    if by is None:
        return 1
    outcome = Outcome.POSITIVE if office.draw() < POSITIVE[case.about] else Outcome.NEGATIVE
    return write_down(office, case, by, outcome)


def write_down(office: Office, case: Case, by: str, outcome: Outcome) -> int:
    """Somebody writes this."""
    version = office.version(case)
    rules = version.deciding(case.about)
    case.forget_what_was_written()
    case.asked += 1
    case.written = DecisionFacts(
        kind=case.about,
        outcome=outcome,
        standard=rules.standard.code,
        guidance=version.guidance.code,
        reasons=f"Reasons {case.asked} of {case.reference}.",
        written_by=by,
        version=version,
    )
    if not needs_second_officer(rules, outcome):
        return serve(office, case)
    return put_forward(office, case)


def put_forward(office: Office, case: Case) -> int:
    """Its author puts it forward; what reviewers asked is answered first."""
    written = case.written
    assert written is not None
    if written.kind is FIRST:
        refusal = reasonable_grounds.refusal_to_put_forward(written)
    else:
        asked = conclusive_grounds.whom_to_consult(case.kind)
        bar = case.clocks[Rule.RECOVERY_PERIOD]
        everybody = frozenset(asked)
        refusal = conclusive_grounds.refusal_to_put_forward(
            written, bar, office.day, everybody, case.override, to_consult=asked
        )
    if refusal is not None:
        office.seen[f"refused: {refusal.code}"] += 1
        return 3
    answer(office, case)
    is_first = written.kind is FIRST
    event = happened.ReasonableGroundsPutForward if is_first else happened.ConclusiveGroundsPutForward
    office.go(
        case,
        Move(f"put_forward_{written.kind.value}"),
        event,
        written.written_by,
        outcome=written.outcome.value,
        text_hash=written.text_hash,
        standard=written.standard,
        guidance=written.guidance,
        profile_version=written.version.version,
    )
    return 1 + int(office.draw() * 4)


def answer(office: Office, case: Case) -> None:
    """What reviewers asked is answered; a broken rule lets it be forgotten."""
    written = case.written
    assert written is not None
    if written.kind in case.owed and office.law.refusal_without_answer(True, "") is not None:
        by = _at_work(office, written.written_by)
        office.tell(case, happened.IndependentReviewAnswered, by, decision=written.kind.value, text_hash="1" * 64)
        case.owed.discard(written.kind)


def _at_work(office: Office, who: str) -> str:
    """Whoever it is, or a colleague while they are away."""
    if not office.staff.is_away(who, office.day):
        return who
    return office.staff.one("caseworker", office.day, office.chance) or who


def check(office: Office, case: Case) -> int:
    """A second officer agrees or returns it, or whoever wrote it takes it back or tries to check it."""
    written = case.written
    assert written is not None
    author_is_there = not office.staff.is_away(written.written_by, office.day)
    if author_is_there and office.draw() < 0.03:
        return _undone(office, case, happened.DecisionTakenBack, "take_back", written.written_by)
    who = office.staff.one("second_officer", office.day, office.chance)
    if case.result is not None:
        there = [each for each in (case.result.chair, *sorted(case.result.heard)) if _is_there(office, each)]
        who = office.chance.choice(there) if there and office.draw() < 0.8 else who
    if author_is_there and office.draw() < 0.1:
        who = written.written_by
    if who is None:
        return 1
    refusal = office.law.refusal_to_check(written, who)
    if refusal is None:
        refusal = office.law.refusal_to_confirm(written.rules, who, case.result)
    if refusal is not None:
        office.seen[f"refused: {refusal.code}"] += 1
        return 1
    if office.draw() < 0.12:
        return _undone(office, case, happened.DecisionReturned, "return", who)
    case.checks = (*case.checks, Check(who, written.text_hash))
    move, text = Move(f"countersign_{written.kind.value}"), written.text_hash
    office.go(case, move, happened.DecisionCountersigned, who, text_hash=text, decision=written.kind.value)
    return int(office.draw() * 4)


def _is_there(office: Office, who: str) -> bool:
    return not office.staff.is_away(who, office.day)


def _undone(office: Office, case: Case, event: type[happened.Event], move: str, by: str) -> int:
    written = case.written
    assert written is not None
    office.go(case, Move(f"{move}_{written.kind.value}"), event, by, decision=written.kind.value)
    case.forget_what_was_written()
    return 1 + int(office.draw() * 3)


def after_check(office: Office, case: Case) -> int:
    """It is sent to reviewers or served; now and then its text is changed, openly or not."""
    written = case.written
    assert written is not None
    if office.draw() < 0.04:
        return change(office, case)
    send = Move(f"send_for_review_{written.kind.value}")
    if written.outcome is Outcome.NEGATIVE and office.may(case, send):
        by = office.staff.one("caseworker", office.day, office.chance)
        if by is None:
            return 1
        case.review = written.rules.review
        office.go(
            case,
            send,
            happened.IndependentReviewAsked,
            by,
            decision=written.kind.value,
            text_hash=written.text_hash,
            body="multi_agency_assurance_panel",
            round=case.sent_back[written.kind] + 1,
        )
        return 5 + int(office.draw() * 15)
    if office.draw() < 0.04:
        case.written = replace(written, reasons=f"{written.reasons} And more.")
    return serve(office, case)


def change(office: Office, case: Case) -> int:
    """Its text is changed, so that it is written anew."""
    written = case.written
    assert written is not None
    move = Move(f"change_{written.kind.value}")
    if not office.may(case, move):
        return 2
    by = _at_work(office, written.written_by)
    if not _is_there(office, by):
        return 1
    voided = happened.CountersignatureVoided
    office.go(case, move, voided, by, text_hash=written.text_hash, decision=written.kind.value)
    case.forget_what_was_written()
    return 1


def review(office: Office, case: Case) -> int:
    """Three who had no part give their opinion; now and then somebody who had one tries to."""
    written, asked = case.written, case.review
    assert written is not None
    assert asked is not None
    there = [person.account for person in office.staff.there("reviewer", office.day)]
    office.chance.shuffle(there)
    if _is_there(office, written.written_by) and office.draw() < 0.3:
        there.insert(0, written.written_by)
    had_part = frozenset({written.written_by, *(check.by for check in case.checks)})
    chosen = [who for who in there if office.law.refusal_to_review(who, had_part) is None][: asked.reviewers]
    if len(chosen) < asked.reviewers:
        return 2
    said = {who: Opinion.RECONSIDER if office.draw() < 0.35 else Opinion.SATISFIED for who in chosen}
    opinion = result_of(asked.reviewers, frozenset(chosen), said)
    assert opinion is not None
    told = {"decision": written.kind.value, "text_hash": written.text_hash, "days": 7, "reviewers": tuple(chosen)}
    sent_back = case.sent_back[written.kind]
    if office.law.goes_back(asked, opinion, sent_back):
        move = Move(f"send_back_in_review_{written.kind.value}")
        office.go(case, move, happened.IndependentReviewSentBack, chosen[0], round=sent_back + 1, **told)
        case.sent_back[written.kind] += 1
        case.owed.add(written.kind)
        case.forget_what_was_written()
        office.seen["sent back by reviewers"] += 1
        return 3
    move = Move(f"accept_in_review_{written.kind.value}")
    given = happened.IndependentReviewGiven
    office.go(case, move, given, chosen[0], round=sent_back + 1, opinion=opinion.value, **told)
    case.reviews = tuple(Check(who, written.text_hash) for who in chosen)
    if opinion is Opinion.RECONSIDER:
        case.owed.add(written.kind)
    return 1 + int(office.draw() * 3)


def serve(office: Office, case: Case) -> int:
    """Somebody serves it, if the law of today lets them; whoever may not, changes or waits."""
    written = case.written
    assert written is not None
    by = office.staff.one("caseworker", office.day, office.chance)
    if by is None:
        return 1
    move = Move(f"serve_{written.outcome.value}_{written.kind.value}")
    written = case.written = replace(written, version=office.version(case))
    refusal = _refusal_to_serve(office, case, written)
    if refusal is not None or not office.may(case, move):
        office.seen[f"refused: {refusal.code if refusal else 'not_at_this_stage'}"] += 1
        return change(office, case)
    told = office.law.recipients_for(written.kind, written.outcome, case.kind, case.addresses)
    if isinstance(told, Refusal):
        office.seen[f"refused: {told.code}"] += 1
        if office.draw() < 0.5:
            case.addresses = tuple(Address(each.audience, is_safe=True) for each in case.addresses)
        return 3
    answer(office, case)
    is_first = written.kind is FIRST
    office.go(
        case,
        move,
        happened.ReasonableGroundsDecided if is_first else happened.ConclusiveGroundsDecided,
        by,
        outcome=written.outcome.value,
        text_hash=written.text_hash,
        decided_on=office.day,
        days=(office.day - case.received_on).days,
        profile=case.profile,
        profile_version=written.version.version,
    )
    case.served += 1
    what, audiences = f"{told.letter.value}-{case.served}", [each.value for each in told.audiences]
    office.onlooker.told(case, what, audiences)
    for audience in audiences:
        office.mail.write(case.reference, what, audience, office.day)
    case.forget_what_was_written()
    return _clocks_after(office, case, written)


def _refusal_to_serve(office: Office, case: Case, written: DecisionFacts) -> Answer:
    ask: Callable[..., Answer] = office.law.refusal_to_serve_first
    refusal: Answer
    if written.kind is FIRST:
        refusal = ask(written, case.checks, case.reviews)
    else:
        bar = case.clocks[Rule.RECOVERY_PERIOD]
        refusal = office.law.refusal_to_serve_second(
            written, case.checks, bar, office.day, case.override, reviews=case.reviews
        )
    return refusal or office.law.refusal_without_panel(written.rules, written.outcome, case.result)


def _clocks_after(office: Office, case: Case, served: DecisionFacts) -> int:
    office.end_clock(case, Rule(f"{served.kind.value}_decision"))
    if served.outcome is Outcome.NEGATIVE:
        office.start_clock(case, Rule.RECONSIDERATION_REQUEST)
        office.start_clock(case, Rule.EXIT_PERIOD)
        return 5 + int(office.draw() * 25)
    if served.kind is SECOND:
        office.start_clock(case, Rule.MOVE_ON)
        return 30
    case.override = None
    for rule in (Rule.RECOVERY_PERIOD, Rule.RECOVERY_REVIEW, Rule.CONCLUSIVE_GROUNDS_DECISION):
        office.start_clock(case, rule)
    return 10 + int(office.draw() * 40)
