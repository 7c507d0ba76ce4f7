"""A case folded from its events: the facts, and what each kind of event does to them, one file a kind."""

from __future__ import annotations

from opennrm.mechanism.fold.facts import BrokenHistory, CaseFacts, ClockFacts, DecisionState, Entry
from opennrm.mechanism.fold.folding import fold

__all__ = ["BrokenHistory", "CaseFacts", "ClockFacts", "DecisionState", "Entry", "fold"]
