"""Where a referral stands, in the words of which programs of its referrer are told."""

from __future__ import annotations

from opennrm.cases.queries import Standing
from opennrm.mechanism.stages import Stage

TOLD = (Stage.RETURNED_FOR_INFORMATION.value, Stage.WITHDRAWN.value, Stage.CLOSED.value)
"""Stages that whoever referred is told of as they are."""
STAGES = (*TOLD, "reasonable_grounds_pending", "reasonable_grounds_decided", "conclusive_grounds_decided")


def stage_known(standing: Standing | None) -> str | None:
    """The stage as whoever referred may know it: never who is checking what, nor why a decision waits."""
    if standing is None:
        return None
    if standing.stage in TOLD:
        return standing.stage
    if standing.conclusive_grounds:
        return "conclusive_grounds_decided"
    return "reasonable_grounds_decided" if standing.reasonable_grounds else "reasonable_grounds_pending"
