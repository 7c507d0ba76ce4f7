"""What is to be shown about safety: the project's own checks, and the requirements of ASVS 5.0 with our answers."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opennrm.config.data_folder import ROOT

HERE = Path(__file__).resolve().parent
RECORDED = ROOT / "docs/reference/proofs.json"
"""What the tests last showed, written by `./opennrm test --record`."""
DRILLED = ROOT / "docs/reference/drills.json"
"""What the drills last showed, written by `make drill`."""
CHAPTERS = {
    "1": "Encoding and what must not be run",
    "2": "Validation and order of business",
    "3": "Pages in a browser",
    "4": "HTTP",
    "5": "Files",
    "6": "Signing in",
    "7": "Sessions",
    "8": "Who may do what",
    "9": "Signed values",
    "10": "Signing in elsewhere",
    "11": "Cryptography",
    "12": "Connections",
    "13": "Configuration",
    "14": "Data",
    "15": "Code and components",
    "16": "Logs and errors",
    "17": "WebRTC",
}


@dataclass(frozen=True, slots=True)
class Check:
    """A check of the project: what is tried, the bar it must reach, and whether `make test` or `make drill` runs it."""

    id: str
    part: str
    what: str
    bar: str
    run: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement of ASVS 5.0, in our words; `answer` is empty where tests are to show it, and else `because` why."""

    id: str
    level: str
    what: str
    answer: str
    because: str

    @property
    def chapter(self) -> str:
        """Its chapter's number."""
        return self.id.partition(".")[0]


def checks() -> list[Check]:
    """Every check that applies so far, in order."""
    return [Check(**row) for row in _rows("checks.csv")]


def requirements() -> list[Requirement]:
    """Every requirement of ASVS 5.0, in order."""
    return [Requirement(**row) for row in _rows("asvs.csv")]


def recorded() -> dict[str, Any]:
    """The outcomes by test with the day they were recorded; empty before the first."""
    if not RECORDED.exists():
        return {"outcomes": {}}
    return dict(json.loads(RECORDED.read_text(encoding="utf-8")))


def drilled() -> dict[str, Any]:
    """The outcomes by test of the drills, with the day of each; a test with several cases passed if all of them did."""
    kept = json.loads(DRILLED.read_text(encoding="utf-8")) if DRILLED.exists() else {}
    outcomes: dict[str, Any] = {}
    for name, told in kept.items():
        module, _, test = name.partition("::")
        by = f"{module.replace('.', '/')}.py::{test.partition('[')[0]}"
        earlier = outcomes.get(by, told)
        worst = earlier if earlier["outcome"] != "passed" else told
        outcomes[by] = {"outcome": worst["outcome"], "on": min(earlier["on"], told["on"])}
    return outcomes


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
