"""Announces what happens to a case, as the action that does it would: the row at its stage, then the event."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from opennrm.audit.record import announce, command
from opennrm.cases.models import Case, Decision
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import (
    CaseClosed,
    CaseResumed,
    CaseSuspended,
    CaseTransferred,
    CaseWithdrawn,
    ConclusiveGroundsDecided,
    Event,
    ReconsiderationAccepted,
    ReconsiderationRefused,
)
from tests.factories import cases as made

DAY = date(2026, 3, 9)


def happens(reference: str, event: type[Event], **facts: Any) -> None:
    """Announce an event about the case with this reference."""
    with command():
        announce(event(subject=reference, case=reference, **facts), at=timezone.now(), by=None)


CHANGES: dict[str, tuple[type[Event], dict[str, Any]]] = {
    "suspended": (CaseSuspended, {"reason": "missing", "review_on": DAY}),
    "resumed": (CaseResumed, {"resumed_on": DAY}),
    "withdrawn in writing": (CaseWithdrawn, {"way": "written", "withdrawn_on": DAY}),
    "withdrawn by leaving": (CaseWithdrawn, {"way": "left_the_country", "withdrawn_on": DAY}),
    "closed, died": (CaseClosed, {"reason": "died", "closed_on": DAY}),
    "closed, duplicate": (CaseClosed, {"reason": "duplicate", "closed_on": DAY}),
    "closed, consent invalid": (CaseClosed, {"reason": "consent_invalid", "closed_on": DAY}),
    "closed, turned 18": (CaseClosed, {"reason": "turned_18_without_consent", "closed_on": DAY}),
    "closed, not in jurisdiction": (CaseClosed, {"reason": "not_in_jurisdiction", "closed_on": DAY}),
    "transferred": (
        CaseTransferred,
        {
            "from_authority": "single_competent_authority",
            "to_authority": "immigration_enforcement_competent_authority",
            "owner_team": "T-1",
        },
    ),
    "reconsideration accepted": (ReconsiderationAccepted, {"decision": "reasonable_grounds"}),
    "reconsideration refused": (
        ReconsiderationRefused,
        {"decision": "reasonable_grounds", "reason": "no_new_evidence"},
    ),
}


def concluded(reference: str, outcome: str, *, by: UUID, reasons: str = made.REASONS) -> None:
    """A decision on conclusive grounds served, as the action does it: the row, then the event."""
    case, at = Case.objects.get(reference=reference), timezone.now()
    decision = Decision.objects.create(
        case=case,
        kind="conclusive_grounds",
        outcome=outcome,
        reasons=reasons,
        standard="balance_of_probabilities",
        guidance="statutory-guidance-2026-02-13",
        profile=case.profile,
        profile_version=case.profile_version,
        text_hash="0" * 64,
        state="served",
        written_at=at,
        written_by_id=by,
        served_at=at,
        served_by_id=by,
    )
    days = (legal_day(at) - case.received_on).days
    happens(
        reference,
        ConclusiveGroundsDecided,
        outcome=outcome,
        text_hash=decision.text_hash,
        decided_on=legal_day(at),
        days=days,
    )
