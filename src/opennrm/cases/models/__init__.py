"""The tables of cases, gathered here so that the rest of the room imports them from one place."""

from __future__ import annotations

from opennrm.cases.models.case import NO_DAY, Case, CaseAccess
from opennrm.cases.models.clock import Clock
from opennrm.cases.models.decision import Check, Decision
from opennrm.cases.models.evidence import Evidence
from opennrm.cases.models.holiday import Holiday
from opennrm.cases.models.information import InformationRequest
from opennrm.cases.models.reconsideration import ReconsiderationRequest
from opennrm.cases.models.recovery import BarOverride, Consultation, Extension, RecoveryReview, Representation

__all__ = [
    "NO_DAY",
    "BarOverride",
    "Case",
    "CaseAccess",
    "Check",
    "Clock",
    "Consultation",
    "Decision",
    "Evidence",
    "Extension",
    "Holiday",
    "InformationRequest",
    "ReconsiderationRequest",
    "RecoveryReview",
    "Representation",
]
