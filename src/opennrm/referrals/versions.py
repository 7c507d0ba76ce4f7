"""Reading the versions of a sent referral: as it was sent, and each correction with who made it and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from opennrm.referrals.models import Correction, Referral


@dataclass(frozen=True, slots=True)
class Version:
    """All answers as they stood from a moment on; the first is as it was sent, and has no reason."""

    number: int
    answers: dict[str, Any] = field(repr=False)
    at: datetime
    by: str
    reason: str = field(default="", repr=False)


def versions_of(reference: str) -> list[Version]:
    """Every version of a referral, the first one first, for a face that has itself asked who may see it."""
    sent = Referral.objects.values_list("answers", "submitted_at", "submitted_by__name").get(reference=reference)
    rows = Correction.objects.filter(referral__reference=reference).order_by("number")
    corrected = rows.values_list("number", "answers", "corrected_at", "corrected_by__name", "reason")
    return [Version(1, *sent), *(Version(*row) for row in corrected)]
