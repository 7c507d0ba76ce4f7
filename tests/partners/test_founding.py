"""What set-up does before there is an administrator."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from opennrm.audit.models import EventRow
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.vocabulary import Nation, OrganisationType
from opennrm.partners import founding
from opennrm.partners.models import Account, EmailDomain, RoleHeld, Team
from opennrm.partners.receiving import receiving_team

AT = timezone.now()
pytestmark = pytest.mark.django_db


def test_an_organisation_with_its_domain_team_and_first_people_is_founded() -> None:
    home = founding.create_organisation(
        slug="northshire-police",
        name="Northshire Police",
        kind=OrganisationType.POLICE,
        nation=Nation.ENGLAND,
        may_refer=True,
        starts_on=date(2009, 4, 1),
        at=AT,
    )
    for _ in range(2):
        founding.add_domain(organisation_id=home, domain="northshire.police.example")
        team = founding.create_team(organisation_id=home, name="North")
    who = founding.open_account(
        organisation_id=home,
        email="Ada@northshire.police.example",
        name="Ada",
        password="cows graze by the river",
        roles=("administrator", "first_responder"),
        team_id=team,
        at=AT,
    )
    assert Account.objects.get(id=who).email == "ada@northshire.police.example"
    assert RoleHeld.objects.filter(account_id=who, team_id=team).count() == 2
    assert (EmailDomain.objects.count(), Team.objects.count()) == (1, 1)
    kinds = list(EventRow.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["OrganisationJoined", "RoleGiven", "RoleGiven"]


def test_a_first_account_cannot_hold_what_its_organisation_cannot() -> None:
    home = founding.create_organisation(
        slug="x",
        name="X",
        kind=OrganisationType.CHARITY,
        nation=None,
        may_refer=False,
        starts_on=date(2020, 1, 1),
        at=AT,
    )
    with pytest.raises(Refused):
        founding.open_account(
            organisation_id=home, email="a@x.example", name="A", password="p", roles=("caseworker",), at=AT
        )
    assert not Account.objects.exists()


@pytest.mark.parametrize("domain", ["@x.example", "*.x.example", "X.example", "example", ""])
def test_only_a_whole_domain_is_taken(domain: str) -> None:
    home = founding.create_organisation(
        slug="x",
        name="X",
        kind=OrganisationType.CHARITY,
        nation=None,
        may_refer=False,
        starts_on=date(2020, 1, 1),
        at=AT,
    )
    with pytest.raises(Refused):
        founding.add_domain(organisation_id=home, domain=domain)


def test_authorities_are_founded_once_each_with_a_team_that_receives() -> None:
    titles = {"the_one": "The One", "the_other": "The Other"}
    made = founding.create_organisation(
        slug="the-one",
        name="The One, already here",
        kind=OrganisationType.COMPETENT_AUTHORITY,
        nation=None,
        may_refer=False,
        starts_on=date(2020, 1, 1),
        at=AT,
    )
    assert founding.found_authorities(titles, starts_on=date(2026, 1, 1), at=AT) == ["the_one", "the_other"]
    assert Team.objects.filter(organisation_id=made).count() == 1
    assert receiving_team("the_other")
    assert founding.found_authorities(titles, starts_on=date(2026, 1, 1), at=AT) == []
    assert Team.objects.count() == 2


NEW: dict[str, Any] = {
    "slug": "harbour-council",
    "name": "Harbour Council",
    "kind": OrganisationType.LOCAL_AUTHORITY,
    "nation": Nation.WALES,
    "may_refer": True,
    "domain": "harbour.council.example",
    "team": "Safeguarding",
    "email": "Ada@harbour.council.example",
    "administrator": "Ada Nwosu",
    "password": "cows graze by the river",
    "at": AT,
}


def test_an_organisation_is_brought_in_whole() -> None:
    home = founding.bring_in(**NEW)
    held = RoleHeld.objects.get()
    assert (held.role, held.account.email) == ("administrator", "ada@harbour.council.example")
    assert held.account.organisation_id == home
    assert (EmailDomain.objects.get().domain, Team.objects.get().name) == ("harbour.council.example", "Safeguarding")


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("slug", {"slug": "Harbour Council"}),
        ("domain", {"domain": "council", "email": "ada@council"}),
        ("administrator", {"email": "ada@elsewhere.example"}),
        ("password", {"password": "elevenchars"}),
    ],
)
def test_what_will_not_do_is_named_and_nothing_is_brought_in(field: str, changed: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        founding.bring_in(**{**NEW, **changed})
    assert refused.value.refusal.field in (field, "administrator")
    assert not Account.objects.exists()
    assert not EventRow.objects.exists()


def test_an_authority_that_was_founded_without_people_is_given_them() -> None:
    titles = {"single_competent_authority": "Single Competent Authority"}
    founding.found_authorities(titles, starts_on=date(2020, 1, 1), at=AT)
    authority = {**NEW, "slug": "single-competent-authority", "may_refer": False, "team": founding.FIRST_TEAM}
    with pytest.raises(Refused):
        founding.bring_in(**authority)
    home = founding.bring_in(**{**authority, "kind": OrganisationType.COMPETENT_AUTHORITY})
    assert RoleHeld.objects.get().account.organisation_id == home
    assert Team.objects.get().receives


def test_nothing_is_brought_in_twice() -> None:
    founding.bring_in(**NEW)
    for changed in ({}, {"slug": "another"}):
        with pytest.raises(Refused) as refused:
            founding.bring_in(**{**NEW, **changed})
        assert "already" in refused.value.refusal.because
    assert Account.objects.count() == 1
