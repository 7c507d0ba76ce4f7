"""A referral that nobody corrected has one version: what was sent, by whom and when."""

from __future__ import annotations

import pytest

from opennrm.referrals.versions import versions_of
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_what_was_sent_is_the_first_version() -> None:
    house = referrals.house()
    (only,) = versions_of(house.adult())
    assert (only.number, only.by, only.at, only.reason) == (1, "Ola Brightwater", house.at, "")
    assert only.answers["first_name"] == "Linh"
