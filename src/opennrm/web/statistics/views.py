"""The figures page and its files."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from opennrm.partners.roles import Permission
from opennrm.statistics.actions import catch_up
from opennrm.statistics.export import as_csv
from opennrm.statistics.queries import TABLES
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.statistics import presenters


@page(needs=Permission.SEE_FIGURES, costly=True)
def figures(request: SignedInRequest) -> HttpResponse:
    """Every table with its chart."""
    catch_up()
    shown = [presenters.table_with_chart(make()) for make in TABLES.values()]
    return render(request, "statistics/figures.html", {"tables": shown})


@page(needs=Permission.SEE_FIGURES, confirmed=True, costly=True)
def figures_csv(request: SignedInRequest, key: str) -> HttpResponse:
    """One table as a file."""
    if key not in TABLES:
        raise Http404
    catch_up()
    response = HttpResponse(as_csv(TABLES[key]()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return response
