"""How outcomes and delays differ between groups of people: the page that is chosen from, and the same as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse

from opennrm.assurance.consistency import BREAKDOWNS, QUESTIONS, Group, compared, whole_years
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.roles import Permission
from opennrm.statistics.actions import catch_up
from opennrm.statistics.export import as_csv
from opennrm.web.assurance.consistency_tables import BY, WHAT, charts, notes, shown_table
from opennrm.web.errors import PageError
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is compared, by what, and in which years; what was chosen that cannot be is told in `errors`."""

    what: str
    by: str
    year: int | None
    years: tuple[int, ...]
    errors: tuple[PageError, ...]

    @property
    def coded(self) -> str:
        """The choice as an address holds it: codes and a year."""
        return urlencode({"what": self.what, "by": self.by, "year": self.year or ""})

    @property
    def compared_years(self) -> tuple[int, ...]:
        """One year, or all that are over where they are compared with each other."""
        return self.years if self.by == "year" else (self.year,) if self.year else ()


@page(needs=Permission.SEE_CONSISTENCY, costly=True)
def consistency(request: SignedInRequest) -> HttpResponse:
    """What was chosen, as a table with charts; an error for what cannot be chosen names its field."""
    catch_up()
    chosen = chosen_in(request.GET, legal_day(request.at))
    fields = Fields(None, chosen.errors, {"what": chosen.what, "by": chosen.by, "year": str(chosen.year or "")})
    whole, groups = (None, []) if chosen.errors else _compared(chosen)
    shown = {
        "errors": chosen.errors,
        "fields": [
            fields.radios("what", "What do you compare?", list(WHAT.items())),
            fields.radios("by", "Between which groups?", list(BY.items())),
            fields.select(
                "year",
                "In which year?",
                [(str(year), str(year)) for year in chosen.years],
                "Years that are over. Years are compared with each other whichever you choose.",
            ),
        ],
        "has_years": bool(chosen.years),
        "table": shown_table(chosen.what, chosen.by, chosen.year, whole, groups) if groups else None,
        "charts": charts(chosen.what, chosen.by, groups),
        "notes": notes(chosen.what, chosen.by),
        "file": f"{reverse('consistency_csv')}?{chosen.coded}",
    }
    return render(request, "assurance/consistency.html", shown, status=422 if chosen.errors else 200)


@page(needs=Permission.SEE_CONSISTENCY, confirmed=True, costly=True)
def consistency_csv(request: SignedInRequest) -> HttpResponse:
    """The same table as a file."""
    catch_up()
    chosen = chosen_in(request.GET, legal_day(request.at))
    if chosen.errors:
        raise Http404
    table = shown_table(chosen.what, chosen.by, chosen.year, *_compared(chosen))
    response = HttpResponse(as_csv(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="consistency-{chosen.what}-by-{chosen.by}.csv"'
    return response


def chosen_in(sent: Mapping[str, str], today: date) -> Chosen:
    """What an address asks for: codes of the lists and a year that is over, the newest unless one is named."""
    errors = []
    what, by, typed = sent.get("what", "reasonable_grounds"), sent.get("by", "nationality"), sent.get("year", "")
    if what not in QUESTIONS:
        errors.append(PageError("Choose what you compare from the list.", "what"))
        what = "reasonable_grounds"
    if by not in BREAKDOWNS:
        errors.append(PageError("Choose from the list between which groups you compare.", "by"))
        by = "nationality"
    years = tuple(whole_years(what, today))
    year = next((each for each in years if str(each) == typed), None)
    if typed and year is None:
        errors.append(PageError("Choose a year from the list. Only years that are over are compared.", "year"))
    return Chosen(what, by, year or next(iter(years), None), years, tuple(errors))


def _compared(chosen: Chosen) -> tuple[Group | None, list[Group]]:
    return compared(chosen.what, chosen.by, chosen.compared_years) if chosen.compared_years else (None, [])
