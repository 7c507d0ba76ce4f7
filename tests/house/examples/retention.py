"""Holds on the record of a case: of the asker's team, of another authority, and of another team of their own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from opennrm.mechanism.calendar import legal_day
from opennrm.partners.models import Account, Team
from opennrm.retention.actions.holding import hold_record
from tests.factories import cases as made
from tests.house.examples import foreign, of_another_team, own
from tests.house.examples.cases import _next_door, receives


def _held(team: Team) -> dict[str, Any]:
    reference, at = made.referred(), timezone.now()
    by = made.officer("records_officer", in_team=team)
    review_on = legal_day(at) + timedelta(days=30)
    hold = hold_record(reference, because="A court.", review_on=review_on, by=by, at=at)
    return {"reference": reference, "hold_id": hold}


@own("hold_record")
def _record(account: Account) -> dict[str, Any]:
    receives(account)
    return {"reference": made.referred()}


@foreign("hold_record")
def _record_elsewhere() -> dict[str, Any]:
    return {"reference": made.referred()}


@of_another_team("hold_record")
def _record_beside(account: Account) -> dict[str, Any]:
    _next_door(account)
    return {"reference": made.referred()}


@own("end_hold")
def _hold(account: Account) -> dict[str, Any]:
    return _held(receives(account))


@foreign("end_hold")
def _hold_elsewhere() -> dict[str, Any]:
    return _held(made.authority_team())


@of_another_team("end_hold")
def _hold_beside(account: Account) -> dict[str, Any]:
    return _held(_next_door(account))
