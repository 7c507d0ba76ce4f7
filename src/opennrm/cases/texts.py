"""The texts recorded between the decisions, as the history knows them: by which kind of event, its hash, and whether
its row still says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from opennrm.cases.models import (
    AdversePoint,
    BarOverride,
    ConsentEntry,
    Consultation,
    Extension,
    InformationRequest,
    Leave,
    Part,
    PointsWeighed,
    ReconsiderationRequest,
    RecoveryReview,
    Representation,
    ReviewAnswer,
    Wish,
)
from opennrm.vault.hashes import keyed_hash
from opennrm.vault.unreadable import still_says


@dataclass(frozen=True, slots=True)
class Recorded:
    """A text of a case: by which kind of event it is known, the hash its row carries, and that of what it says now."""

    case_id: UUID
    event: str
    text_hash: str
    hash_now: str

    @property
    def known_by(self) -> tuple[str, str]:
        """How the history knows it."""
        return self.event, self.text_hash


def consultation_hash(purpose: str, with_whom: str, took_part: bool, said: str, on: date) -> str:
    """The keyed hash of what somebody said on a day who was consulted, or that they have no part in the case."""
    return keyed_hash("consultation", [purpose, with_whom, took_part, said, on.isoformat()])


def reasoned_hash(what: str, reason: str, words: str) -> str:
    """The keyed hash of something that was done for a coded reason and in words."""
    return keyed_hash("reasoned", [what, reason, words])


def until_day(what: str | int, day: date) -> str:
    """What was done for a reason, and until which day: the bar that was crossed, or by how much recovery grew."""
    return f"{what} until {day.isoformat()}"


def representation_hash(source: str, text: str, received_on: date) -> str:
    """The keyed hash of what somebody put about a person's recovery, and of the day it came."""
    return keyed_hash("representation", [source, text, received_on.isoformat()])


def request_hash(row: InformationRequest) -> str:
    """The keyed hash of what was asked of whom, when, by when, and whether the case waits for it, as its row says."""
    days = [row.asked_on.isoformat(), row.due_on.isoformat()]
    return keyed_hash("request", [row.agency, row.agency_kind, list(row.topics), row.words, row.case_waits, *days])


def answer_hash(id_: UUID, answer: str, text: str, on: date | None = None) -> str:
    """The keyed hash of the answer to something that has an id: a request, a representation, a reconsideration.

    `on` is the day of the answer, where somebody gave one.
    """
    return keyed_hash("answer", [str(id_), answer, text, *([on.isoformat()] if on else [])])


def reconsideration_hash(requester: str, grounds: Sequence[str], words: str, requested_on: date) -> str:
    """The keyed hash of a request to look at a decision again, and of the day it came."""
    return keyed_hash("reconsideration", [requester, list(grounds), words, requested_on.isoformat()])


def leave_hash(row: Leave) -> str:
    """The keyed hash of what was told of leave to stay, by whom and when, as its row says."""
    days = [day.isoformat() if day else "" for day in (row.decided_on, row.until, row.told_on)]
    return keyed_hash("leave", [row.outcome, row.told_by, row.words or "", *days])


def disqualification_hash(outcome: str, ground: str, why: str, need: str) -> str:
    """The keyed hash of a proposal about disqualification."""
    return keyed_hash("disqualification", [outcome, ground, why, need])


def explanation_hash(explanation: str) -> str:
    """The keyed hash of how a clock explains itself."""
    return keyed_hash("explanation", explanation)


def wish_hash(row: Wish) -> str:
    """The keyed hash of a person's wish as its row says it now."""
    said = [row.wish, row.way, row.said_on.isoformat(), row.heard_by or "", row.language, row.interpreter]
    return keyed_hash("wish", [*said, row.evidence or ""])


def consent_hash(row: ConsentEntry) -> str:
    """The keyed hash of an entry in the ledger of consents as it says now, and of its place there.

    What was not asked at first is in it only where it was told, so that the hash of an older entry stays true.
    """
    said = [row.number, row.scope, row.said, row.how, row.through or "", row.language, row.interpreter]
    told_since = [row.interpreted_by or "", row.limits or ""]
    more = told_since if any(told_since) else []
    return keyed_hash("consent", [*said, row.said_on.isoformat() if row.said_on else "", *more])


def part_hash(row: Part) -> str:
    """The keyed hash of what a receiver is told of a referral, as its row says now."""
    said = [str(row.id), row.receiver, row.content]
    return keyed_hash("part", said if row.stands_for is None else [*said, row.stands_for])


def adverse_hash(row: AdversePoint) -> str:
    """The keyed hash of something that speaks against, and of where it comes from, as its row says now."""
    return keyed_hash("adverse", [str(row.id), row.kind, row.text, row.source])


def weighed_hash(row: PointsWeighed) -> str:
    """The keyed hash of what weight was given to which points, as its row says now."""
    said = [row.points, row.text, row.rests_on, row.guidance or ""]
    return keyed_hash("weighed", [str(row.id), row.kind, *said])


Hashing = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a kind of text is kept: by which event it is known, its table, the column of its hash, and its hashing."""

    event: str
    table: Any
    hashed: Hashing
    column: str = "text_hash"
    only: tuple[tuple[str, Any], ...] = ()


def _reply(row: InformationRequest) -> str:
    return answer_hash(row.id, row.answer, row.evidence.text if row.evidence else row.remark or "", row.answered_on)


KEPT = (
    Kept(
        "ConsultationRecorded",
        Consultation,
        lambda row: consultation_hash(row.purpose, row.with_whom, row.took_part, row.said or "", row.consulted_on),
    ),
    Kept("WishRecorded", Wish, wish_hash, column="wish_hash"),
    Kept("ConsentNoted", ConsentEntry, consent_hash),
    Kept("PartMade", Part, part_hash),
    Kept("AdversePointAdded", AdversePoint, adverse_hash),
    Kept("PointsAddressed", PointsWeighed, weighed_hash),
    Kept(
        "BarOverridden", BarOverride, lambda row: reasoned_hash(until_day(row.rule, row.due_on), row.reason, row.words)
    ),
    Kept(
        "RecoveryExtended",
        Extension,
        lambda row: reasoned_hash(until_day(row.by_days, row.until), row.reason, row.words),
    ),
    Kept("RecoveryReviewed", RecoveryReview, lambda row: reasoned_hash("review", row.outcome, row.words or "")),
    Kept(
        "RepresentationReceived", Representation, lambda row: representation_hash(row.source, row.text, row.received_on)
    ),
    Kept(
        "RepresentationAnswered",
        Representation,
        lambda row: answer_hash(row.id, row.outcome, row.answer or ""),
        column="answer_hash",
    ),
    Kept("LeaveRecorded", Leave, leave_hash),
    Kept("AgencyAsked", InformationRequest, request_hash),
    Kept("AgencyReplied", InformationRequest, _reply, column="answer_hash"),
    Kept(
        "ReconsiderationRequested",
        ReconsiderationRequest,
        lambda row: reconsideration_hash(row.requester, row.grounds, row.words, row.requested_on),
    ),
    Kept(
        "ReconsiderationAccepted",
        ReconsiderationRequest,
        lambda row: answer_hash(row.id, row.reason, row.answer or ""),
        column="answer_hash",
        only=(("state", "accepted"),),
    ),
    Kept(
        "ReconsiderationRefused",
        ReconsiderationRequest,
        lambda row: answer_hash(row.id, row.reason, row.answer or ""),
        column="answer_hash",
        only=(("state", "refused"),),
    ),
    Kept(
        "IndependentReviewAnswered",
        ReviewAnswer,
        lambda row: answer_hash(row.review_id, "review", row.text),
    ),
)


def texts_of(case_ids: Sequence[UUID]) -> dict[UUID, list[Recorded]]:
    """Every recorded text of these cases, by case; each table is read once."""
    found: dict[UUID, list[Recorded]] = defaultdict(list)
    rows: dict[Any, list[Any]] = {}
    for kept in KEPT:
        if kept.table not in rows:
            rows[kept.table] = list(_all(kept.table, case_ids))
        for row in rows[kept.table]:
            text_hash = getattr(row, kept.column)
            if text_hash and all(getattr(row, name) == value for name, value in kept.only):
                found[row.case_id].append(Recorded(row.case_id, kept.event, text_hash, kept.hashed(row)))
    return found


def changed_texts(texts: Iterable[Recorded]) -> Iterator[str]:
    """Which texts no longer say what their hash was made of: the kind of event that recorded each."""
    for text in texts:
        if not still_says(text.text_hash, text.hash_now):
            yield text.event


def _all(table: Any, case_ids: Sequence[UUID]) -> Any:
    rows = table.objects.filter(case_id__in=case_ids)
    return rows.select_related("evidence") if table is InformationRequest else rows
