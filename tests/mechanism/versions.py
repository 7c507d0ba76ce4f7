"""Versions of profiles, and decisions under them, that many tests of the law begin with."""

from __future__ import annotations

from datetime import date
from typing import Any

from opennrm.mechanism.decisions import DecisionFacts
from opennrm.mechanism.profiles import profile_on
from opennrm.mechanism.vocabulary import DecisionKind, Outcome

NOW = profile_on("borders_act_2023", date(2026, 3, 2))
AUTHOR = "00000000-0000-4000-8000-00000000000a"
OTHER = "00000000-0000-4000-8000-00000000000b"


def decision(kind: DecisionKind = DecisionKind.REASONABLE_GROUNDS, **changed: Any) -> DecisionFacts:
    """A negative decision that lacks nothing, but for what the test changes."""
    version = changed.get("version", NOW)
    rules = version.reasonable_grounds if kind is DecisionKind.REASONABLE_GROUNDS else version.conclusive_grounds
    facts = {
        "kind": kind,
        "outcome": Outcome.NEGATIVE,
        "standard": rules.standard.code,
        "guidance": version.guidance.code,
        "reasons": "The account and the evidence point elsewhere.",
        "written_by": AUTHOR,
        "version": version,
    }
    return DecisionFacts(**{**facts, **changed})
