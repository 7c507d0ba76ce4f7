"""The page of assurance: each check and requirement with the test that shows it, or that nothing shows it yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from opennrm.console.documents.assured import CHAPTERS, Requirement, checks, drilled, recorded, requirements
from opennrm.console.marked_tests import Marked, marked_tests, shown_by_id

NOT_YET = "**not yet**"
SIGNED = "[decision 0031](../decisions/0031-what-is-promised-of-safety.md)"
ANSWERS = {
    "not_applicable": "Does not apply: ",
    "operator": "For the operator: ",
    "deviation": f"Not done, and signed by the maintainers in {SIGNED}: ",
}
INTRODUCTION = """# Assurance: what is promised of safety, and which test shows it

Generated from the tests (the marker `proves`) and from what they last showed; do not edit it by hand. A line without a
test says so. "Passed" means: in the run that `./opennrm test --record` wrote down, or, of a test that is too long for
that, in its last drill ([drills](drills.md) says on which commit); the day is the earliest. A test that is named here
and ran in neither is "not run". Nobody but us has tried this, and a test is not a penetration test."""
OF_ASVS = """The requirements are those of the OWASP Application Security Verification Standard 5.0.0, by their numbers
and levels; the words are ours, so read the standard for what each asks. What does not apply, is for whoever operates an
installation, or deviates, says why. We claim no level: "not yet" is a requirement that nothing shows."""
OF_PLANTED = """Each harness that looks for something is tried on something planted for it to find."""


def assurance_page() -> str:
    """The Markdown of the page."""
    tests, shown = marked_tests(), with_drills(recorded(), drilled())
    by_id = shown_by_id(tests)
    return "\n".join(
        [
            INTRODUCTION,
            "",
            *_sums(by_id, shown),
            "",
            "## Checks of the project",
            "",
            *_of_checks(by_id, shown),
            "",
            "## Planted bugs",
            "",
            OF_PLANTED,
            "",
            *_of_planted(tests),
            "",
            "## ASVS 5.0",
            "",
            OF_ASVS,
            "",
            *_of_asvs(by_id, shown),
        ]
    )


def with_drills(shown: Mapping[str, Any], drills: Mapping[str, Any]) -> dict[str, Any]:
    """What was recorded; of tests that are too long for that, or failed at full size, what their last drill showed."""
    failed = {test: told for test, told in drills.items() if told["outcome"] == "failed"}
    return {**shown, "outcomes": {**drills, **shown["outcomes"], **failed}}


def state(tests: Iterable[Marked], shown: Mapping[str, Any]) -> str:
    """What became of the tests that show one id: passed with the day, or which of them did not."""
    outcomes = [shown["outcomes"].get(test.test) for test in tests]
    if not outcomes:
        return NOT_YET
    days = [each["on"] for each in outcomes if each and each["outcome"] == "passed"]
    if len(days) == len(outcomes):
        return f"passed {min(days)}"
    if any(each and each["outcome"] == "failed" for each in outcomes):
        return "**failed**"
    return "in part" if days else "not run"


def _sums(by_id: Mapping[str, list[Marked]], shown: Mapping[str, Any]) -> list[str]:
    ours, theirs = [check.id for check in checks()], requirements()
    rest = [each for each in theirs if not each.answer]
    answered = len(theirs) - len(rest)
    rows = [("checks of the project", ours, 0), ("ASVS 5.0", [each.id for each in rest], answered)]
    lines = ["| | with a test | of these passed | answered otherwise | not yet |", "|---|---|---|---|---|"]
    for name, ids, otherwise in rows:
        tested = [each for each in ids if each in by_id]
        passed = [each for each in tested if state(by_id[each], shown).startswith("passed")]
        lines.append(f"| {name} | {len(tested)} | {len(passed)} | {otherwise} | {len(ids) - len(tested)} |")
    return lines


def _of_checks(by_id: Mapping[str, list[Marked]], shown: Mapping[str, Any]) -> list[str]:
    runs = {"test": "`make test`", "drill": "`make drill`", "both": "both"}
    lines = ["| id | what is tried | bar | run by | shown by | state |", "|---|---|---|---|---|---|"]
    for check in checks():
        tests = by_id.get(check.id, [])
        cells = (check.id, check.what, check.bar, runs[check.run], _links(tests), state(tests, shown))
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _of_planted(tests: Iterable[Marked]) -> list[str]:
    files: dict[str, list[Marked]] = {}
    for test in tests:
        if test.plants:
            files.setdefault(test.path, []).append(test)
    lines = ["| harness | finds what is planted in |", "|---|---|"]
    return lines + [f"| `{path}` | {_links(planted)} |" for path, planted in files.items()]


def _of_asvs(by_id: Mapping[str, list[Marked]], shown: Mapping[str, Any]) -> list[str]:
    lines = []
    for number, title in CHAPTERS.items():
        lines += [f"### V{number} {title}", "", "| id | level | what | shown by | state |", "|---|---|---|---|---|"]
        lines += [_line(each, by_id, shown) for each in requirements() if each.chapter == number]
        lines.append("")
    return lines


def _line(each: Requirement, by_id: Mapping[str, list[Marked]], shown: Mapping[str, Any]) -> str:
    tests = by_id.get(each.id, [])
    told = state(tests, shown) if tests or not each.answer else "answered"
    why = f"{ANSWERS[each.answer]}{each.because}" if each.answer else ""
    return f"| {each.id} | {each.level} | {each.what} | {' '.join(filter(None, (why, _links(tests))))} | {told} |"


def _links(tests: Iterable[Marked]) -> str:
    return ", ".join(f"[{_words(test.name)}](../../{test.path})" for test in tests)


def _words(name: str) -> str:
    return name.removeprefix("test_").replace("_", " ")
