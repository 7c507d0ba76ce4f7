"""An authority whose negatives independent experts look at, and those experts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.assurance.panel import Panel, panel
from tests.factories import referrals


@pytest.fixture
def house(settings: Any) -> referrals.House:
    settings.PROFILES_ADOPTED = [("single_authority_2019", "2020-01-01")]
    return referrals.house()


@pytest.fixture
def experts(house: referrals.House) -> Panel:
    return panel(house.at)
