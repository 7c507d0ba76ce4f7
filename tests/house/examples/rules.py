"""Profiles: the same for everybody who may see them; one that there is not stands for somebody else's."""

from __future__ import annotations

from typing import Any

from opennrm.partners.models import Account
from tests.house.examples import foreign, own


@foreign("profile")
def _no_profile() -> dict[str, Any]:
    return {"key": "no_such_profile"}


@own("profile")
def _profile(account: Account) -> dict[str, Any]:
    return {"key": "central_2009"}
