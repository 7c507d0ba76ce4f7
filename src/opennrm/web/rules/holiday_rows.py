"""What the pages of the bank holidays show, made without a browser or a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from opennrm.cases.actions.holidays import LONGEST_REASON
from opennrm.cases.holidays import HolidayRow
from opennrm.mechanism.calendar import Calendar
from opennrm.mechanism.vocabulary import Nation
from opennrm.web import wording
from opennrm.web.components import character_count, checkboxes, date_input, text_input
from opennrm.web.errors import PageError

Typed = Mapping[str, Sequence[str]] | None


def bank_holidays(
    calendar: Calendar, added: Sequence[HolidayRow], *, year: str, today: date, waiting: int, may_add: bool
) -> dict[str, Any]:
    """A year of the calendar, what was added, and how many cases are still to be counted again."""
    years = range(calendar.first_year, calendar.last_year + 1)
    asked = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else today.year
    shown = asked if asked in years else min(max(today.year, years[0]), years[-1])
    days = sorted({day for each in Nation for day in calendar.holidays[each] if day.year == shown})
    return {
        "year": shown,
        "years": [{"text": str(each), "href": f"{reverse('bank_holidays')}?year={each}"} for each in years],
        "version": calendar.version,
        "nations": [wording.name(nation.value) for nation in Nation],
        "days": [
            {"day": wording.day(day), "titles": [calendar.holidays[nation].get(day, "") for nation in Nation]}
            for day in days
        ],
        "added": [
            {
                "day": wording.day(row.day),
                "nation": wording.name(row.nation),
                "title": row.title,
                "reason": row.reason,
                "when": f"{wording.moment(row.added_at)} by {row.added_by}",
            }
            for row in added
        ],
        "waiting": waiting,
        "add_href": reverse("add_bank_holiday") if may_add else "",
    }


def add_form(typed: Typed, errors: Sequence[PageError]) -> dict[str, Markup]:
    """The fields of a bank holiday, with what was typed and what is wrong."""
    given = typed or {}

    def value(name: str) -> str:
        return (given.get(name) or [""])[0]

    def error(name: str) -> dict[str, Any]:
        message = next((each.message for each in errors if each.field_id == name), None)
        return {"errorMessage": {"text": message}} if message else {}

    parts = (("day", "2"), ("month", "2"), ("year", "4"))
    return {
        "nation": checkboxes(
            {
                "name": "nation",
                "idPrefix": "nation",
                "fieldset": {"legend": {"text": "In which nations?", "classes": "govuk-fieldset__legend--m"}},
                "items": [{"value": nation.value, "text": wording.name(nation.value)} for nation in Nation],
                "values": given.get("nation") or [],
                **error("nation"),
            }
        ),
        "day": date_input(
            {
                "id": "day",
                "namePrefix": "day",
                "fieldset": {"legend": {"text": "On which day is it taken?", "classes": "govuk-fieldset__legend--m"}},
                "hint": {"text": "The weekday, where the day itself falls on a weekend. For example, 15 6 2026"},
                "items": [
                    {"name": name, "classes": f"govuk-input--width-{width}", "value": value(f"day-{name}")}
                    for name, width in parts
                ],
                **error("day"),
            }
        ),
        "title": text_input(
            {
                "id": "title",
                "name": "title",
                "label": {"text": "What is it called?", "classes": "govuk-label--m"},
                "value": value("title"),
                **error("title"),
            }
        ),
        "reason": character_count(
            {
                "id": "reason",
                "name": "reason",
                "label": {"text": "Where was it proclaimed? (optional)", "classes": "govuk-label--m"},
                "maxlength": LONGEST_REASON,
                "rows": 2,
                "value": value("reason"),
                **error("reason"),
            }
        ),
    }
