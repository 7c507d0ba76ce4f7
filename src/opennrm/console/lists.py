"""The verb `lists`: shows the lists that answers choose from, adds an entry to one, and ends one."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from opennrm.config.fault import Fault
from opennrm.console.house import in_the_house
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.mechanism.vocabulary import Nation
from opennrm.questions.lists import LIST_NAMES, Entry, entries, label, matches_of_all

HELP = "search the lists that answers choose from, add an entry to one, end one, or tell what was changed"
FOUND = 30
"""Entries that a search shows at most."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, in which list, and the entry."""
    parser.add_argument(
        "todo", choices=["search", "add", "end", "changes"], help="search a list; add; end; or tell what was changed"
    )
    parser.add_argument("--list", dest="list_name", choices=[*LIST_NAMES], help="which list")
    parser.add_argument("--text", default="", help="with search: a name, or the beginning of one")
    parser.add_argument("--as", dest="who", metavar="EMAIL", help="the administrator who changes it")
    parser.add_argument("--label", default="", help="with add: what it is called")
    parser.add_argument("--also", action="append", default=[], metavar="NAME", help="another name; once for each")
    parser.add_argument("--kind", default="", help="with add: of which kind, where the list tells it")
    parser.add_argument("--nation", default="", choices=["", *Nation], help="in which nation, where the list tells it")
    parser.add_argument("--starts-on", metavar="YYYY-MM-DD", help="with add: since when there is such a thing")
    parser.add_argument("--code", default="", help="of the entry; with add it may be left out")
    parser.add_argument("--ends-on", metavar="YYYY-MM-DD", help="with end: first day on which it cannot be chosen")
    parser.add_argument(
        "--replaced-by", action="append", default=[], metavar="CODE", help="what stands in its place; once for each"
    )
    parser.add_argument("--reason", default="", help="why, and by which source")


@in_the_house
def run(options: argparse.Namespace) -> dict[str, Any]:
    """Do it. Raises `Fault` and `Refused`."""
    if options.todo == "changes":
        return {"changes": _changes(options.list_name or "")}
    if not options.list_name:
        raise Fault("Name the list with --list: " + ", ".join(LIST_NAMES) + ".")
    if options.todo == "search":
        return {"entries": [_told(each) for each in matches_of_all(options.list_name, options.text, FOUND)]}
    return {"ok": True, "list": options.list_name, "code": _changed(options), "done": options.todo}


def tell(result: dict[str, Any]) -> str:
    """What was found or changed, a line each."""
    if "entries" in result:
        lines = [f"{each['code']:<40}  {each['label']}{_end(each)}" for each in result["entries"]]
        return "\n".join(lines) or "Nothing in this list is called so."
    if "changes" in result:
        lines = [f"{each['list']}: {each['label']}{_end(each) or ', added'}" for each in result["changes"]]
        return "\n".join(lines) or "Nothing was changed: the lists are as this release brought them."
    done = "Added" if result["done"] == "add" else "Ended"
    return f"{done} in {result['list']}: {result['code']}."


def _changed(options: argparse.Namespace) -> str:
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.cases.actions.lists import NewEntry, add_to_list, end_in_list  # noqa: PLC0415
    from opennrm.console import acting  # noqa: PLC0415

    if not options.who:
        raise Fault("Name the administrator who changes the list with --as EMAIL: the history says who did.")
    at = timezone.now()
    by = acting.actor_named(options.who, at)
    if options.todo == "add":
        starts_on = _day(options.starts_on, "--starts-on") if options.starts_on else None
        entry = NewEntry(options.label, options.also, options.kind, options.nation, starts_on, options.code)
        return add_to_list(options.list_name, entry, reason=options.reason, by=by, at=at)
    if options.code not in entries(options.list_name):
        raise Refused(Refusal("no_entry", "Name an entry of the list by its --code: search tells it.", "house"))
    ends_on, successors = _day(options.ends_on, "--ends-on"), options.replaced_by
    end_in_list(options.list_name, options.code, ends_on, successors, reason=options.reason, by=by, at=at)
    return str(options.code)


def _day(text: str | None, name: str) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        raise Fault(f"Give the day with {name}, as year-month-day: {name} 2026-04-01.") from None


def _told(entry: Entry) -> dict[str, Any]:
    ends_on = entry.ends_on.isoformat() if entry.ends_on else None
    return {"code": entry.code, "label": entry.label, "ends_on": ends_on, "replaced_by": list(entry.replaced_by)}


def _changes(list_name: str) -> list[dict[str, Any]]:
    from opennrm.cases.list_changes import changes_told  # noqa: PLC0415 - Django is set up only by now

    return [
        {
            "number": each.change.number,
            "list": each.change.list_name,
            "code": each.change.code,
            "label": label(each.change.list_name, each.change.code),
            "ends_on": each.change.ends_on.isoformat() if each.change.ends_on else None,
            "replaced_by": list(each.change.replaced_by),
            "reason": each.reason,
            "at": each.at.isoformat(),
            "by": each.by,
        }
        for each in changes_told(list_name)
    ]


def _end(told: dict[str, Any]) -> str:
    if told["ends_on"] is None:
        return ""
    instead = f", in its place {', '.join(told['replaced_by'])}" if told["replaced_by"] else ""
    return f", ended on {told['ends_on']}{instead}"
