"""The groups that `./opennrm test` runs, what each showed, and how that is told at the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

OTHERS = "not browser and not story and not faults and not drill"
RULES = ("tests/mechanism", "tests/questions", "tests/house")


@dataclass(frozen=True, slots=True)
class Group:
    """Tests that run together: the paths and marks that choose them, and how many processes share them."""

    name: str
    paths: tuple[str, ...]
    marks: str = OTHERS
    processes: int = 0
    database: bool = True
    syncs: bool = False
    browser: bool = False


GROUPS = (
    Group("rules", RULES, processes=2),
    Group("rooms", ("tests", *(f"--ignore={path}" for path in RULES)), processes=2),
    Group("browser", ("tests",), marks="(browser or story) and not faults and not drill", processes=2, browser=True),
    Group("faults", ("tests",), marks="faults and not drill", syncs=True),
)
FAST = Group("fast", RULES[:2], database=False)
DRILL = Group("drill", ("tests",), marks="drill or faults", syncs=True)
"""What is too long for every run, and the faults again at full size."""

CHECKS = (
    ("lint", ("ruff", "check", ".")),
    ("format", ("ruff", "format", "--check", ".")),
    ("types", ("mypy",)),
    ("floors", ("lint-imports",)),
    ("migrations", ("python", "manage.py", "makemigrations", "--check", "--dry-run")),
)
"""What is checked without running the product; the first word is a program of the environment."""


@dataclass(slots=True)
class Shown:
    """What a group showed, and the sentences about what it could not show."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    not_shown: list[str] = field(default_factory=list)


def read_results(path: Path, shown: Shown) -> Shown:
    """Add what pytest wrote in its results file at `path`; a missing file counts as one failure."""
    try:
        tree = ElementTree.parse(path)  # noqa: S314 - our own pytest wrote it a moment ago
    except (OSError, ElementTree.ParseError):
        shown.failed += 1
        shown.not_shown.append(f"{shown.name}: pytest ended before it could tell its results.")
        return shown
    why: Counter[str] = Counter()
    for case in tree.iter("testcase"):
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            shown.failed += 1
        elif skipped is not None:
            shown.skipped += 1
            why[skipped.get("message") or "no reason given"] += 1
        else:
            shown.passed += 1
    shown.not_shown += [f"{shown.name}: {count} not shown: {reason}" for reason, count in why.items()]
    return shown


def table(groups: list[Shown]) -> str:
    """One line a group: what passed, failed and was skipped, and its seconds."""
    head = f"{'group':<12}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}"
    rows = [f"{g.name:<12}{g.passed:>8}{g.failed:>8}{g.skipped:>9}{g.seconds:>9.1f}" for g in groups]
    return "\n".join([head, *rows])


def closing_line(groups: list[Shown]) -> str:
    """The last line of all output: the sums over all groups."""
    passed, failed = sum(g.passed for g in groups), sum(g.failed for g in groups)
    skipped = sum(g.skipped for g in groups)
    return f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")


def has_shown(groups: list[Shown]) -> bool:
    """Whether something was shown and nothing failed."""
    return any(g.passed for g in groups) and not any(g.failed for g in groups)
