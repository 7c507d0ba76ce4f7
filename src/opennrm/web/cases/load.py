"""The manager's view: what each colleague carries, by stage and age, and how new cases find somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.absences import AbsenceRow, absences_of
from opennrm.cases.actions.allocation_rules import set_allocation_rule
from opennrm.cases.allocation_rules import Way, ways_of
from opennrm.cases.load import AGES, Load, added_up, load_of
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.stages import OPEN_STAGES
from opennrm.partners.access import NotYours
from opennrm.partners.directory import Colleague, people_in_teams, team_names
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.presenters import stage_in_words
from opennrm.web.components.charts import bar_chart
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

WAYS = {
    Way.BY_HAND: "By hand: a manager says who holds it, or somebody takes it",
    Way.ROUND_ROBIN: "In turn among those who are there",
    Way.LEAST_LOADED: "To whoever of those who are there holds the fewest open cases",
}
AGE_WORDS = (
    f"Up to {AGES[0]} days",
    *(f"{low + 1} to {high} days" for low, high in pairwise(AGES)),
    f"More than {AGES[-1]} days",
)


@page(needs=Permission.SEE_LOAD)
def load(request: SignedInRequest) -> HttpResponse:
    """Each team that one manages: its people, stages and ages, as tables and as charts of the same numbers."""
    teams, today = request.actor.teams_for(Permission.SEE_LOAD), legal_day(request.at)
    loads = load_of(request.actor, today)
    people = people_in_teams(teams, [Permission.DECIDE], request.at)
    away = {row.account_id: row for row in absences_of((each.id for each in people), today) if row.from_on <= today}
    ways, names = ways_of(teams), team_names(teams)
    shown = {
        "teams": [
            {
                "name": name,
                "way": WAYS[ways[team]],
                "rule_href": reverse("allocation_rule", kwargs={"team_id": team}),
                **_team(team, [each for each in loads if each.team_id == team], people, away),
            }
            for team, name in names.items()
        ]
    }
    return render(request, "cases/load.html", shown)


@page(needs=Permission.ALLOCATE)
def rule(request: SignedInRequest, team_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Say how the new cases of a team find somebody."""
    if team_id not in request.actor.teams_for(Permission.ALLOCATE):
        raise NotYours
    fields = Fields(typed, errors, {"way": ways_of([team_id])[team_id]})
    shown = {
        "reference": "",
        "title": f"New cases of {team_names([team_id])[team_id]}",
        "back_to": reverse("load"),
        "lines": ("Nobody who is away is given a case.",),
        "errors": errors,
        "fields": [fields.radios("way", "How do new cases find somebody?", [(way.value, WAYS[way]) for way in Way])],
        "button": "Save",
    }
    return render(request, "cases/form.html", shown)


@rule.post
def rule_post(request: SignedInRequest, team_id: UUID) -> HttpResponse:
    """Save it."""
    set_allocation_rule(team_id, way=request.POST.get("way", ""), by=request.actor, at=request.at)
    return redirect("load")


def _team(
    team: UUID, loads: Sequence[Load], people: Sequence[Colleague], away: Mapping[UUID, AbsenceRow]
) -> dict[str, Any]:
    persons: list[tuple[UUID | None, str]] = [*((each.id, each.name) for each in people), (None, "Nobody yet")]
    by_person = [
        _row(name, [load for load in loads if load.owner_id == id_])
        | {"href": _held_by(team, id_), "away": _away(away.get(id_)) if id_ else ""}
        for id_, name in persons
    ]
    known = {id_ for id_, _name in persons}
    if left := [load for load in loads if load.owner_id not in known]:
        by_person.append(_row("People who no longer decide here", left))
    by_stage = [
        _row(stage_in_words(stage.value), [load for load in loads if load.stage == stage.value])
        for stage in OPEN_STAGES
        if any(load.stage == stage.value for load in loads)
    ]
    by_age = [_row(words, [load for load in loads if load.age == age]) for age, words in enumerate(AGE_WORDS)]
    return {
        "tables": [
            _table(f"{team}-people", "Open cases by who holds them", "Held by", by_person),
            _table(f"{team}-stages", "Open cases by where they stand", "Stands at", by_stage),
            _table(f"{team}-ages", "Open cases by days since receipt", "Age", by_age),
        ]
    }


def _row(words: str, loads: Sequence[Load]) -> dict[str, Any]:
    carried = added_up(loads)
    return {"words": words, "cases": carried.cases, "late": carried.late, "soon": carried.soon, "href": "", "away": ""}


def _table(key: str, title: str, first: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    drawn = [(row["words"], float(row["cases"])) for row in rows]
    described = "One bar for each row of the table below, which gives the same figures and how many of them are late."
    chart = bar_chart(f"chart-{key}", title, described, drawn) if any(value for _words, value in drawn) else None
    return {"title": title, "first": first, "rows": rows, "chart": chart}


def _held_by(team: UUID, account_id: UUID | None) -> str:
    asked = {"team": str(team), "holder": str(account_id) if account_id else "nobody"}
    return f"{reverse('work_list')}?{urlencode(asked)}"


def _away(row: AbsenceRow | None) -> str:
    return f"Away until {wording.day(row.until_on)}" if row else ""
