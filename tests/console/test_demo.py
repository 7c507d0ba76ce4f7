"""The verb `demo`: loads once, and says whom to sign in as."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.cases.models import Case
from opennrm.cases.verification import check_cases
from opennrm.demo import pilot_people
from opennrm.demo.people import people_here
from opennrm.panels.models import PoolMember
from opennrm.partners.models import Account
from opennrm.partners.receiving import without_team
from opennrm.referrals.rules import authorities_adopted
from tests.console.conftest import Run

pytestmark = pytest.mark.django_db


def test_the_made_up_people_are_loaded_once(opennrm: Run, settings: Any) -> None:
    settings.DEMONSTRATION = True
    code, told = opennrm("demo", "--json")
    assert (code, told["loaded"]) == (0, True)
    assert {"email": "second.officer@authority.example", "is": "second officer"} in told["people"]
    count = Case.objects.count()
    code, told = opennrm("demo")
    assert (code, told.splitlines()[0]) == (0, "The made-up people were there already; nothing was changed.")
    assert Case.objects.count() == count > 0


def test_a_house_that_is_no_demonstration_takes_nobody_in(opennrm: Run, settings: Any) -> None:
    settings.DEMONSTRATION = False
    code, told = opennrm("demo")
    assert (code, told.count("\n")) == (2, 1)
    assert not Case.objects.exists()


def test_a_profile_adopted_before_loading_has_its_own_authorities_with_people(opennrm: Run, settings: Any) -> None:
    settings.DEMONSTRATION, settings.PROFILES_ADOPTED = True, [("central_2009", "2020-01-01")]
    _code, told = opennrm("demo", "--json")
    assert {"email": "second.officer@visas-and-immigration.example", "is": "second officer"} in told["people"]
    assert set(Case.objects.values_list("authority", "profile_version")) == {
        ("uk_visas_and_immigration", "2015-07-31"),
        ("uk_human_trafficking_centre", "2015-07-31"),
    }
    assert Case.objects.filter(stage="recovery").count() == 1
    assert check_cases() == []


def test_the_pilot_has_everybody_to_click_it_through_and_is_there_only_if_adopted(opennrm: Run, settings: Any) -> None:
    settings.DEMONSTRATION, settings.PROFILES_ADOPTED = True, [("pilot_2015", "2015-08-03")]
    _code, told = opennrm("demo", "--json")
    here = {person["email"]: person["is"] for person in told["people"]}
    assert list(here.values()).count("slavery safeguarding lead") == 6
    assert list(here.values()).count("second safeguarding lead") == 6
    assert here["convener@management-unit.example"] == "panel convener"
    agencies = PoolMember.objects.exclude(agency="").values_list("agency", flat=True)
    assert (len(agencies), len(set(agencies)), PoolMember.objects.filter(may_chair=True).count()) == (8, 7, 1)
    of_leads = Case.objects.filter(profile="pilot_2015", stage="reasonable_grounds_pending").values_list(
        "owner_team__organisation__slug", flat=True
    )
    assert set(of_leads) == {"dorset-police", "quayside-hospital"}
    waiting = Case.objects.get(stage="conclusive_grounds_before_panel")
    assert waiting.owner_team.organisation.slug == "case-management-unit"
    assert check_cases() == []
    settings.PROFILES_ADOPTED = [("borders_act_2023", "2023-01-30")]
    assert not {person.email for person in people_here()} & {person.email for person in pilot_people.PEOPLE}


def test_a_profile_adopted_later_brings_its_authorities_and_people_and_nothing_else(
    opennrm: Run, settings: Any
) -> None:
    settings.DEMONSTRATION = True
    opennrm("demo")
    count = Case.objects.count()
    settings.PROFILES_ADOPTED = [("borders_act_2023", "2023-01-30"), ("central_2009", "2026-11-22")]
    for _again in range(2):
        assert opennrm("demo", "--json")[1]["loaded"] is False
        assert without_team(authorities_adopted()) == []
        assert Account.objects.filter(email="caseworker@trafficking-centre.example").count() == 1
    assert Case.objects.count() == count
