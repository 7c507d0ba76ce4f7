"""The texts recorded between the decisions, as the history knows them: by which kind of event, its hash, and whether
its row still says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from opennrm.cases.models import (
    BarOverride,
    Consultation,
    Extension,
    InformationRequest,
    ReconsiderationRequest,
    RecoveryReview,
    Representation,
    Wish,
)
from opennrm.vault.hashes import keyed_hash


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


def consultation_hash(purpose: str, with_whom: str, took_part: bool, said: str) -> str:
    """The keyed hash of what somebody said who was consulted, or that they have no part in the case."""
    return keyed_hash("consultation", [purpose, with_whom, took_part, said])


def reasoned_hash(what: str, reason: str, words: str) -> str:
    """The keyed hash of something that was done for a coded reason and in words."""
    return keyed_hash("reasoned", [what, reason, words])


def representation_hash(source: str, text: str) -> str:
    """The keyed hash of what somebody put about a person's recovery."""
    return keyed_hash("representation", [source, text])


def request_hash(agency: str, agency_kind: str, topics: Sequence[str], words: str) -> str:
    """The keyed hash of what was asked of whom."""
    return keyed_hash("request", [agency, agency_kind, list(topics), words])


def answer_hash(id_: UUID, answer: str, text: str) -> str:
    """The keyed hash of the answer to something that has an id: a request, a representation, a reconsideration."""
    return keyed_hash("answer", [str(id_), answer, text])


def reconsideration_hash(requester: str, grounds: Sequence[str], words: str) -> str:
    """The keyed hash of a request to look at a decision again."""
    return keyed_hash("reconsideration", [requester, list(grounds), words])


def wish_hash(row: Wish) -> str:
    """The keyed hash of a person's wish as its row says it now."""
    said = [row.wish, row.way, row.said_on.isoformat(), row.heard_by or "", row.language, row.interpreter]
    return keyed_hash("wish", [*said, row.evidence or ""])


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
    return answer_hash(row.id, row.answer, row.evidence.text if row.evidence else row.remark or "")


def _asked(row: InformationRequest) -> str:
    return request_hash(row.agency, row.agency_kind, row.topics, row.words)


KEPT = (
    Kept(
        "ConsultationRecorded",
        Consultation,
        lambda row: consultation_hash(row.purpose, row.with_whom, row.took_part, row.said or ""),
    ),
    Kept("WishRecorded", Wish, wish_hash, column="wish_hash"),
    Kept("BarOverridden", BarOverride, lambda row: reasoned_hash(row.rule, row.reason, row.words)),
    Kept("RecoveryExtended", Extension, lambda row: reasoned_hash(str(row.by_days), row.reason, row.words)),
    Kept("RecoveryReviewed", RecoveryReview, lambda row: reasoned_hash("review", row.outcome, row.words or "")),
    Kept("RepresentationReceived", Representation, lambda row: representation_hash(row.source, row.text)),
    Kept(
        "RepresentationAnswered",
        Representation,
        lambda row: answer_hash(row.id, row.outcome, row.answer or ""),
        column="answer_hash",
    ),
    Kept("AgencyAsked", InformationRequest, _asked),
    Kept("AgencyReplied", InformationRequest, _reply, column="answer_hash"),
    Kept(
        "ReconsiderationRequested",
        ReconsiderationRequest,
        lambda row: reconsideration_hash(row.requester, row.grounds, row.words),
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
        if text.hash_now != text.text_hash:
            yield text.event


def _all(table: Any, case_ids: Sequence[UUID]) -> Any:
    rows = table.objects.filter(case_id__in=case_ids)
    return rows.select_related("evidence") if table is InformationRequest else rows
