"""Who looked, when and why: with names for the team, and with organisation and role for the person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.looks import looks_at, looks_for_person
from opennrm.partners.models import RoleHeld
from tests.factories.need import held
from tests.factories.partners import client_for, explained
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> House:
    return house()


def test_each_look_says_who_as_what_and_why_and_alike_ones_of_a_day_are_told_together(here: House) -> None:
    reference = held(here)
    client = client_for(here.caseworker)
    for _ in range(3):
        assert client.get(f"/cases/{reference}/").status_code == 200
    explained(client_for(here.second_caseworker), reference, "quality_check").get(f"/cases/{reference}/timeline/")
    looks = [each for each in looks_at(reference, 10) if each.what == "case"]
    assert [(each.name, each.roles, each.because) for each in looks] == [
        ("Bea Lock", ("Caseworker",), "quality_check"),
        *[(here.caseworker.name, ("Caseworker",), "own_work")] * 3,
    ]
    told = [each for each in looks_for_person(reference) if each.what == "case"]
    assert [(each.roles, each.because, each.times) for each in told] == [
        (("Caseworker",), "own_work", 3),
        (("Caseworker",), "quality_check", 1),
    ]


def test_somebody_is_told_of_with_the_role_that_they_held_then(here: House) -> None:
    reference = held(here)
    client_for(here.caseworker).get(f"/cases/{reference}/")
    later = timezone.now() + timedelta(seconds=1)
    RoleHeld.objects.filter(account=here.caseworker).update(until_at=later)
    assert looks_at(reference, 1)[0].roles == ("Caseworker",)
    RoleHeld.objects.filter(account=here.caseworker).update(until_at=later - timedelta(days=1))
    assert looks_at(reference, 1)[0].roles == ()
