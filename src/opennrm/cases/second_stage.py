"""Reading what happened between the two decisions of a case: who was consulted, and leave to cross the bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from opennrm.cases.models import BarOverride, Consultation


@dataclass(frozen=True, slots=True)
class ConsultationRead:
    """That somebody was consulted, or has no part in the case."""

    with_whom: str
    took_part: bool
    said: str
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
class SecondStage:
    """Everything that was recorded between the decisions, each in the order in which it was."""

    consultations: tuple[ConsultationRead, ...]
    overrides: tuple[OverrideRead, ...]


def second_stage_of(case_id: UUID) -> SecondStage:
    """What was recorded in a case, for a page that has itself asked who may see it."""
    consulted = Consultation.objects.select_related("recorded_by").filter(case_id=case_id).order_by("id")
    overridden = BarOverride.objects.select_related("overridden_by").filter(case_id=case_id).order_by("id")
    return SecondStage(
        consultations=tuple(
            ConsultationRead(c.with_whom, c.took_part, c.said or "", c.consulted_on, c.recorded_at, c.recorded_by.name)
            for c in consulted
        ),
        overrides=tuple(
            OverrideRead(o.rule, o.due_on, o.reason, o.words, o.overridden_at, o.overridden_by.name) for o in overridden
        ),
    )
