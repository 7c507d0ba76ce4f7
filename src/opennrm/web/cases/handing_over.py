"""The pages on which cases are handed over, and on which one says that one will be away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.absences import AbsenceRow, absences_of
from opennrm.cases.actions.absence import end_absence, record_absence
from opennrm.cases.actions.handing_over import hand_over_all, hand_over_case
from opennrm.cases.team import colleagues_for
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.access import NotYours
from opennrm.partners.directory import Colleague, people_in_teams
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.ids import uuid_in
from opennrm.web.cases.seeing import seen
from opennrm.web.cases.typed_day import wanted_day
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.versions import version_in

KNOW = "What should your colleague know?"
THEY_READ_IT = "They read it at the top of the case."


@page(needs=Permission.WORK_ON_CASES)
def one(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Hand a case over to a colleague, with a note."""
    read = seen(request, reference, Permission.WORK_ON_CASES)
    people = colleagues_for(read, Permission.DECIDE, request.at)
    fields = Fields(typed, errors)
    shown = {
        "reference": reference,
        "title": "Hand the case over",
        "back_to": reverse("case", kwargs={"reference": reference}),
        "lines": (f"Held by {read.owner or 'nobody yet'}. Tasks of whoever holds it go along.",),
        "version": read.version,
        "errors": errors,
        "fields": [
            fields.select("to", "To whom?", _choices(people, but=read.owner_id)),
            fields.text("note", KNOW, THEY_READ_IT, rows=5),
        ],
        "button": "Hand it over",
    }
    return render(request, "cases/form.html", shown)


@one.post
def one_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Hand it over."""
    hand_over_case(
        reference,
        to=uuid_in(request.POST.get("to", "")),
        note=request.POST.get("note", ""),
        seen=version_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    return redirect("case", reference=reference)


@page(needs=Permission.WORK_ON_CASES)
def every(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Hand over every case that somebody holds, because they leave or are away for long."""
    teams = request.actor.teams_for(Permission.WORK_ON_CASES)
    deciding = people_in_teams(teams, [Permission.DECIDE], request.at)
    fields = Fields(typed, errors, {"giver": str(request.GET.get("of", request.actor.account_id))})
    shown = {
        "reference": "",
        "title": "Hand over all cases",
        "back_to": reverse("absences"),
        "lines": ("Every case that they hold passes to one colleague of the same team, with their open tasks.",),
        "errors": errors,
        "fields": [
            fields.select("giver", "Whose cases?", _choices(_may_speak_for(request))),
            fields.select("to", "To whom?", _choices(deciding)),
            fields.text("note", KNOW, THEY_READ_IT, rows=5),
        ],
        "button": "Hand them over",
    }
    return render(request, "cases/form.html", shown)


@every.post
def every_post(request: SignedInRequest) -> HttpResponse:
    """Hand them over, and say what became of each."""
    done = hand_over_all(
        uuid_in(request.POST.get("giver", "")),
        to=uuid_in(request.POST.get("to", "")),
        note=request.POST.get("note", ""),
        by=request.actor,
        at=request.at,
    )
    return render(request, "cases/handed_over.html", {"passed": done.passed, "stayed": done.stayed})


@page(needs=Permission.WORK_ON_CASES)
def absences(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Who of one's teams is or will be away, and a form to say so."""
    teams = request.actor.teams_for(Permission.WORK_ON_CASES)
    colleagues = people_in_teams(teams, [Permission.WORK_ON_CASES], request.at)
    speaks_for = _may_speak_for(request)
    today = legal_day(request.at)
    rows = absences_of({each.id for each in colleagues} | {request.actor.account_id}, today)
    fields = Fields(typed, errors, {"account": str(request.GET.get("of", request.actor.account_id))})
    shown = {
        "errors": errors,
        "rows": [_absence(row, row.account_id in {each.id for each in speaks_for}) for row in rows],
        "fields": [
            fields.select("account", "Who will be away?", _choices(speaks_for)),
            fields.date("from", "First day", "For example, 27 3 2027"),
            fields.date("until", "Last day"),
            fields.select("cover", "Who covers for them? (optional)", _choices(colleagues), nothing="Nobody"),
        ],
    }
    return render(request, "cases/absences.html", shown)


@absences.post
def absences_post(request: SignedInRequest) -> HttpResponse:
    """Record it."""
    cover = request.POST.get("cover", "")
    record_absence(
        uuid_in(request.POST.get("account", "")),
        from_on=wanted_day(request.POST, "from", "first day"),
        until_on=wanted_day(request.POST, "until", "last day"),
        cover=uuid_in(cover) if cover else None,
        by=request.actor,
        at=request.at,
    )
    return redirect("absences")


@page(needs=Permission.WORK_ON_CASES)
def end(request: SignedInRequest, absence_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """End an absence early, or call it off."""
    people = _may_speak_for(request)
    found = [row for row in absences_of((each.id for each in people), legal_day(request.at)) if row.id == absence_id]
    if not found:
        raise NotYours
    shown = {
        "reference": "",
        "title": "End this absence?",
        "back_to": reverse("absences"),
        "lines": (f"{found[0].name}: {_days(found[0])}",),
        "errors": errors,
        "fields": (),
        "button": "End it",
    }
    return render(request, "cases/form.html", shown)


@end.post
def end_post(request: SignedInRequest, absence_id: UUID) -> HttpResponse:
    """End it."""
    end_absence(absence_id, by=request.actor, at=request.at)
    return redirect("absences")


def _may_speak_for(request: SignedInRequest) -> list[Colleague]:
    """Oneself, and those of the teams that one manages."""
    managed = people_in_teams(request.actor.teams_for(Permission.ALLOCATE), [Permission.WORK_ON_CASES], request.at)
    own = Colleague(request.actor.account_id, request.actor.name)
    return [own, *(each for each in managed if each.id != own.id)]


def _choices(people: list[Colleague], *, but: UUID | None = None) -> list[tuple[str, str]]:
    return [(str(each.id), each.name) for each in people if each.id != but]


def _absence(row: AbsenceRow, may_end: bool) -> dict[str, Any]:
    covered = f"Covered by {row.cover}" if row.cover else "Covered by nobody"
    href = reverse("end_absence", kwargs={"absence_id": row.id}) if may_end else None
    return {"name": row.name, "days": _days(row), "cover": covered, "href": href}


def _days(row: AbsenceRow) -> str:
    return f"{wording.day(row.from_on)} to {wording.day(row.until_on)}"
