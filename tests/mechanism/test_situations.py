"""Who counted as a national of the European Economic Area, and on which day."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.mechanism.profiles.profile import Situation
from opennrm.mechanism.situations import EUROPEAN_ECONOMIC_AREA, UNITED_KINGDOM, situations_of
from opennrm.questions.lists import entries

OUTSIDE, CONTROL = Situation.OUTSIDE_EUROPEAN_ECONOMIC_AREA, Situation.SUBJECT_TO_IMMIGRATION_CONTROL
DAY = date(2016, 5, 2)


@pytest.mark.parametrize(
    ("nationalities", "reference", "on", "found"),
    [
        (["british"], False, DAY, set()),
        (["welsh"], True, DAY, set()),
        (["polish"], False, DAY, set()),
        (["polish"], True, DAY, {CONTROL}),
        (["vietnamese"], False, DAY, {OUTSIDE}),
        (["vietnamese"], True, DAY, {OUTSIDE, CONTROL}),
        (["vietnamese", "french"], False, DAY, set()),
        (["stateless"], False, DAY, {OUTSIDE}),
        (["croatian"], False, date(2013, 6, 30), {OUTSIDE}),
        (["croatian"], False, date(2013, 7, 1), set()),
        ([None, None], False, DAY, set()),
        ([None], True, DAY, {CONTROL}),
    ],
)
def test_what_decides_the_authority(
    nationalities: list[str | None], reference: bool, on: date, found: set[Situation]
) -> None:
    assert situations_of(nationalities, has_immigration_reference=reference, on=on) == found


def test_every_nationality_named_is_one_that_a_referral_can_hold() -> None:
    assert set(entries("nationalities")) >= UNITED_KINGDOM | EUROPEAN_ECONOMIC_AREA
