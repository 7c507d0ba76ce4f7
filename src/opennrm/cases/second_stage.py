"""Reading what was recorded between the decisions of a case, for a page that has itself asked who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from opennrm.audit.asking import as_the_house
from opennrm.cases.models import (
    BarOverride,
    Consultation,
    Disqualification,
    Extension,
    InformationRequest,
    Leave,
    ReconsiderationRequest,
    RecoveryReview,
    Representation,
)
from opennrm.mechanism.conclusive_grounds import Purpose
from opennrm.mechanism.information import Wait
from opennrm.vault.together import Reading, Rows, read_together


@dataclass(frozen=True, slots=True)
class ConsultationRead:
    """That somebody was consulted for a purpose, or has no part in the case."""

    purpose: str
    with_whom: str
    took_part: bool
    said: str | None
    consulted_on: date
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class OverrideRead:
    """Leave to cross a bar."""

    rule: str
    due_on: date
    reason: str
    words: str
    overridden_at: datetime
    overridden_by: str


@dataclass(frozen=True, slots=True)
class RepresentationRead:
    """What somebody put about recovery, and its answer; `outcome` is empty until it is answered."""

    id: UUID
    source: str
    text: str
    received_on: date
    outcome: str
    answer: str | None
    answered_at: datetime | None
    answered_by: str | None


@dataclass(frozen=True, slots=True)
class ExtensionRead:
    """That recovery was lengthened."""

    by_days: int
    until: date
    reason: str
    words: str
    extended_at: datetime
    extended_by: str


@dataclass(frozen=True, slots=True)
class ReviewRead:
    """What the review of recovery found."""

    outcome: str
    words: str | None
    reviewed_at: datetime
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class RequestRead:
    """A request for information; `answer` is empty while it waits."""

    id: UUID
    agency: str
    agency_kind: str
    case_waits: bool
    topics: list[str]
    words: str
    asked_on: date
    due_on: date
    chase_every: int | None
    chase_on: date | None
    chased: int
    asked_by: str
    answer: str
    answered_on: date | None
    answered_with: str | None
    remark: str | None
    closed_on: date | None

    @property
    def is_waiting(self) -> bool:
        """Is an answer still hoped for?"""
        return not self.answer and self.closed_on is None

    @property
    def wait(self) -> Wait:
        """From when to when it was waited for."""
        return self.asked_on, self.answered_on or self.closed_on


@dataclass(frozen=True, slots=True)
class ReconsiderationRead:
    """A request to look at a negative decision again."""

    decision: str
    requester: str
    grounds: list[str]
    words: str
    requested_on: date
    state: str
    reason: str
    answer: str | None
    answered_at: datetime | None
    answered_by: str | None


@dataclass(frozen=True, slots=True)
class LeaveRead:
    """What somebody told of leave to stay."""

    outcome: str
    decided_on: date | None
    until: date | None
    told_by: str
    told_on: date
    words: str | None
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class DisqualificationRead:
    """What was proposed about disqualification, and what a second officer said."""

    outcome: str
    ground: str
    why: str
    need: str
    state: str
    proposed_at: datetime
    proposed_by_id: UUID
    proposed_by: str
    remark: str | None
    checked_at: datetime | None
    checked_by: str | None


@dataclass(frozen=True, slots=True)
class SecondStage:
    """Everything that was recorded between the decisions, each in the order in which it was."""

    consultations: tuple[ConsultationRead, ...]
    overrides: tuple[OverrideRead, ...]
    representations: tuple[RepresentationRead, ...]
    extensions: tuple[ExtensionRead, ...]
    reviews: tuple[ReviewRead, ...]
    requests: tuple[RequestRead, ...]
    reconsiderations: tuple[ReconsiderationRead, ...]
    leaves: tuple[LeaveRead, ...]
    disqualifications: tuple[DisqualificationRead, ...]

    def consulted_for(self, purpose: Purpose) -> dict[str, ConsultationRead]:
        """The newest consultation of each for a purpose."""
        return {each.with_whom: each for each in self.consultations if each.purpose == purpose.value}

    @property
    def waits(self) -> list[Wait]:
        """When replies were waited for."""
        return [request.wait for request in self.requests]


REQUEST = (
    "id agency agency_kind case_waits topics words asked_on due_on chase_every chase_on chased asked_by__name "
    "answer answered_on evidence__text remark closed_on"
)
ANSWERED = "answer answered_at answered_by__name"
# Of each: what it is read as, its table, its columns in the order of what it is read as, and what orders it.
PARTS: tuple[tuple[Any, Any, str, str], ...] = (
    (
        ConsultationRead,
        Consultation,
        "purpose with_whom took_part said consulted_on recorded_at recorded_by__name",
        "id",
    ),
    (OverrideRead, BarOverride, "rule due_on reason words overridden_at overridden_by__name", "id"),
    (RepresentationRead, Representation, f"id source text received_on outcome {ANSWERED}", "recorded_at"),
    (ExtensionRead, Extension, "by_days until reason words extended_at extended_by__name", "id"),
    (ReviewRead, RecoveryReview, "outcome words reviewed_at reviewed_by__name", "id"),
    (RequestRead, InformationRequest, REQUEST, "asked_at"),
    (
        ReconsiderationRead,
        ReconsiderationRequest,
        f"decision__kind requester grounds words requested_on state reason {ANSWERED}",
        "recorded_at",
    ),
    (LeaveRead, Leave, "outcome decided_on until told_by told_on words recorded_at recorded_by__name", "id"),
    (
        DisqualificationRead,
        Disqualification,
        "outcome ground why need state proposed_at proposed_by_id proposed_by__name remark checked_at checked_by__name",
        "proposed_at",
    ),
)


def second_stage_readings(case_id: UUID) -> tuple[Reading[Any], ...]:
    """The parts, to be read together with something else; `SecondStage(*parts)` puts them together."""
    return tuple(_reading(case_id, *part) for part in PARTS)


def second_stage_of(case_id: UUID) -> SecondStage:
    """What was recorded in a case, in one statement."""
    return SecondStage(*read_together(*second_stage_readings(case_id)))


@as_the_house()  # the case is another's; what they are asked of their referral is theirs
def questions_to(case_reference: str) -> list[RequestRead]:
    """What who referred was asked in the case of their referral, the newest first."""
    rows = InformationRequest.objects.filter(case__reference=case_reference, case_waits=True).order_by("-asked_at")
    return [RequestRead(*row) for row in rows.values_list(*REQUEST.split())]


def _reading(case_id: UUID, read: Any, table: Any, columns: str, order: str) -> Reading[Any]:
    rows = table.objects.filter(case_id=case_id).order_by(order, "id").values_list(*columns.split())

    def make(found: Rows) -> tuple[Any, ...]:
        return tuple(read(*row) for row in found)

    return Reading(rows, make)
