"""The lifecycle as a page, drawn from the tables themselves, so that the picture cannot lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opennrm.mechanism.calendar import in_words
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.borders_act_2023 import PROFILE
from opennrm.mechanism.profiles.profile import DatedChange, Profile, ProfileVersion, version_on
from opennrm.mechanism.sources import SOURCES, cited
from opennrm.mechanism.stages import FINAL_STAGES, FIRST_STAGE, STEPS, Move, Stage, Step
from opennrm.mechanism.time_limits import LimitKind, TimeLimit

_EVERYWHERE = frozenset({Move.WITHDRAW, Move.CLOSE, Move.TRANSFER, Move.REOPEN})
"""Moves possible at so many stages that drawing them would hide the rest; the table below the picture has them."""


def lifecycle_page(profile: Profile = PROFILE) -> str:
    """The page, in Markdown with a Mermaid diagram, of a profile at its newest version."""
    newest = max((change.on for change in profile.changes), default=profile.first_used_on)
    version = version_on(profile, newest)
    steps = _steps_of(version)
    lines = [
        "# The lifecycle of a case",
        "",
        f"{profile.title}, as it stands from {in_words(newest)}. This page is generated from the code: do not edit it.",
        "",
        "An adult can withdraw, and a case can be closed, at every stage that is still open; a case can pass to",
        "another authority wherever no decision waits for its second officer. Once a decision was served, a case is",
        "closed only because the person died. What was withdrawn or closed can be reopened, back to the stage it",
        "left. The picture leaves those moves out.",
        "",
        "```mermaid",
        *_diagram(steps),
        "```",
        "",
        "## Moves",
        "",
        *_table(("At", "Move", "Leads to", "Recorded by", "Source"), (_move_row(step) for step in steps)),
        "",
        "## Moves that only other profiles have",
        "",
        *_table(("Profile", "At", "Move", "Leads to", "Recorded by", "Source"), _moves_elsewhere(profile, steps)),
        "",
        "## Time limits",
        "",
        *_table(
            ("Limit", "Kind", "Length", "Begins", "Means", "Source"),
            (_limit_row(limit) for limit in version.time_limits.values()),
        ),
        "",
        "A target drives alerts. A bar is not crossed without a recorded override. The first day is day nought.",
        "",
        "## Standards",
        "",
        *_standards(version),
        "",
        "## What changed, and when",
        "",
        *_table(
            ("From", "Change", "Reaches open cases", "Source", "Not verified"),
            (_change_row(change) for change in profile.changes),
        ),
        "",
        "## Sources",
        "",
        *(f"- `{source.key}`: {source.label}. {source.where}".rstrip() for source in SOURCES.values()),
        "",
    ]
    return "\n".join(lines)


def _diagram(steps: list[Step]) -> list[str]:
    drawn = [step for step in steps if _is_drawn(step)]
    return [
        "stateDiagram-v2",
        *(f"    {stage}: {stage.words}" for stage in Stage if stage in {step.stage for step in steps}),
        f"    [*] --> {FIRST_STAGE}",
        *(f"    {step.stage} --> {step.after}: {step.move.words}" for step in drawn),
        *(f"    {stage} --> [*]" for stage in Stage if stage in FINAL_STAGES),
    ]


def _steps_of(version: ProfileVersion) -> list[Step]:
    """The steps of a version between the stages that a case can come to by them."""
    found, waiting = {FIRST_STAGE}, [FIRST_STAGE]
    steps = [step for step in STEPS if step.exists_in(version)]
    while waiting:
        stage = waiting.pop()
        onward = {step.after for step in steps if step.stage is stage and step.move is not Move.REOPEN} - found
        found |= onward
        waiting += onward
    return [step for step in steps if {step.stage, step.after} <= found]


def _moves_elsewhere(profile: Profile, here: list[Step]) -> Iterator[tuple[str, ...]]:
    for other in PROFILES.values():
        if other.key != profile.key:
            days = [other.first_used_on, *(change.on for change in other.changes)]
            steps = dict.fromkeys(step for day in days for step in _steps_of(version_on(other, day)))
            yield from ((other.title, *_move_row(step)) for step in steps if step not in here and _is_drawn(step))


def _is_drawn(step: Step) -> bool:
    return step.move not in _EVERYWHERE


def _standards(version: ProfileVersion) -> list[str]:
    return [
        f"- {title}: {rules.standard.text} (`{rules.standard.code}`; {cited(rules.standard.source)})"
        for title, rules in (
            ("Reasonable grounds", version.reasonable_grounds),
            ("Conclusive grounds", version.conclusive_grounds),
        )
    ]


def _move_row(step: Step) -> tuple[str, ...]:
    return step.stage.words, step.move.words, step.after.words, f"`{step.event.__name__}`", cited(step.source)


def _limit_row(limit: TimeLimit) -> tuple[str, ...]:
    length = "none" if limit.kind is LimitKind.NONE else f"{limit.length} {limit.unit.replace('_', ' ')}"
    return limit.rule.words, limit.kind.value, length, limit.starts, limit.means, cited(limit.source)


def _change_row(change: DatedChange) -> tuple[str, ...]:
    reaches = "yes" if change.reaches_open_cases else "no"
    uncertain = f"{change.uncertain} [own]" if change.uncertain else ""
    return in_words(change.on), change.what, reaches, cited(change.source), uncertain


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return [_row(head), _row(("---",) * len(head)), *(_row(row) for row in rows)]


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
