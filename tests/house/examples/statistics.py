"""Figures: the same for everybody who may see them; an unknown table stands for somebody else's."""

from __future__ import annotations

from typing import Any

from opennrm.partners.models import Account
from tests.house.examples import foreign, own


@foreign("figures_csv")
def _no_table() -> dict[str, Any]:
    return {"key": "no-such-table"}


@own("figures_csv")
def _table(account: Account) -> dict[str, Any]:
    return {"key": "referrals"}
