"""Organisations as a case knows them: found by their name, offered by their type, and who reads for them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from opennrm.mechanism.vocabulary import Nation, OrganisationType
from opennrm.partners.models import Account
from opennrm.partners.organisations import (
    open_accounts,
    organisation_named,
    organisations_to_choose,
    readers_of,
    support_provider_of,
)
from opennrm.partners.roles import Permission
from tests.factories import partners as made

pytestmark = pytest.mark.django_db
TODAY, NOW = date(2026, 3, 9), datetime(2026, 3, 9, 12, tzinfo=UTC)
POLICE, SUPPORT = OrganisationType.POLICE, OrganisationType.SUPPORT_PROVIDER


def test_an_organisation_is_found_by_any_spelling_of_its_name_among_its_type() -> None:
    force = made.organisation("Devon & Cornwall Police")
    made.organisation("Devon and Cornwall Police", kind=OrganisationType.CHARITY)
    found = organisation_named(POLICE, ("devon and cornwall police",), TODAY)
    assert found is not None
    assert (found.id, found.kind) == (force.id, "police")
    assert organisation_named(POLICE, ("Elsewhere Police",), TODAY) is None


def test_two_of_one_name_are_none() -> None:
    made.organisation("Kent Police")
    made.organisation("KENT POLICE")
    assert organisation_named(POLICE, ("Kent Police",), TODAY) is None


def test_what_has_ended_is_not_offered() -> None:
    made.organisation("Gone Police", ends_on=date(2026, 3, 8))
    here = made.organisation("Here Police")
    assert [each.id for each in organisations_to_choose((POLICE,), TODAY)] == [here.id]


def test_a_nation_has_a_support_provider_where_there_is_one_and_no_choice() -> None:
    assert support_provider_of(Nation.WALES, TODAY) is None
    one = made.organisation("One", kind=SUPPORT, nation=None, may_refer=False)
    found = support_provider_of(Nation.WALES, TODAY)
    assert found is not None
    assert found.id == one.id
    made.organisation("Two", kind=SUPPORT, nation=Nation.WALES, may_refer=False)
    assert support_provider_of(Nation.WALES, TODAY) is None


def test_those_who_read_for_an_organisation_hold_the_role_now_and_are_open() -> None:
    home = made.organisation("Home")
    reads = made.account("liaison", of=home)
    closed = made.account("liaison", of=home)
    made.account("first_responder", of=home)
    made.account("liaison")
    Account.objects.filter(id=closed.id).update(is_active=False)
    assert readers_of([home.id], Permission.SEE_LETTERS_TO_US, NOW) == [reads.id]
    assert readers_of([], Permission.SEE_LETTERS_TO_US, NOW) == []
    assert open_accounts([reads.id, closed.id]) == {reads.id}
