"""Before an anonymous notification leaves, whoever sends it learns in a band how many are alike, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.duty_to_notify.alike import Alike, band_of, how_many_alike
from opennrm.mechanism.calendar import legal_day
from opennrm.questions.notification_facts import SharedFacts, notification_facts
from tests.factories import notifications as made


def facts() -> SharedFacts:
    return notification_facts(made.answers()).shared


@pytest.mark.parametrize(
    ("count", "band"),
    [
        (1, "no other"),
        (2, "fewer than 5"),
        (4, "fewer than 5"),
        (5, "5 to 9"),
        (9, "5 to 9"),
        (10, "10 to 49"),
        (50, "50 or more"),
        (9000, "50 or more"),
    ],
)
def test_a_number_is_told_as_a_band(count: int, band: str) -> None:
    assert band_of(count) == band


def test_the_bound_of_few_is_a_setting(settings: object) -> None:
    settings.FEW_ALIKE = 20  # type: ignore[attr-defined]
    assert [band_of(count) for count in (2, 19, 20, 50)] == ["fewer than 20", "fewer than 20", "20 to 49", "50 or more"]


@pytest.mark.django_db
def test_those_count_that_share_all_broad_facts_within_a_year() -> None:
    day = legal_day(timezone.now())
    assert how_many_alike(facts(), day).band == "no other"
    made.notified()
    made.notified(named=True, notified_nationality="vietnamese", notified_gender="female", notified_place_known="yes")
    for other in (
        {"notified_nationality": "albanian"},
        {"notified_gender": "male"},
        {"notified_exploitation": ["commercial_sex"]},
        {"under_18_during_exploitation": "yes"},
    ):
        made.notified(**other)
    assert how_many_alike(facts(), day).band == "fewer than 5"
    for _more in range(4):
        made.notified()
    assert how_many_alike(facts(), day) == Alike("5 to 9", few=False, without=())
    assert how_many_alike(facts(), day + timedelta(days=366)).band == "no other"
    assert how_many_alike(facts(), day - timedelta(days=1)).band == "no other"
    assert how_many_alike(replace(facts(), force="dyfed_powys_police"), day).band == "no other"


@pytest.mark.django_db
def test_few_are_told_with_what_could_be_left_out() -> None:
    for nationality in ("albanian", "romanian", "polish", "chinese"):
        made.notified(notified_nationality=nationality)
    alike = how_many_alike(facts(), legal_day(timezone.now()))
    assert (alike.band, alike.few) == ("no other", True)
    (without,) = alike.without
    assert (without.fact, without.question_key, without.band) == ("nationality", "notified_nationality_known", "5 to 9")
