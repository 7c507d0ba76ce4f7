"""The tables of cases, gathered here so that the rest of the room imports them from one place."""

from __future__ import annotations

from opennrm.cases.models.case import NO_DAY, Case, CaseAccess
from opennrm.cases.models.clock import Clock
from opennrm.cases.models.decision import Check, Decision
from opennrm.cases.models.evidence import Evidence
from opennrm.cases.models.party import Party
from opennrm.cases.models.wish import Wish

__all__ = ["NO_DAY", "Case", "CaseAccess", "Check", "Clock", "Decision", "Evidence", "Party", "Wish"]
