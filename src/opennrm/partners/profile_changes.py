"""From which days an installation works by which profile, as two administrators agreed, and what waits to be agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.adopting import Adoption
from opennrm.partners.access import Actor
from opennrm.partners.models import ProfileChange

SHOWN = 50


@dataclass(frozen=True, slots=True)
class ProfileChangeRow:
    """A change as pages show it; `simulated` holds counts, `confirmed` is None while it waits."""

    id: UUID
    profile: str
    from_day: date
    reason: str
    simulated: Mapping[str, Any]
    proposed_at: datetime
    proposed_by_id: UUID
    proposed_by: str
    settled_at: datetime | None
    settled_by: str | None
    confirmed: bool | None


COLUMNS = (
    *("id", "profile", "from_day", "reason", "simulated", "proposed_at", "proposed_by_id", "proposed_by__name"),
    *("settled_at", "settled_by__name", "confirmed"),
)


def adoptions_of_settings() -> tuple[Adoption, ...]:
    """What the settings say that this installation began with."""
    return tuple(Adoption(key, date.fromisoformat(day)) for key, day in settings.PROFILES_ADOPTED)


def all_adoptions() -> tuple[Adoption, ...]:
    """What this installation began with, and what two administrators agreed since."""
    return (*adoptions_of_settings(), *agreed_adoptions())


def agreed_adoptions() -> tuple[Adoption, ...]:
    """What two administrators agreed, beside what the settings say."""
    rows = ProfileChange.objects.filter(confirmed=True).order_by("from_day").values_list("profile", "from_day")
    return tuple(Adoption(*row) for row in rows if row[0] in PROFILES)


def waiting_adoptions() -> tuple[Adoption, ...]:
    """What was proposed and nobody has settled."""
    rows = ProfileChange.objects.filter(settled_at=None).order_by("from_day").values_list("profile", "from_day")
    return tuple(Adoption(*row) for row in rows if row[0] in PROFILES)


def profile_changes() -> list[ProfileChangeRow]:
    """The newest changes, those that wait first."""
    rows = ProfileChange.objects.order_by("-settled_at", "-proposed_at", "id").values_list(*COLUMNS)
    return [ProfileChangeRow(*row) for row in rows[:SHOWN]]


def profile_change(change_id: UUID) -> ProfileChangeRow | None:
    """One of them; None where there is no such change."""
    row = ProfileChange.objects.filter(id=change_id).values_list(*COLUMNS).first()
    return None if row is None else ProfileChangeRow(*row)


def keep_change(wanted: Adoption, reason: str, simulated: Mapping[str, Any], *, by: Actor, at: datetime) -> UUID:
    """Keep a change that waits, inside the caller's command; gives its id."""
    row = ProfileChange.objects.create(
        profile=wanted.profile,
        from_day=wanted.from_day,
        reason=reason,
        simulated=simulated,
        proposed_at=at,
        proposed_by_id=by.account_id,
    )
    return row.id


def keep_answer(change_id: UUID, *, confirmed: bool, by: Actor, at: datetime) -> None:
    """Keep how a change was settled, inside the caller's command."""
    waiting = ProfileChange.objects.filter(id=change_id, settled_at=None)
    waiting.update(settled_at=at, settled_by_id=by.account_id, confirmed=confirmed)
