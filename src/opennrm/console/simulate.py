"""The verb `simulate`: how many outcomes' ways, clocks and letters would change had past cases come under a profile."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

from opennrm.config.fault import Fault
from opennrm.console.case_files import past_cases_in
from opennrm.console.house import in_the_house, without_database
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.adopting import Adoption, adopted_on
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.replaying import CaseFile
from opennrm.mechanism.simulating import Part, PastCase, Simulated, simulate

HELP = "tell what would have changed had past cases come under another profile: outcomes, clocks, letters"
ALL = "all"
SHOWN = 20
"""References that the text names; --json gives every one."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which profile, on which cases."""
    parser.add_argument("profile", metavar="PROFILE", help=f"one of {', '.join(PROFILES)}")
    parser.add_argument(
        "--on",
        required=True,
        metavar="CASES",
        help='"all", a number of the latest cases, or a file of made-up ones, as JSON',
    )
    parser.add_argument(
        "--from",
        dest="from_day",
        metavar="YYYY-MM-DD",
        help="as if adopted from this day: cases received before it are left out (default: none is)",
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Read the cases, and lay each beside itself. Nothing is changed. Raises `Fault`."""
    if options.profile not in PROFILES:
        raise Fault(f"There is no profile {options.profile!r}: name one of {', '.join(PROFILES)}.")
    from_day = _day(options.from_day)
    cases = _cases(options.on)
    looked_at = [case for case in cases if from_day is None or case.file.received_on >= from_day]
    return told_of(options.profile, simulate(looked_at, rules_under(options.profile)), len(cases) - len(looked_at))


def rules_under(profile: str) -> Callable[[CaseFile], ProfileVersion]:
    """The rules that a case would have come in under, had this profile been adopted; its fallback outside its areas."""
    adoptions = (Adoption(profile, date.min),)
    return lambda case: adopted_on(adoptions, PROFILES, case.received_on, case.area)


def told_of(profile: str, simulated: Simulated, left_out: int) -> dict[str, Any]:
    """The result as one object: counts, and the references of cases of which something would change."""
    parts = simulated.cases_by_part()
    return {
        "profile": profile,
        "cases": len(simulated.rows),
        "left_out": left_out,
        "not_told": list(simulated.not_told),
        "changed": len(simulated.changed),
        "decisions": simulated.decided,
        "decided_another_way": simulated.other_way,
        "clocks": simulated.count(Part.CLOCK),
        "letters": simulated.count(Part.LETTER),
        "cases_by_part": {part.value: count for part, count in parts.items()},
        "cases_by_row": simulated.rows_by_key(),
        "references": list(simulated.changed),
    }


def tell(result: dict[str, Any]) -> str:
    """A table of parts, and the first references."""
    decisions = f"{result['decided_another_way']} of {result['decisions']} decisions would have gone another way"
    lines = [
        f"Had {result['cases']} cases come under {result['profile']}, {result['changed']} would have gone otherwise.",
        f"{decisions}, with the same outcome: no outcome is invented here.",
        f"{result['clocks']} clocks and {result['letters']} letters would have been others.",
        "",
        "  cases  what would have been otherwise",
    ]
    lines += [f"  {count:>5}  {Part(part).words}" for part, count in result["cases_by_part"].items()]
    lines += [f"  {count:>5}    {key}" for key, count in result["cases_by_row"].items()]
    if result["left_out"]:
        lines += ["", f"{result['left_out']} cases were received before that day."]
    if result["not_told"]:
        lines += ["", f"Not told, for want of a calendar: {_some(result['not_told'])}."]
    if result["references"]:
        lines += ["", f"Otherwise: {_some(result['references'])}."]
    return "\n".join(lines)


def _some(references: list[str]) -> str:
    more = f" and {len(references) - SHOWN} more (--json names them)" if len(references) > SHOWN else ""
    return ", ".join(references[:SHOWN]) + more


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Fault(f"--from needs a day, as in 2026-03-02, and not {text!r}.") from None


def _cases(on: str) -> list[PastCase]:
    if on == ALL or on.isdecimal():
        if on != ALL and not int(on):
            raise Fault('Give a number of cases over 0, or "all".')
        return _of_the_house(None if on == ALL else int(on))
    without_database()
    from opennrm.partners.profile_changes import adoptions_of_settings  # noqa: PLC0415 - Django is set up only by now

    adopted = adoptions_of_settings()
    return past_cases_in(on, lambda case: adopted_on(adopted, PROFILES, case.received_on, case.area))


@in_the_house
def _of_the_house(latest: int | None) -> list[PastCase]:
    from opennrm.cases.past_cases import past_cases  # noqa: PLC0415 - Django is set up only by now

    return past_cases(latest)
