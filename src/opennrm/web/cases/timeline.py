"""The timeline of a case as its pages show it: what happened, told by kind, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from opennrm.audit.queries import Happened
from opennrm.mechanism.events import KINDS, told
from opennrm.web import wording

ON_THE_CASE = 20
"""Entries on the page of the case."""
ON_A_PAGE = 50
"""Entries on a page of the whole timeline."""


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of entry that can be looked at by itself: by the files its events stand in, or by their names."""

    key: str
    title: str
    files: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def holds(self, event: type[Any]) -> bool:
        """Does an event belong here?"""
        return event.__name__ in self.names or event.__module__.rpartition(".")[2] in self.files


GROUPS = (
    Group("views", "Views", names=frozenset(name for name in KINDS if name.endswith(("Viewed", "Revealed")))),
    Group("decisions", "Decisions", files=frozenset({"decisions"})),
    Group("letters", "Letters", files=frozenset({"letters"})),
    Group("clocks", "Clocks", files=frozenset({"clocks"})),
    Group("people", "People", files=frozenset({"access", "people"}), names=frozenset({"CaseAllocated"})),
    Group("evidence", "Evidence", names=frozenset({"EvidenceAdded", "InformationRequested", "InformationReceived"})),
    Group("casework", "Tasks, notes and flags", files=frozenset({"casework"})),
)
REST = "course"
TITLES = {"": "Everything but views", **{group.key: group.title for group in GROUPS}, REST: "The course of the case"}


def group_of(kind: str) -> str:
    """The key of the group that a kind of event belongs to: the first that holds it, else the course of the case."""
    return next((group.key for group in GROUPS if group.holds(KINDS[kind])), REST)


VIEWS = frozenset(kind for kind in KINDS if group_of(kind) == "views")


def kinds_shown(key: str) -> frozenset[str]:
    """The kinds of events that a filter of the timeline shows; without a filter all but views."""
    if not key:
        return frozenset(KINDS) - VIEWS
    return frozenset(kind for kind in KINDS if group_of(kind) == key)


def people_in(events: Iterable[Happened]) -> set[UUID]:
    """Whoever did something or is named by it, so that their names can be read together."""
    found = {event.by for event in events if event.by}
    for event in events:
        found |= {account for value in event.facts.values() if (account := _id_in(value))}
    return found


def entries(events: Sequence[Happened], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The entries, in the order given."""
    return [
        {
            "iso": event.at.isoformat(),
            "when": wording.moment(event.at),
            "sentence": told(event.kind, event.facts, names),
            "who": names.get(str(event.by), "") if event.by else "The system",
        }
        for event in events
    ]


def whole_timeline(
    reference: str, key: str, events: Sequence[Happened], names: Mapping[str, str], *, earlier: int | None
) -> dict[str, Any]:
    """A page of the whole timeline; `earlier`: the number of the event after which another page goes on."""
    address = reverse("case_timeline", kwargs={"reference": reference})
    onwards = {"kind": key, "before": earlier}
    return {
        "reference": reference,
        "title": TITLES[key],
        "kinds": [
            {"title": title, "href": f"{address}?{urlencode({'kind': each})}" if each else address, "here": each == key}
            for each, title in TITLES.items()
        ],
        "timeline": entries(events, names),
        "next_href": f"{address}?{urlencode(onwards)}" if earlier else None,
    }


def _id_in(value: object) -> UUID | None:
    if not isinstance(value, str) or len(value) != 36:
        return None
    try:
        return UUID(value)
    except ValueError:
        return None
