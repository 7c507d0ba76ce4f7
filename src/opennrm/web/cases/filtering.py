"""What a work list is asked for: read from its address, put back into it, and drawn as a form of filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from markupsafe import Markup

from opennrm.cases.worklists import Asked
from opennrm.mechanism.flags import Flag
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.stages import OPEN_STAGES, Stage
from opennrm.mechanism.vocabulary import Nation, ReferralKind
from opennrm.partners.access import Actor
from opennrm.partners.directory import Colleague
from opennrm.web import wording
from opennrm.web.cases.ids import NO_UUID, uuid_in
from opennrm.web.cases.presenters import stage_in_words
from opennrm.web.cases.typed_day import as_typed, day_if_any, number_in
from opennrm.web.cases.work_lists import Tab, tab_of
from opennrm.web.errors import PageError, of_refusal
from opennrm.web.form_fields import Fields

FURTHEST = 365
"""Days: a work list looks no further ahead."""
CODED = {
    "stage": frozenset(stage.value for stage in Stage),
    "kind": frozenset(kind.value for kind in ReferralKind),
    "nation": frozenset(nation.value for nation in Nation),
    "flag": frozenset(flag.value for flag in Flag),
}
DAYS = {"received_from": "first day of receipt", "received_until": "last day of receipt"}
HOLDERS = {"me": "Me", "covering": "Those I cover for", "nobody": "Nobody yet"}


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What was asked: the tab, its stages, the filters, and all of it as an address codes it (`kept`)."""

    tab: Tab
    stages: tuple[str, ...]
    asked: Asked
    kept: dict[str, str]
    errors: tuple[PageError, ...] = ()

    @property
    def coded(self) -> str:
        """The filters as a query, the tab too."""
        return urlencode({"show": self.tab.key, **self.kept})

    @property
    def is_narrowed(self) -> bool:
        """Is anything filtered?"""
        return bool(self.kept)


def asked_in(sent: Mapping[str, str], actor: Actor, today: date, covering: Sequence[Colleague]) -> AskedFor:
    """What an address asks for. A code that there is not is left out; a day or number that is none is an error."""
    tab = tab_of(sent.get("show", ""), actor)
    kept = {name: sent[name] for name, codes in CODED.items() if sent.get(name) in codes}
    asked = Asked(kind=kept.get("kind", ""), nation=kept.get("nation", ""), flag=kept.get("flag", ""))
    stages = (kept["stage"],) if "stage" in kept else tab.stages
    asked = _of_people(asked, sent, actor, covering, kept)
    asked, errors = _of_days(asked, sent, today, kept)
    return AskedFor(tab, stages, asked, kept, tuple(errors))


def _of_people(
    asked: Asked, sent: Mapping[str, str], actor: Actor, covering: Sequence[Colleague], kept: dict[str, str]
) -> Asked:
    team, holder = uuid_in(sent.get("team", "")), sent.get("holder", "")
    if team != NO_UUID:
        kept["team"] = str(team)
        asked = replace(asked, team=team)
    holders: dict[str, tuple[UUID, ...]] = {
        "me": (actor.account_id,),
        "covering": tuple(each.id for each in covering) or (NO_UUID,),
        "nobody": (),
    }
    if holder not in holders and uuid_in(holder) == NO_UUID:
        return asked
    kept["holder"] = holder
    return replace(asked, holders=holders.get(holder, (uuid_in(holder),)), unallocated=holder == "nobody")


def _of_days(asked: Asked, sent: Mapping[str, str], today: date, kept: dict[str, str]) -> tuple[Asked, list[PageError]]:
    errors: list[PageError] = []
    if sent.get("late"):
        kept["late"] = "yes"
        asked = replace(asked, due_until=today - timedelta(days=1))
    within = sent.get("due_within", "").strip()
    if within:
        days = number_in(within)
        if days is None or days > FURTHEST:
            errors.append(PageError(f"Write a number of days up to {FURTHEST}.", "due_within"))
        elif not sent.get("late"):
            kept["due_within"] = str(days)
            asked = replace(asked, due_until=today + timedelta(days=days))
    found: dict[str, date | None] = {}
    for name, called in DAYS.items():
        try:
            found[name] = _day_of(sent, name, called)
        except Refused as refused:
            errors.append(of_refusal(refused.refusal))
    kept.update({name: day.isoformat() for name, day in found.items() if day})
    received = replace(asked, received_from=found.get("received_from"), received_until=found.get("received_until"))
    return received, errors


def _day_of(sent: Mapping[str, str], name: str, called: str) -> date | None:
    """A day as a saved list codes it, or as it was typed."""
    try:
        return date.fromisoformat(sent.get(name, ""))
    except ValueError:
        return day_if_any(sent, name, called)


def filter_fields(asked: AskedFor, sent: Mapping[str, str], people: Sequence[Colleague], actor: Actor) -> list[Markup]:
    """The fields of the form of filters, as they were filled."""
    typed = {name: [value] for name, value in {**sent, **asked.kept}.items()}
    for name in DAYS:
        if name in asked.kept:
            typed |= {box: [value] for box, value in as_typed(name, date.fromisoformat(asked.kept[name])).items()}
    fields = Fields(typed, asked.errors)
    holders = [*HOLDERS.items(), *((str(each.id), each.name) for each in people if each.id != actor.account_id)]
    stages = [(stage.value, stage_in_words(stage.value)) for stage in OPEN_STAGES]
    kinds = [(kind.value, wording.code(kind.value)) for kind in ReferralKind]
    nations = [(nation.value, wording.name(nation.value)) for nation in Nation]
    return [
        fields.select("stage", "Stands at", stages, nothing="Any stage of the list"),
        fields.select("holder", "Held by", holders, nothing="Anybody"),
        fields.select("flag", "Flag", [(flag.value, flag.words) for flag in Flag], nothing="Any or none"),
        fields.select("kind", "Referred as", kinds, nothing="Either"),
        fields.select("nation", "Nation", nations, nothing="Any"),
        fields.checkboxes("late", "Clock", [("yes", "Late")]),
        fields.line("due_within", "Due within so many days", classes="govuk-input--width-3", inputmode="numeric"),
        fields.date("received_from", "Received on or after"),
        fields.date("received_until", "Received on or before"),
    ]
