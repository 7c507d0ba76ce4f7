"""The page of the profiles: what each says at its newest version, from what source, and what differs between them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from opennrm.mechanism.calendar import in_words
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.described import rule_differences, rule_rows
from opennrm.mechanism.profiles.profile import Profile, ProfileVersion, version_on
from opennrm.mechanism.sources import cited


def profiles_page() -> str:
    """The page, in Markdown."""
    lines = [
        "# The profiles of the mechanism",
        "",
        "A profile is the mechanism as it was, or is, between two days. An installation works by the one it adopted",
        "(`OPENNRM_PROFILES`), and a case keeps the one it was received under. What nobody has verified is marked",
        "[own]. This page is generated from the code: do not edit it.",
    ]
    for profile in PROFILES.values():
        lines += ["", *_told(profile)]
    for one, other in pairwise(PROFILES.values()):
        lines += ["", *_differences(_newest(one), _newest(other))]
    return "\n".join([*lines, ""])


def _newest(profile: Profile) -> ProfileVersion:
    return version_on(profile, max((change.on for change in profile.changes), default=profile.first_used_on))


def _told(profile: Profile) -> list[str]:
    version = _newest(profile)
    until = in_words(profile.last_used_on) if profile.last_used_on else "now"
    return [
        f"## `{profile.key}`: {profile.title}",
        "",
        f"Used from {in_words(profile.first_used_on)} until {until} ({cited(profile.source)}). Its newest version is",
        f"`{version.version}`. What changed, and when:",
        "",
        *(
            f"- {in_words(change.on)}: {change.what} {f'{change.uncertain} [own]' if change.uncertain else ''}".rstrip()
            for change in profile.changes
        ),
        "",
        *_table(
            ("Rule", "What it says", "Source"),
            ((row.words, row.value, cited(row.source) if row.source else "") for row in rule_rows(version)),
        ),
    ]


def _differences(one: ProfileVersion, other: ProfileVersion) -> list[str]:
    return [
        f"## What differs between `{one.profile}` and `{other.profile}`",
        "",
        *_table(
            ("Rule", f"`{one.profile}`, {one.version}", f"`{other.profile}`, {other.version}"),
            ((f"{each.words} (`{each.path}`)", each.one, each.other) for each in rule_differences(one, other)),
        ),
    ]


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return [_row(head), _row(("---",) * len(head)), *(_row(row) for row in rows)]


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
