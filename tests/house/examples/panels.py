"""Sittings and cases before panels: of the asker's team, or to which they were asked; and of somebody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from opennrm.cases.models import Case
from opennrm.mechanism.panels.members import Agency
from opennrm.panels.lawful import rules_kept
from opennrm.panels.models import Counted, Hearing, Invitation, Seat, Sitting
from opennrm.partners.models import Account, RoleHeld, Team
from tests.factories import cases as made
from tests.factories import partners as people
from tests.house.examples import foreign, own
from tests.panels.pilot import rules_of

OF_SITTINGS = ("own_sitting", "sitting_calendar")
OF_HEARINGS = (
    "panel_hearing",
    "declare_to_panel",
    "leave_hearing",
    "chair_hearing",
    "casting_vote",
    "dissent",
    "panel_minutes",
)


def _decided(team: Team, asked: Account) -> Hearing:
    """A case that a panel of this team decided; somebody was asked to its sitting, and sat on it or chaired it."""
    now = timezone.now()
    is_chair = RoleHeld.objects.filter(account=asked, role="panel_chair").exists()
    sitting = Sitting.objects.create(
        team=team,
        starts_at=now - timedelta(hours=1),
        minutes=60,
        places=3,
        chair=asked,
        how_to_join="Telephone 07700 900123",
        state="called",
        called_at=now,
        called_by=asked,
    )
    agency = "" if is_chair else Agency.POLICE.value
    whose: dict[str, Any] = {"sitting": sitting, "team": team, "account": asked, "organisation": asked.organisation}
    Invitation.objects.create(**whose, agency=agency, asked_at=now, asked_by=asked, answer="comes")
    reference = made.referred()
    hearing = Hearing.objects.create(
        sitting=sitting,
        team=team,
        case=Case.objects.get(reference=reference),
        reference=reference,
        chair=asked,
        state="decided",
        rules=rules_kept(rules_of(1)),
        put_at=now,
        put_by=asked,
    )
    Seat.objects.create(**whose, hearing=hearing, agency=agency, declared_at=now, votes=not is_chair)
    Counted.objects.create(hearing=hearing, team=team, choice="positive", votes=[1, 0, 0], votes_hash="0" * 64)
    return hearing


def _team_of(account: Account) -> Team:
    held = RoleHeld.objects.filter(account=account, team__isnull=False).first()
    assert held is not None
    assert held.team is not None
    return held.team


@own(*OF_SITTINGS, "sitting_to_convene")
def _sitting(account: Account) -> dict[str, Any]:
    return {"sitting_id": _decided(_team_of(account), account).sitting_id}


@own(*OF_HEARINGS)
def _hearing(account: Account) -> dict[str, Any]:
    return {"hearing_id": _decided(_team_of(account), account).id}


@own("change_hearing")
def _both(account: Account) -> dict[str, Any]:
    found = _decided(_team_of(account), account)
    return {"sitting_id": found.sitting_id, "hearing_id": found.id}


def _elsewhere() -> Hearing:
    home = people.organisation()
    return _decided(people.team(home), people.account("panel_member", of=home))


@foreign(*OF_SITTINGS, "sitting_to_convene")
def _other_sitting() -> dict[str, Any]:
    return {"sitting_id": _elsewhere().sitting_id}


@foreign(*OF_HEARINGS)
def _other_hearing() -> dict[str, UUID]:
    return {"hearing_id": _elsewhere().id}


@foreign("change_hearing")
def _other_both() -> dict[str, UUID]:
    found = _elsewhere()
    return {"sitting_id": found.sitting_id, "hearing_id": found.id}
