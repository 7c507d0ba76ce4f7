"""What the work list shows: tabs, filters and rows, made without a browser or a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from opennrm.cases.worklists import WorkRow
from opennrm.mechanism.flags import Flag
from opennrm.mechanism.stages import OPEN_STAGES, SETTLED_STAGES, Stage
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.presenters import stage_in_words


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to look at the work list."""

    key: str
    title: str
    stages: tuple[str, ...]


def _both(ending: str) -> tuple[str, ...]:
    """The stages of both decisions that end so."""
    return tuple(Stage(f"{kind.value}_{ending}").value for kind in DecisionKind)


TABS = (
    Tab("open", "All open cases", tuple(stage.value for stage in OPEN_STAGES)),
    Tab("to-decide", "Waiting for a decision", _both("pending")),
    Tab("to-check", "Waiting for a second officer", _both("to_check")),
    Tab("to-serve", "Countersigned, to be served", _both("checked")),
    Tab("triage", "To be sorted", (Stage.TRIAGE.value,)),
    Tab("suspended", "Suspended", tuple(stage.value for stage in OPEN_STAGES if stage.value.startswith("suspended"))),
    Tab("settled", "Settled", tuple(sorted(stage.value for stage in SETTLED_STAGES))),
)


def tab_of(key: str, actor: Actor) -> Tab:
    """The tab asked for; otherwise the one that this actor's role works from."""
    chosen = {tab.key: tab for tab in TABS}
    only_checks = Permission.CHECK_DECISIONS in actor.permissions and Permission.DECIDE not in actor.permissions
    return chosen.get(key) or chosen["to-check" if only_checks else "open"]


def rows_of(found: Sequence[WorkRow], actor: Actor, today: date) -> list[dict[str, Any]]:
    """Lines of a work list."""
    return [
        {
            "href": reverse("case", kwargs={"reference": row.reference}),
            "reference": row.reference,
            "kind": wording.code(row.kind),
            "nation": wording.name(row.nation),
            "received_on": wording.short_day(row.received_on),
            "due_on": wording.short_day(row.due_on),
            "late": row.due_on is not None and today > row.due_on,
            "stage": stage_in_words(row.stage),
            "owner": "You" if row.owner_id == actor.account_id else row.owner or "Nobody yet",
            "flags": [Flag(flag).words for flag in row.flags if flag in set(Flag)],
        }
        for row in found
    ]


def tabs(here: Tab) -> list[dict[str, Any]]:
    """The ways to look at the work list, and which of them is looked at."""
    address = reverse("work_list")
    return [{"title": each.title, "href": f"{address}?show={each.key}", "here": each is here} for each in TABS]
