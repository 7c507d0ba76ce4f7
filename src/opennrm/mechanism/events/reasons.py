"""What can happen while the reasons of a decision are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from opennrm.mechanism.events.event import Code, Event, Hash

__all__ = ["AdversePointAdded", "PointsAddressed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdversePointAdded(Event):
    """Something that speaks against was recorded, with where it comes from; `point_kind` is coded."""

    point_kind: Code
    text_hash: Hash

    sentence: ClassVar[str] = "A point that speaks against was recorded: {point_kind}."


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsAddressed(Event):
    """An officer said what weight they give to one or several points of a case for a decision."""

    decision: Code
    text_hash: Hash

    sentence: ClassVar[str] = "Points of the case were addressed for the decision on {decision}."
