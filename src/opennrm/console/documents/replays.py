"""The page on which one made-up case is told under every profile, row beside row."""

from __future__ import annotations

from opennrm.console.case_files import CASES
from opennrm.console.replay import newest
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.child_panel_2021 import OVERLAY
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.replaying import CaseFile, Replayed, laid_over, replay
from opennrm.mechanism.sources import SOURCES, SourceKind

WHAT = {
    "adult": "An adult from outside Europe, in Dorset: recognised on reasonable grounds, refused on conclusive grounds",
    "child": "A child of 14, in Dorset: recognised on both",
}


def replays_page() -> str:
    """The page, in Markdown."""
    lines = [
        "# One case under every profile",
        "",
        "The same made-up case, received on the same day and decided the same way, as each profile would have it.",
        "Each decision is made on the last day of its limit, or as soon as it may be where none is set.",
        "`./opennrm replay CASE --profile P` tells each with its sources. What nobody has verified is marked [own].",
        "This page is generated from the code: do not edit it.",
    ]
    for name, case in CASES.items():
        versions = [newest(key) for key in PROFILES]
        if name == "child":
            versions += [laid_over(newest(key), OVERLAY, case)[0] for key in OVERLAY.over]
        lines += ["", f"## {WHAT[name]}", ""]
        for version in versions:
            lines += [f"### `{version.profile}`", "", *_table(case, version), ""]
    return "\n".join(lines).rstrip() + "\n"


def _table(case: CaseFile, version: ProfileVersion) -> list[str]:
    return ["| | |", "| --- | --- |", *(f"| {row.what} | {row.told}{_mark(row)} |" for row in replay(case, version))]


def _mark(row: Replayed) -> str:
    return " [own]" if SOURCES[row.source].kind is SourceKind.OWN else ""
