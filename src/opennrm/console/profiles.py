"""The verb `profiles`: the eras that a case can be decided under, which of them is adopted here, and who receives."""

from __future__ import annotations

import argparse
from typing import Any

from opennrm.console.house import in_the_house
from opennrm.mechanism.profiles import PROFILES

HELP = "say which profiles of the mechanism there are and which is adopted here, and make the teams it needs"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to make what is missing."""
    parser.add_argument(
        "--found",
        action="store_true",
        help="make an organisation and a team for every authority of an adopted or proposed profile that has none",
    )


@in_the_house
def run(options: argparse.Namespace) -> dict[str, Any]:
    """Look, and found what is missing if asked to."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.mechanism.calendar import legal_day  # noqa: PLC0415
    from opennrm.mechanism.vocabulary import OrganisationType  # noqa: PLC0415
    from opennrm.partners.founding import found_authorities  # noqa: PLC0415
    from opennrm.partners.receiving import without_team  # noqa: PLC0415
    from opennrm.referrals.rules import (  # noqa: PLC0415
        adoptions,
        authorities_adopted,
        reviewers_adopted,
        rules_for_new_case,
    )

    at = timezone.now()
    needed = authorities_adopted(with_waiting=True)
    reviewing = reviewers_adopted(legal_day(at), with_waiting=True)
    founded: list[str] = []
    if options.found:
        founded += found_authorities(needed, starts_on=legal_day(at), at=at)
        oversight = OrganisationType.OVERSIGHT
        founded += found_authorities(reviewing, starts_on=legal_day(at), at=at, kind=oversight)
    missing = set(without_team([*needed, *reviewing]))
    now = rules_for_new_case(legal_day(at))
    return {
        "now": {"profile": now.profile, "version": now.version},
        "founded": founded,
        "profiles": [
            {
                "key": profile.key,
                "title": profile.title,
                "first_used_on": profile.first_used_on.isoformat(),
                "last_used_on": profile.last_used_on.isoformat() if profile.last_used_on else None,
                "adopted_from": [each.from_day.isoformat() for each in adoptions() if each.profile == profile.key],
            }
            for profile in PROFILES.values()
        ],
        "authorities": [
            {"key": key, "title": title, "has_a_team": key not in missing} for key, title in needed.items()
        ],
        "reviewing": [
            {"key": key, "title": title, "has_a_team": key not in missing} for key, title in reviewing.items()
        ],
    }


def tell(result: dict[str, Any]) -> str:
    """A paragraph for each profile, and the authorities with and without a team."""
    lines = [f"New cases are decided under {result['now']['profile']}, as it stands from {result['now']['version']}."]
    for profile in result["profiles"]:
        used = f"used from {profile['first_used_on']} to {profile['last_used_on'] or 'now'}"
        here = (
            f"adopted here from {', '.join(profile['adopted_from'])}" if profile["adopted_from"] else "not adopted here"
        )
        lines += ["", f"{profile['key']}: {profile['title']}", f"  {used}; {here}"]
    lines.append("")
    for authority in result["authorities"]:
        standing = "receives referrals" if authority["has_a_team"] else "has no team: referrals to it are refused"
        lines.append(f"{authority['title']} ({authority['key']}) {standing}.")
    for body in result["reviewing"]:
        standing = "reviews decisions" if body["has_a_team"] else "has no team: no negative decision can be served"
        lines.append(f"{body['title']} ({body['key']}) {standing}.")
    if result["founded"]:
        lines += ["", f"Founded: {', '.join(result['founded'])}."]
    return "\n".join(lines)
