"""Whom the mechanism is for, by nation and day."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.mechanism.profiles import profile_on
from opennrm.mechanism.profiles.scope import Coverage, scope_in
from opennrm.mechanism.vocabulary import Nation

ALL, ONLY_TRAFFICKING = Coverage.ALL_MODERN_SLAVERY, Coverage.TRAFFICKING


@pytest.mark.parametrize(
    ("profile", "day", "nation", "covers"),
    [
        ("central_2009", date(2015, 7, 30), Nation.ENGLAND, ONLY_TRAFFICKING),
        ("central_2009", date(2015, 7, 31), Nation.ENGLAND, ALL),
        ("central_2009", date(2015, 7, 31), Nation.WALES, ALL),
        ("central_2009", date(2015, 7, 31), Nation.SCOTLAND, ONLY_TRAFFICKING),
        ("central_2009", date(2026, 3, 2), Nation.NORTHERN_IRELAND, ONLY_TRAFFICKING),
        ("borders_act_2023", date(2026, 3, 2), Nation.SCOTLAND, ALL),
    ],
)
def test_whom_it_is_for_on_a_day(profile: str, day: date, nation: Nation, covers: Coverage) -> None:
    assert scope_in(profile_on(profile, day).scope, nation).covers is covers


def test_a_nation_that_a_profile_leaves_out_is_an_error() -> None:
    with pytest.raises(KeyError):
        scope_in((), Nation.WALES)
