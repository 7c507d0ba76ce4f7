"""The lists that answers choose from: what stands in them, and adding or ending an entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from opennrm.cases.actions.lists import (
    NewEntry,
    add_to_list,
    end_in_list,
    kinds_of,
    nations_of,
    refusal_to_change_lists,
)
from opennrm.cases.list_changes import changes_told
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.roles import Permission
from opennrm.questions import lists
from opennrm.questions.lists import Entry
from opennrm.web.cases.typed_day import day_if_any, wanted_day
from opennrm.web.errors import PageError
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.rules import list_rows as presenters

Typed = Mapping[str, Sequence[str]] | None
LONGEST_SEARCH = 80


@page(needs=Permission.SEE_RULES)
def answer_lists(request: SignedInRequest) -> HttpResponse:
    """Every list, and what was changed here."""
    return render(request, "rules/lists.html", presenters.all_lists(changes_told(), legal_day(request.at)))


@page(needs=Permission.SEE_RULES)
def answer_list(
    request: SignedInRequest, list_name: str, typed: Typed = None, errors: Sequence[PageError] = ()
) -> HttpResponse:
    """What a search (`q`) finds in a list; never all of it."""
    shown = presenters.one_list(
        _known(list_name),
        "".join((typed or {}).get("q", ())[:1])[:LONGEST_SEARCH],
        changes_told(list_name),
        errors,
        today=legal_day(request.at),
        may_change=Permission.KEEP_LISTS in request.actor.permissions,
    )
    return render(request, "rules/list.html", shown | {"errors": errors})


@answer_list.post
def search(request: SignedInRequest, list_name: str) -> HttpResponseBase:
    """Search. What is typed goes into no address, so it is sent, and what it finds is shown in the answer."""
    return answer_list.again(request, status=200, list_name=_known(list_name), typed={"q": [request.POST.get("q", "")]})


@page(needs=Permission.KEEP_LISTS)
def add(
    request: SignedInRequest, list_name: str, typed: Typed = None, errors: Sequence[PageError] = ()
) -> HttpResponse:
    """The form that adds an entry, for an administrator of a competent authority."""
    _known(list_name)
    shown = presenters.add_form(list_name, kinds_of(list_name), nations_of(list_name), typed, errors)
    return render(request, "rules/change_list.html", shown | _refused(request, errors))


@add.post
def add_post(request: SignedInRequest, list_name: str) -> HttpResponseBase:
    """Add it."""
    sent = request.POST
    entry = NewEntry(
        label=sent.get("label", ""),
        also=sent.get("also", "").splitlines(),
        kind=sent.get("kind", ""),
        nation=sent.get("nation", ""),
        starts_on=day_if_any(sent, "starts_on", "day since which there is such a thing"),
        code=sent.get("code", ""),
    )
    add_to_list(_known(list_name), entry, reason=sent.get("reason", ""), by=request.actor, at=request.at)
    return redirect("answer_list", list_name=list_name)


@page(needs=Permission.KEEP_LISTS)
def end(
    request: SignedInRequest, list_name: str, code: str, typed: Typed = None, errors: Sequence[PageError] = ()
) -> HttpResponse:
    """The form that ends an entry."""
    shown = presenters.end_form(list_name, _entry(list_name, code), typed, errors)
    return render(request, "rules/change_list.html", shown | _refused(request, errors))


@end.post
def end_post(request: SignedInRequest, list_name: str, code: str) -> HttpResponseBase:
    """End it."""
    _entry(list_name, code)
    end_in_list(
        list_name,
        code,
        wanted_day(request.POST, "ends_on", "day from which it cannot be chosen"),
        request.POST.get("replaced_by", "").splitlines(),
        reason=request.POST.get("reason", ""),
        by=request.actor,
        at=request.at,
    )
    return redirect("answer_list", list_name=list_name)


def _refused(request: SignedInRequest, errors: Sequence[PageError]) -> dict[str, object]:
    refusal = refusal_to_change_lists(request.actor)
    return {"errors": errors, "refused": refusal.because if refusal else ""}


def _known(list_name: str) -> str:
    if list_name not in lists.LIST_NAMES:
        raise Http404
    return list_name


def _entry(list_name: str, code: str) -> Entry:
    found = lists.entries(_known(list_name)).get(code)
    if found is None:
        raise Http404
    return found
