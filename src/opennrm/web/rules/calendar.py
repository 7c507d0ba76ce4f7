"""The bank holidays that clocks are counted by, and adding one that was proclaimed late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from opennrm.cases.actions.holidays import add_holiday, refusal_to_keep_calendar
from opennrm.cases.holidays import calendar_now, holiday_rows, how_many_to_recount
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.roles import Permission
from opennrm.web.errors import PageError
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.rules import holiday_rows as presenters

NOT_A_DAY = Refusal("not_a_day", "Give the day, month and year of the bank holiday, such as 15 6 2026.", "house", "day")


@page(needs=Permission.SEE_RULES)
def bank_holidays(request: SignedInRequest) -> HttpResponse:
    """The bank holidays of a year in the four nations, and those that were added here."""
    shown = presenters.bank_holidays(
        calendar_now(),
        holiday_rows(),
        year=request.GET.get("year", ""),
        today=legal_day(request.at),
        waiting=how_many_to_recount(),
        may_add=Permission.KEEP_CALENDAR in request.actor.permissions,
    )
    return render(request, "rules/bank_holidays.html", shown)


@page(needs=Permission.KEEP_CALENDAR, of_several=("nation",))
def add(
    request: SignedInRequest, typed: Mapping[str, Sequence[str]] | None = None, errors: Sequence[PageError] = ()
) -> HttpResponse:
    """The form that adds one, for an administrator of a competent authority."""
    refusal = refusal_to_keep_calendar(request.actor)
    return render(
        request,
        "rules/add_bank_holiday.html",
        {"fields": presenters.add_form(typed, errors), "errors": errors, "refused": refusal.because if refusal else ""},
    )


@add.post
def add_post(request: SignedInRequest) -> HttpResponseBase:
    """Add it. The clocks are counted again by whatever delivers, and by the daily sweep."""
    add_holiday(
        request.POST.getlist("nation"),
        _day(request),
        request.POST.get("title", ""),
        reason=request.POST.get("reason", ""),
        by=request.actor,
        at=request.at,
    )
    return redirect("bank_holidays")


def _day(request: SignedInRequest) -> date:
    parts = (request.POST.get(f"day-{part}", "").strip() for part in ("year", "month", "day"))
    try:
        return date(*(int(part) if part.isascii() and part.isdigit() and len(part) < 5 else 0 for part in parts))
    except ValueError:
        raise Refused(NOT_A_DAY) from None
