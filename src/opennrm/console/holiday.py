"""The verb `holiday`: adds a bank holiday that was proclaimed late, and counts the open clocks it lies in again."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from opennrm.config.fault import Fault
from opennrm.config.progress import say
from opennrm.console.house import in_the_house
from opennrm.mechanism.vocabulary import Nation

if TYPE_CHECKING:
    from opennrm.cases.actions.holidays import Recounted

HELP = "add a bank holiday that was proclaimed late and count open clocks again, or list those added"
SAY_EVERY = 100
"""Cases between two lines on how far it is."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and the bank holiday to add."""
    parser.add_argument(
        "todo",
        choices=["add", "list", "recount"],
        help="add one; list those added; or only count again what an interrupted `add` left",
    )
    parser.add_argument("--as", dest="who", metavar="EMAIL", help="with add: the administrator who adds it")
    parser.add_argument(
        "--nation",
        action="append",
        default=[],
        choices=[*Nation],
        help="where it is taken; give it once for each nation",
    )
    parser.add_argument("--day", metavar="YYYY-MM-DD", help="the weekday on which it is taken")
    parser.add_argument("--title", default="", help="what it is called")
    parser.add_argument("--reason", default="", help="where it was proclaimed, or why it comes late")


@in_the_house
def run(options: argparse.Namespace) -> dict[str, Any]:
    """Do it. Adding the same again adds nothing and goes on counting. Raises `Fault` and `Refused`."""
    if options.todo == "list":
        return {"holidays": _listed()}
    added = _add(options) if options.todo == "add" else []
    done = recount_with_progress()
    return {
        "ok": not done.failed,
        "added": added,
        "recounted": done.cases,
        "failed": [list(each) for each in done.failed],
    }


def tell(result: dict[str, Any]) -> str:
    """What was added and counted, or the list."""
    if "holidays" in result:
        lines = [f"{each['day']}  {each['nation']:<16}  {each['title']}" for each in result["holidays"]]
        return "\n".join(lines) or "None was added: the calendar is the one that this release brought."
    where = ", ".join(nation.replace("_", " ") for nation in result["added"])
    lines = [f"Added in {where}." if where else "Nothing was added: it was there already, or nothing was asked for."]
    lines += [f"Counted the clocks of {result['recounted']:,} cases again."]
    lines += [f"{reference} could not be counted ({kind}); its clocks stay." for reference, kind in result["failed"]]
    return "\n".join(lines)


def recount_with_progress() -> Recounted:
    """Count again what is to be counted, saying how far it is where there is much."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.cases.actions.holidays import recount_clocks  # noqa: PLC0415

    def told(done: int, of: int) -> None:
        if done % SAY_EVERY == 0:
            say(f"Counted the clocks of {done:,} of {of:,} cases again.")

    return recount_clocks(timezone.now(), told)


def _add(options: argparse.Namespace) -> list[str]:
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.cases.actions.holidays import add_holiday  # noqa: PLC0415
    from opennrm.console import acting  # noqa: PLC0415

    if not options.who:
        raise Fault("Name the administrator who adds it with --as EMAIL: the history says who did.")
    at = timezone.now()
    by = acting.actor_named(options.who, at)
    added = add_holiday(options.nation, _day(options.day), options.title, reason=options.reason, by=by, at=at)
    return [nation.value for nation in added]


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        raise Fault("Give the day of the bank holiday with --day, as year-month-day: --day 2026-06-15.") from None


def _listed() -> list[dict[str, Any]]:
    from opennrm.cases.holidays import holiday_rows  # noqa: PLC0415 - Django is set up only by now

    return [
        {
            "number": row.number,
            "nation": row.nation,
            "day": row.day.isoformat(),
            "title": row.title,
            "reason": row.reason,
            "added_at": row.added_at.isoformat(),
            "added_by": row.added_by,
        }
        for row in holiday_rows()
    ]
