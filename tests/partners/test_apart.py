"""Under the pilot people of the Border Force lead and sit on panels; from the reform on nobody gives them casework."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from pytest_django.fixtures import Settings

from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners import queries
from opennrm.partners.actions import give_role
from opennrm.partners.apart import CASEWORK, refusal_behind_the_wall, refusal_to_hold_in
from opennrm.partners.models import Organisation
from tests.factories import partners as made

DAY, AT = date(2026, 11, 2), datetime(2026, 11, 2, 12, tzinfo=UTC)
BEFORE = (("pilot_2015", "2015-08-03"), ("central_2009", "2014-01-01"))

pytestmark = pytest.mark.django_db


def test_no_casework_for_immigration_from_the_reform_on(settings: Settings) -> None:
    for role in sorted(CASEWORK):
        told = refusal_behind_the_wall("border-force", role, DAY)
        assert told is not None, role
        assert (told.code, told.field, told.source) == ("kept_apart_from_immigration", "role", "seed-3")
        assert refusal_behind_the_wall("marshland-police", role, DAY) is None
    assert refusal_behind_the_wall("border-force", "first_responder", DAY) is None, "they refer as before"
    assert refusal_behind_the_wall("border-force", "panel_member", date(2001, 1, 1)) is None, "nothing is adopted yet"
    settings.PROFILES_ADOPTED = BEFORE
    assert refusal_behind_the_wall("border-force", "panel_member", DAY) is None
    settings.PROFILES_ADOPTED = (*BEFORE, ("single_authority_2019", "2019-04-29"))
    assert refusal_behind_the_wall("border-force", "panel_member", DAY) is not None
    assert refusal_behind_the_wall("border-force", "panel_member", date(2019, 4, 28)) is None


def test_who_decided_before_gets_people_to_end_those_cases_where_that_is_adopted_too(
    settings: Settings,
) -> None:
    assert refusal_behind_the_wall("uk-visas-and-immigration", "caseworker", DAY) is not None
    settings.PROFILES_ADOPTED = (("central_2009", "2014-01-01"), ("borders_act_2023", "2023-01-30"))
    assert refusal_behind_the_wall("uk-visas-and-immigration", "caseworker", DAY) is None
    assert refusal_behind_the_wall("uk-visas-and-immigration", "panel_member", DAY) is not None
    assert refusal_behind_the_wall("border-force", "caseworker", DAY) is not None


def test_an_authority_of_the_profile_decides_and_does_no_other_casework() -> None:
    own = "immigration-enforcement-competent-authority"
    may = {role for role in CASEWORK if refusal_behind_the_wall(own, role, DAY) is None}
    assert {"caseworker", "second_officer", "manager"} <= may
    assert not may & {"panel_member", "panel_convener", "slavery_safeguarding_lead", "independent_reviewer"}


@pytest.mark.django_db
def test_their_administrator_neither_finds_nor_gives_such_a_role(settings: Settings) -> None:
    home = made.organisation("Border Force", kind=OrganisationType.GOVERNMENT)
    Organisation.objects.filter(id=home.id).update(slug="border-force")
    home.refresh_from_db()
    administrator, officer = made.actor(made.account("administrator", of=home)), made.account(of=home)
    assert "panel_member" not in [role.key for role in queries.roles_to_give(administrator)]
    with pytest.raises(Refused) as refused:
        give_role(account_id=officer.id, role="panel_member", team_id=None, by=administrator, at=AT)
    assert refused.value.refusal.code == "kept_apart_from_immigration"
    settings.PROFILES_ADOPTED = BEFORE
    assert "panel_member" in [role.key for role in queries.roles_to_give(administrator)]
    give_role(account_id=officer.id, role="panel_member", team_id=None, by=administrator, at=AT)
    refusal = refusal_to_hold_in(home, "caseworker", AT)
    assert refusal is not None
    assert refusal.code == "not_a_competent_authority", "what held before holds still"
