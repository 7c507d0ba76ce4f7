"""Reads the points that a decision addresses, what was written of them, and on what in the case that can rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from opennrm.cases.evidence import evidence_of
from opennrm.cases.models import AdversePoint, InformationRequest, PointsWeighed, ReconsiderationRequest
from opennrm.mechanism.calendar import in_words, legal_day
from opennrm.mechanism.decision_points import Addressed, Point, Speaks
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.questions.frozen import catalogue_from_data
from opennrm.questions.question import Question
from opennrm.questions.summary import entry_lines
from opennrm.referrals.queries import referral_read
from opennrm.vault.hashes import keyed_hash

NONE = "none"


@dataclass(frozen=True, slots=True)
class WeighedRead:
    """What was written of points, for which decision and when, for who reads all of it."""

    id: UUID
    kind: str
    text: str
    rests_on: str
    guidance: str | None
    weighed_at: datetime


@dataclass(frozen=True, slots=True)
class AdverseRead:
    """Something that speaks against, as it was recorded."""

    id: UUID
    kind: str
    text: str
    source: str
    added_at: datetime


def points_of(case_id: UUID, reference: str) -> list[Point]:
    """The points of a case: each indicator of its referral, then each point that speaks against."""
    read = referral_read(reference)
    asked = {placed.question.key: placed.question for placed in catalogue_from_data(read.catalogue).placed}
    seen, entries = read.answers.get("indicators_seen"), read.answers.get("indicators")
    found = [_seen(asked["indicators_seen"], code) for code in (seen if isinstance(seen, list) else ()) if code != NONE]
    for number, entry in enumerate(entries if isinstance(entries, list) else (), start=1):
        said = "; ".join(entry_lines(asked["indicators"], entry))
        key = f"observation:{keyed_hash('observation', entry)[:32]}"
        found.append(Point(key, Speaks.INDICATOR, f"observation {number} of the referral", said))
    for each in adverse_of(case_id):
        name = f"the adverse point of {in_words(legal_day(each.added_at))} ({each.kind.replace('_', ' ')})"
        found.append(Point(f"adverse:{each.id}", Speaks.ADVERSE, name, each.text, each.source))
    return found


def addressed_in(case_id: UUID, kind: DecisionKind) -> list[Addressed]:
    """What was written of points for a decision, the newest first; before it was last made afresh counts no more."""
    rows = PointsWeighed.objects.filter(case_id=case_id, kind=kind.value)
    afresh = ReconsiderationRequest.objects.filter(case_id=case_id, decision__kind=kind.value, state="accepted")
    last = afresh.order_by("-answered_at").first()
    rows = rows if last is None else rows.filter(weighed_at__gte=last.answered_at)
    found: list[Addressed] = []
    taken: set[str] = set()
    for row in rows.order_by("-weighed_at", "-id"):
        points = tuple(key for key in row.points.splitlines() if key not in taken)
        taken |= set(points)
        if points:
            found.append(Addressed(points, row.text, tuple(row.rests_on.splitlines()), row.guidance or ""))
    return found[::-1]


def evidence_to_name(case_id: UUID) -> dict[str, str]:
    """On what in a case a weight can rest: the referral, pieces of evidence, and what agencies replied; by key."""
    found = {"referral": "The referral"}
    for piece in evidence_of(case_id):
        kind, on = piece.kind.replace("_", " "), in_words(legal_day(piece.added_at))
        found[f"evidence:{piece.id}"] = f"Evidence ({kind}) added on {on}, {str(piece.id)[:8]}"
    replies = InformationRequest.objects.filter(case_id=case_id, answered_on__isnull=False).order_by("asked_on", "id")
    for row in replies:
        found[f"reply:{row.id}"] = f"Reply of {row.agency} on {in_words(row.answered_on)}" if row.answered_on else ""
    return found


def adverse_of(case_id: UUID) -> list[AdverseRead]:
    """What speaks against in a case, in the order in which it was recorded."""
    rows = AdversePoint.objects.filter(case_id=case_id).order_by("added_at", "id")
    return [AdverseRead(*row) for row in rows.values_list("id", "kind", "text", "source", "added_at")]


def every_weighing(case_id: UUID) -> list[WeighedRead]:
    """All that was ever written of the points of a case."""
    rows = PointsWeighed.objects.filter(case_id=case_id).order_by("weighed_at", "id")
    return [WeighedRead(*row) for row in rows.values_list("id", "kind", "text", "rests_on", "guidance", "weighed_at")]


def _seen(question: Question, code: str) -> Point:
    label = next((choice.label for choice in question.choices if choice.value == code), code)
    return Point(f"indicator:{code}", Speaks.INDICATOR, f"the indicator “{label}”", label)
