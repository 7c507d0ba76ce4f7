"""The verb `replay`: one made-up case as a profile would have it."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from opennrm.config.fault import Fault
from opennrm.console.case_files import CASES, case_file
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.child_panel_2021 import OVERLAY
from opennrm.mechanism.profiles.profile import ProfileVersion, version_on
from opennrm.mechanism.replaying import laid_over, replay
from opennrm.mechanism.sources import cited

HELP = "tell one made-up case as a profile of the mechanism would have it: who decides, by when, who is told"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which case, under which profile."""
    parser.add_argument("case", metavar="CASE", help=f"{', '.join(CASES)}, or a file of your own, as JSON")
    parser.add_argument("--profile", required=True, metavar="P", help=f"one of {', '.join(PROFILES)}")
    parser.add_argument(
        "--child-panel",
        action="store_true",
        help="lay over it the panels that decide for some children, if they do",
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Replay it under the newest version of the profile."""
    if options.profile not in PROFILES:
        raise Fault(f"There is no profile {options.profile!r}: name one of {', '.join(PROFILES)}.")
    case, version, because = case_file(options.case), newest(options.profile), ""
    if options.child_panel:
        if options.profile not in OVERLAY.over:
            raise Fault(f"{OVERLAY.key} lies over {', '.join(OVERLAY.over)}, and not over {options.profile}.")
        version, refusal = laid_over(version, OVERLAY, case)
        because = refusal.because if refusal else ""
    return {
        "case": options.case,
        "profile": version.profile,
        "version": version.version,
        "not_laid_over_because": because,
        "rows": [{**asdict(row), "cited": cited(row.source)} for row in replay(case, version)],
    }


def newest(key: str) -> ProfileVersion:
    """The newest version of a profile, by its key."""
    profile = PROFILES[key]
    return version_on(profile, max((change.on for change in profile.changes), default=profile.first_used_on))


def tell(result: dict[str, Any]) -> str:
    """A line for each row, with its source."""
    lines = [f"{result['case']} under {result['profile']}, as it stands from {result['version']}:"]
    if result["not_laid_over_because"]:
        lines.append(f"No local panel decides this case. {result['not_laid_over_because']}")
    lines += [f"  {row['what']}: {row['told']} ({row['cited']})" for row in result["rows"]]
    return "\n".join(lines)
