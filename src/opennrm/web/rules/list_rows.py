"""What the pages of the lists show, made without a browser or a database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from opennrm.cases.list_changes import ListChangeTold
from opennrm.questions import lists
from opennrm.questions.lists import Entry
from opennrm.web import wording
from opennrm.web.errors import PageError
from opennrm.web.form_fields import Fields, Typed

TITLES = {
    "nationalities": "Nationalities",
    "councils": "Councils",
    "police_forces": "Police forces",
    "uk_towns": "Towns named without their county",
    "uk_places": "Places in the United Kingdom",
    "uk_regions": "Regions of the United Kingdom",
    "indicators_general": "Indicators, general",
    "indicators_of_children": "Indicators of children",
    "indicators_of_kinds": "Indicators of kinds of exploitation",
    "overseas_countries": "Countries overseas",
    "languages": "Languages",
}
FOUND = 30
"""Entries that a search shows at most."""


def all_lists(told: Sequence[ListChangeTold], today: date) -> dict[str, Any]:
    """Every list with how much of it can be chosen today, and what was changed here last."""
    return {
        "lists": [
            {"text": TITLES[name], "href": _address(name), "entries": f"{len(lists.offered(name, today)):,}"}
            for name in lists.LIST_NAMES
        ],
        "changes": _changes(told),
    }


def one_list(
    list_name: str,
    text: str,
    told: Sequence[ListChangeTold],
    errors: Sequence[PageError],
    *,
    today: date,
    may_change: bool,
) -> dict[str, Any]:
    """What a search finds in a list, and what was changed in it."""
    found = lists.matches_of_all(list_name, text, FOUND)
    return {
        "title": TITLES[list_name],
        "text": text,
        "box": Fields(None, errors, {"q": text}).line("q", "Search this list", "A name, or the beginning of one."),
        "found": [_row(list_name, entry, today, may_change) for entry in found],
        "is_cut": len(found) == FOUND,
        "changes": _changes(told),
        "add_href": reverse("add_to_list", kwargs={"list_name": list_name}) if may_change else "",
    }


def add_form(
    list_name: str, kinds: Sequence[str], nations: Sequence[str], typed: Typed, errors: Sequence[PageError]
) -> dict[str, Any]:
    """The fields of a new entry: of which kind and in which nation only where the list tells it."""
    fields = Fields(typed, errors)
    shown = [
        fields.line("label", "What is it called?"),
        fields.text("also", "What else is it called? (optional)", "One name on each line. A search finds them too.", 3),
    ]
    if kinds:
        shown.append(fields.select("kind", "Of which kind is it?", [(kind, wording.code(kind)) for kind in kinds]))
    if nations:
        named = [(nation, wording.name(nation)) for nation in nations if nation]
        nothing = "In several, or not known" if "" in nations else "Choose one"
        shown.append(fields.select("nation", "In which nation is it?", named, nothing=nothing))
    shown += [
        fields.date("starts_on", "Since when is there such a thing? (optional)", "For example, 1 4 2026"),
        fields.line(
            "code",
            "Code (optional)",
            "Where a standard or an organisation has one. Otherwise one is made of the name.",
        ),
        _reason(fields),
    ]
    return {"title": TITLES[list_name], "ended": "", "href": _address(list_name), "fields": shown}


def end_form(list_name: str, entry: Entry, typed: Typed, errors: Sequence[PageError]) -> dict[str, Any]:
    """The fields of the end of an entry."""
    fields = Fields(typed, errors)
    shown: list[Markup] = [
        fields.date("ends_on", "From which day on can it not be chosen?", "For example, 1 4 2026"),
        fields.text(
            "replaced_by",
            "What stands in its place? (optional)",
            "The name of an entry of this list on each line. Whoever types the old name is told to choose among them.",
            3,
        ),
        _reason(fields),
    ]
    return {"title": TITLES[list_name], "ended": entry.label, "href": _address(list_name), "fields": shown}


def _reason(fields: Fields) -> Markup:
    return fields.line("reason", "Why, and by which source?", "For example, the order that made the new council.")


def _address(list_name: str) -> str:
    return reverse("answer_list", kwargs={"list_name": list_name})


def _row(list_name: str, entry: Entry, today: date, may_change: bool) -> dict[str, str]:
    ends = may_change and entry.ends_on is None
    address = reverse("end_in_list", kwargs={"list_name": list_name, "code": entry.code})
    return {
        "label": entry.label,
        "also": ", ".join(entry.also),
        "code": entry.code,
        "until": _until(list_name, entry),
        "end_href": address if ends else "",
    }


def _until(list_name: str, entry: Entry) -> str:
    if entry.ends_on is None:
        return "can be chosen"
    instead = ", ".join(lists.label(list_name, code) for code in entry.replaced_by)
    return f"ended on {wording.day(entry.ends_on)}" + (f"; in its place: {instead}" if instead else "")


def _changes(told: Sequence[ListChangeTold]) -> list[dict[str, str]]:
    return [
        {
            "list": TITLES.get(each.change.list_name, each.change.list_name),
            "what": _what(each),
            "reason": each.reason,
            "when": f"{wording.moment(each.at)} by {each.by}",
        }
        for each in told
    ]


def _what(told: ListChangeTold) -> str:
    change = told.change
    if change.ends_on is None:
        return f"{change.label}: added"
    entry = lists.entries(change.list_name).get(change.code)
    return f"{entry.label}: {_until(change.list_name, entry)}" if entry else f"{change.code}: ended"
