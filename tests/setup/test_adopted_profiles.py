"""Which profiles are adopted is read from the environment, and what cannot be read is named."""

from __future__ import annotations

import pytest
from environs import EnvError

from opennrm.config.adopted_profiles import adopted


def test_profiles_are_adopted_each_from_its_day() -> None:
    assert adopted(["borders_act_2023@2023-01-30", " central_2009@2026-11-22"]) == [
        ("borders_act_2023", "2023-01-30"),
        ("central_2009", "2026-11-22"),
    ]


@pytest.mark.parametrize(
    ("entries", "named"),
    [
        (["central@2026-11-22"], "the profiles are central_2009, pilot_2015"),
        (["central_2009"], "needs a day"),
        (["central_2009@tomorrow"], "needs a day"),
        (["pilot_2015_direct@2026-11-22"], "nobody can work yet"),
        ([], "no profile"),
    ],
)
def test_what_cannot_be_read_is_named(entries: list[str], named: str) -> None:
    with pytest.raises(EnvError, match=named):
        adopted(entries)
