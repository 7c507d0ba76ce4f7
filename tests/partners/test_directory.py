"""Names behind ids, and who in a team may do a thing."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.partners.directory import (
    kind_and_nation,
    names_of,
    organisation_type,
    people_in_organisation,
    people_in_team,
)
from opennrm.partners.models import Account
from opennrm.partners.roles import Permission
from tests.factories import partners as made

pytestmark = pytest.mark.django_db


def test_names_are_found_by_id_and_nothing_is_asked_for_none() -> None:
    who = made.account(name="Ola Brightwater")
    assert names_of([who.id]) == {str(who.id): "Ola Brightwater"}
    assert names_of([]) == {}


def test_only_active_people_of_the_team_whose_role_lets_them_are_found_by_name() -> None:
    team = made.team(made.organisation())
    made.account("caseworker", in_team=team, name="Bea Lock")
    made.account("caseworker", in_team=team, name="Ada Quill")
    made.account("manager", in_team=team, name="No Decider")
    made.account("caseworker", in_team=made.team(team.organisation, "South"), name="Next Door")
    gone = made.account("caseworker", in_team=team, name="Gone Away")
    Account.objects.filter(id=gone.id).update(is_active=False)
    found = people_in_team(team.id, Permission.DECIDE, timezone.now())
    assert [person.name for person in found] == ["Ada Quill", "Bea Lock"]


def test_the_type_of_an_organisation_is_told() -> None:
    assert organisation_type(made.organisation().id) == "police"


def test_people_of_a_whole_organisation_are_found_by_what_their_role_lets_them_do() -> None:
    home = made.organisation()
    in_team, without = made.account("police_triage", in_team=made.team(home)), made.account("police_triage", of=home)
    left = made.account("police_triage", of=home)
    Account.objects.filter(id=left.id).update(is_active=False)
    made.account("first_responder", of=home)
    made.account("police_triage")
    found = people_in_organisation(home.id, Permission.TRIAGE_NOTIFICATIONS, timezone.now())
    assert found == sorted({in_team.id, without.id})
    assert kind_and_nation(home.id) == ("police", "england")
