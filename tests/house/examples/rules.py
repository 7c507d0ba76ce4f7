"""Profiles and lists: the same for everybody who may see them; one that there is not stands for somebody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from opennrm.partners.models import Account, ProfileChange
from tests.browser.people_opened import NOTHING_TRIED
from tests.house.examples import foreign, own


@foreign("profile")
def _no_profile() -> dict[str, Any]:
    return {"key": "no_such_profile"}


@own("profile")
def _profile(account: Account) -> dict[str, Any]:
    return {"key": "central_2009"}


@foreign("answer_list", "add_to_list")
def _no_list() -> dict[str, Any]:
    return {"list_name": "no_such_list"}


@own("answer_list", "add_to_list")
def _list(account: Account) -> dict[str, Any]:
    return {"list_name": "councils"}


@foreign("end_in_list")
def _no_entry() -> dict[str, Any]:
    return {"list_name": "councils", "code": "no_such_council"}


@own("end_in_list")
def _entry(account: Account) -> dict[str, Any]:
    return {"list_name": "councils", "code": "abe"}


@foreign("profile_change", "settle_profile")
def _no_change() -> dict[str, Any]:
    return {"change_id": uuid4()}


@own("profile_change", "settle_profile")
def _change(account: Account) -> dict[str, Any]:
    row = ProfileChange.objects.create(
        profile="central_2009",
        from_day=timezone.now().date() + timedelta(days=40),
        reason="The partnership agreed.",
        simulated=NOTHING_TRIED,
        proposed_at=timezone.now(),
        proposed_by=account,
    )
    return {"change_id": row.id}
