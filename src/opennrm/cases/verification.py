"""Does every case stand where its history says? The events of each are folded and compared with its rows.

Cases are compared a few hundred at a time, so that memory stays the same for a hundred thousand of them. Call it within
one transaction that sees one moment (REPEATABLE READ), or a case that moves meanwhile looks like a finding.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F

from opennrm.audit.access import access_by_history, access_by_rows, restriction_by_history
from opennrm.audit.findings import AT_ONCE, MOST, Difference, Told, first, in_batches, nobody
from opennrm.audit.queries import Happened, cases_told_of, events_of_cases
from opennrm.cases.models import (
    BeforePanel,
    Case,
    CaseAccess,
    Check,
    Clock,
    Decision,
    Disqualification,
    Evidence,
    IndependentReview,
    InformationRequest,
    Wish,
)
from opennrm.cases.texts import Recorded, changed_texts, disqualification_hash, explanation_hash, texts_of
from opennrm.mechanism.decisions import text_hash
from opennrm.mechanism.fold import BrokenHistory, CaseFacts, ClockFacts, DecisionState, Entry, fold
from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from opennrm.referrals.queries import people_of_referrals
from opennrm.vault.hashes import keyed_hash
from opennrm.vault.unreadable import Unreadable, reading_past_unreadable, still_says

Compared = tuple[str, Any, Any]
"""What is compared, what the history says, what the row says."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a case that its history is compared with: of decisions and checks, those that stand.

    `person_id` is whom its referral is about. Of access and clocks every row counts, ended or not.
    """

    case: Case
    clocks: Sequence[Clock]
    wishes: Sequence[Wish]
    decisions: Sequence[Decision]
    checks: Sequence[Check]
    evidence: Sequence[Evidence]
    texts: Sequence[Recorded]
    requests: Sequence[InformationRequest]
    access: Sequence[CaseAccess]
    reviews: Sequence[IndependentReview]
    panels: Sequence[BeforePanel]
    disqualifications: Sequence[Disqualification]
    person_id: UUID | None


def check_cases(told: Told = nobody, most: int = MOST) -> list[Difference]:
    """What does not hold in the cases, at most `most`; `told` hears how many cases were compared so far."""
    with reading_past_unreadable():
        return first(_all_differences(told), most)


def _all_differences(told: Told) -> Iterator[Difference]:
    cases = Case.objects.order_by("reference").defer("opened_at", "version")
    count = 0
    for batch in in_batches(cases.iterator(chunk_size=AT_ONCE)):
        events = events_of_cases([case.reference for case in batch])
        for rows in _rows_of(batch):
            for what in differences(rows, events[rows.case.reference]):
                yield Difference(rows.case.reference, what)
        count += len(batch)
        told(count)
    for references in in_batches(cases_told_of()):
        kept = set(Case.objects.filter(reference__in=references).values_list("reference", flat=True))
        for reference in references:
            if reference not in kept:
                yield Difference(reference, "the history tells of this case, and there is no such case")


def _rows_of(cases: Sequence[Case]) -> Iterator[Rows]:
    ids = [case.id for case in cases]
    clocks, decisions, checks, evidence, access = (
        _by_case(rows)
        for rows in (
            Clock.objects.filter(case_id__in=ids).defer("started_at"),
            Decision.objects.filter(case_id__in=ids, state__in=["put_forward", "served"]).defer("written_at"),
            Check.objects.filter(decision__case_id__in=ids, agreed=True, void_at__isnull=True)
            .annotate(case_id=F("decision__case_id"))
            .defer("remark", "checked_at"),
            Evidence.objects.filter(case_id__in=ids).defer("added_at"),
            CaseAccess.objects.filter(case_id__in=ids),
        )
    )
    texts = texts_of(ids)
    wishes = _by_case(Wish.objects.filter(case_id__in=ids).only("case_id", "wish_hash", "state"))
    requests = _by_case(InformationRequest.objects.filter(case_id__in=ids).defer("words", "remark"))
    reviews = _by_case(
        IndependentReview.objects.filter(case_id__in=ids).only("case_id", "text_hash", "round", "state", "opinion")
    )
    panels = _by_case(BeforePanel.objects.filter(case_id__in=ids).defer("needs", "put_at", "decided_at", "hearing"))
    disqualifications = _by_case(Disqualification.objects.filter(case_id__in=ids).defer("remark"))
    people = people_of_referrals([case.reference for case in cases])
    for case in cases:
        yield Rows(
            case=case,
            clocks=clocks[case.id],
            wishes=wishes[case.id],
            decisions=decisions[case.id],
            checks=checks[case.id],
            evidence=evidence[case.id],
            texts=texts[case.id],
            requests=requests[case.id],
            access=access[case.id],
            reviews=reviews[case.id],
            panels=panels[case.id],
            disqualifications=disqualifications[case.id],
            person_id=people.get(case.reference),
        )


def _by_case(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found


def differences(rows: Rows, events: Sequence[Happened]) -> list[str]:
    """What the rows of a case say otherwise than its events do, each as the end of a sentence about the case."""
    if not events:
        return ["the history says nothing of this case"]
    try:
        facts = fold(Entry(event.kind, event.facts, event.at, str(event.by) if event.by else None) for event in events)
    except BrokenHistory as broken:
        return [f"its history cannot have happened, at entry {events[broken.position].seq}: {broken.because}"]
    except (KeyError, TypeError, ValueError):
        return [f"its history cannot be read, between the entries {events[0].seq} and {events[-1].seq}"]
    return [
        f"the history says {_word(by_history)} of {what}, the row says {_word(by_row)}"
        for what, by_history, by_row in _compared(rows, facts)
        if by_history != by_row
    ] + [*_seen_or_about_otherwise(rows, events), *_texts_changed(rows)]


def _compared(rows: Rows, facts: CaseFacts) -> Iterator[Compared]:
    case = rows.case
    running = [clock for clock in facts.clocks.values() if clock.is_running]
    yield "the stage", facts.stage, case.stage
    yield "the kind", facts.referral_kind, case.kind
    yield "the age", facts.age_answer, case.age_answer
    yield "the nation", facts.nation, case.nation
    yield "the authority", facts.authority, case.authority
    yield "the profile", facts.profile, case.profile
    yield "the day of receipt", facts.received_on, case.received_on
    yield "the team that holds it", facts.owner_team, str(case.owner_team_id)
    yield "who holds it", facts.owner, str(case.owner_id) if case.owner_id else None
    yield from _compared_outcomes(case, facts)
    yield "the day it is looked at again", facts.review_on, case.review_on
    yield "why it ended", facts.ended_because, case.ended_because
    yield "the day it ended", facts.ended_on, case.ended_on
    yield from _compared_clocks(rows.clocks, running, facts)
    yield "the day it is due", min((clock.due_on for clock in running if clock.due_on), default=None), case.due_on
    yield "the evidence", sorted(facts.evidence), sorted(piece.text_hash for piece in rows.evidence)
    yield "the texts recorded between the decisions", sorted(facts.texts), sorted(text.known_by for text in rows.texts)
    yield (
        "what independent reviewers looked at",
        sorted(facts.looked_at),
        sorted((row.text_hash, row.round, row.state, row.opinion) for row in rows.reviews),
    )
    yield (
        "what was put before panels",
        sorted(facts.before_panels),
        sorted((row.kind, row.state, row.outcome, row.who_was_heard) for row in rows.panels),
    )
    yield (
        "disqualification",
        sorted(facts.disqualifications),
        sorted(
            (row.text_hash, row.state, str(row.proposed_by_id), str(row.checked_by_id or ""))
            for row in rows.disqualifications
        ),
    )
    yield "what the person wished", sorted(facts.wishes), sorted((row.wish_hash, row.state) for row in rows.wishes)
    yield (
        "the requests for information",
        {(key, each.answer, each.chased, each.is_closed) for key, each in facts.requests.items()},
        {(str(row.id), row.answer, row.chased, row.closed_on is not None) for row in rows.requests},
    )
    standing = {decision.kind: decision for decision in rows.decisions}
    for kind, state in facts.decisions.items():
        row = standing.get(kind.value)
        checks = [check for check in rows.checks if row and check.decision_id == row.id]
        yield from _compared_decisions(kind, state, row, checks)


def _compared_clocks(rows: Sequence[Clock], running: Sequence[ClockFacts], facts: CaseFacts) -> Iterator[Compared]:
    run = [row for row in rows if row.ended_at is None]
    yield (
        "the running clocks",
        {(clock.rule, clock.starts_on, clock.due_on, clock.limit_kind, clock.calendar_version) for clock in running},
        {(row.rule, row.starts_on, row.due_on, row.kind, row.calendar_version) for row in run},
    )
    yield (
        "how the running clocks are explained",
        {(clock.rule, clock.explanation_hash) for clock in running},
        {(row.rule, explanation_hash(row.explanation)) for row in run},
    )
    yield (
        "the clocks that have ended",
        Counter(facts.ended_clocks),
        Counter((row.rule, row.starts_on, row.due_on, row.ended_because) for row in rows if row.ended_at is not None),
    )


def _compared_outcomes(case: Case, facts: CaseFacts) -> Iterator[Compared]:
    first, second = (facts.decision(kind) for kind in DecisionKind)
    yield "the outcome", first.outcome if first.decided_on else "", case.reasonable_grounds
    yield "the day of the decision", first.decided_on, case.reasonable_grounds_on
    yield "the second outcome", second.outcome if second.decided_on else "", case.conclusive_grounds
    yield "the day of the second decision", second.decided_on, case.conclusive_grounds_on


def _compared_decisions(
    kind: DecisionKind, state: DecisionState, row: Decision | None, checks: Sequence[Check]
) -> Iterator[Compared]:
    what = f"the decision on {kind.value.replace('_', ' ')}"
    text = state.served_hash or state.put_forward_hash
    by_history = (state.outcome, text, "served" if state.served_hash else "put_forward") if text else None
    yield what, by_history, (row.outcome, row.text_hash, row.state) if row else None
    if row is not None and state.profile is not None:
        rules = (state.profile, state.profile_version)
        yield f"the rules of {what}", rules, (row.profile, row.profile_version)
    signed = (state.countersigned_hash, state.countersigned_by) if state.countersigned_hash else None
    by_row = (checks[0].text_hash, str(checks[0].checked_by_id)) if checks else None
    yield f"the countersignature of {what}", signed, by_row


def _texts_changed(rows: Rows) -> Iterator[str]:
    for decision in rows.decisions:
        if decision.outcome not in set(Outcome) or not still_says(decision.text_hash, hash_of_decision(decision)):
            yield f"the text of the decision on {decision.kind.replace('_', ' ')} was changed behind its hash"
    for piece in rows.evidence:
        now = keyed_hash("evidence", [piece.kind, piece.text, piece.source or ""])
        if not still_says(piece.text_hash, now):
            yield "the text of a piece of evidence was changed behind its hash"
    for row in rows.disqualifications:
        if not still_says(row.text_hash, disqualification_hash(row.outcome, row.ground, row.why, row.need)):
            yield "the text of a disqualification was changed behind its hash"
    for what in changed_texts(rows.texts):
        yield f"a text that {what} tells of was changed behind its hash"


def _seen_or_about_otherwise(rows: Rows, events: Sequence[Happened]) -> Iterator[str]:
    if access_by_history(events, "case") != access_by_rows(rows.access):
        yield "who may see it is not who the history gave access to"
    if (rows.case.restricted, rows.case.restricted_because) != restriction_by_history(events):
        yield "whether it is restricted is not what its history says"
    if rows.case.person_id != rows.person_id:
        yield "it is about another person than its referral"


def hash_of_decision(decision: Decision) -> str:
    """The keyed hash of a decision as its row reads now; the same as `deciding.decision_hash` while nobody touched it.

    Raises `ValueError` for an outcome that there is not.
    """
    if isinstance(decision.reasons, Unreadable):
        return decision.reasons.why
    text = text_hash(Outcome(decision.outcome), decision.standard, decision.guidance, decision.reasons)
    return keyed_hash("decision", text)


def _word(value: Any) -> str:
    """A value as a sentence tells it; hashes and what is made of several values are long, and tell a reader nothing."""
    if value in (None, "", (), [], set()):
        return "nothing"
    if isinstance(value, list | set | tuple):
        return ", ".join(sorted(_word(part) for part in value))
    text = str(value)
    return f"{text[:8]}…" if len(text) == 64 else text.replace("_", " ")
