"""Cases that wait for a panel, or came back from one: of the asker's own team, and of another."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from opennrm.cases.models import BeforePanel, Case
from opennrm.partners.models import Account
from tests.factories import cases as made
from tests.house.examples import foreign, of_another_team, own
from tests.house.examples.cases import _next_door, receives

OF_A_PANEL = ("put_before_panel", "take_from_panel", "confirm_panel_decision")


def _before_a_panel(account: Account) -> dict[str, Any]:
    """A case of the pilot in which a panel decided, with this account among who was heard."""
    reference = made.referred()
    by = made.officer("caseworker", in_team=Case.objects.get(reference=reference).owner_team)
    Case.objects.filter(reference=reference).update(
        profile="pilot_2015", profile_version="2015-11-01", stage="conclusive_grounds_to_check"
    )
    BeforePanel.objects.create(
        case=Case.objects.get(reference=reference),
        kind="conclusive_grounds",
        needs={"police": 5},
        state="decided",
        put_at=timezone.now(),
        put_by_id=by.account_id,
        outcome="positive",
        chair=account,
        heard=[str(account.id)],
        decided_at=timezone.now(),
    )
    return {"reference": reference}


@own(*OF_A_PANEL)
def _own(account: Account) -> dict[str, Any]:
    receives(account)
    return _before_a_panel(account)


@foreign(*OF_A_PANEL)
def _elsewhere() -> dict[str, Any]:
    return {"reference": made.referred()}


@of_another_team(*OF_A_PANEL)
def _beside(account: Account) -> dict[str, Any]:
    _next_door(account)
    return {"reference": made.referred()}


OF_A_LOCAL_PANEL = ("send_to_local_panel", "return_from_local_panel", "audit_local_panel")


def _before_a_local_panel() -> dict[str, Any]:
    """A case that a local panel is to decide."""
    reference = made.referred()
    Case.objects.filter(reference=reference).update(profile="borders_act_2023.child_panel_2021")
    return {"reference": reference}


@own(*OF_A_LOCAL_PANEL)
def _own_local(account: Account) -> dict[str, Any]:
    receives(account)
    return _before_a_local_panel()


@foreign(*OF_A_LOCAL_PANEL)
def _elsewhere_local() -> dict[str, Any]:
    return _before_a_local_panel()


@of_another_team(*OF_A_LOCAL_PANEL)
def _beside_local(account: Account) -> dict[str, Any]:
    _next_door(account)
    return _before_a_local_panel()
