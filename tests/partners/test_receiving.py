"""Cases go to the team that was said to receive them; where nobody can tell which, nothing is acknowledged."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from opennrm.mechanism.refusal import Refused
from opennrm.partners.founding import create_team
from opennrm.partners.receiving import receiver_for_force, receiving_team, team_that_receives, without_team
from tests.factories import cases as made
from tests.factories import partners

pytestmark = pytest.mark.django_db
AUTHORITY = "single_competent_authority"


def test_the_only_team_receives_and_of_several_the_one_that_was_said_to() -> None:
    home = partners.organisation()
    type(home).objects.filter(id=home.id).update(slug=AUTHORITY.replace("_", "-"))
    with pytest.raises(Refused, match="no_receiving_team"):
        receiving_team(AUTHORITY)
    north = create_team(organisation_id=home.id, name="North")
    assert receiving_team(AUTHORITY) == north
    east = create_team(organisation_id=home.id, name="East")
    assert team_that_receives(AUTHORITY) is None
    create_team(organisation_id=home.id, name="North", receives=True)
    assert receiving_team(AUTHORITY) == north
    create_team(organisation_id=home.id, name="East", receives=True)
    assert receiving_team(AUTHORITY) == east


def test_an_authority_without_a_team_is_named() -> None:
    made.authority_team("West")
    assert without_team([AUTHORITY, "somebody_else"]) == ["somebody_else"]


def test_a_force_receives_what_is_for_it_and_otherwise_who_forwards_does(settings: Any) -> None:
    day, code = date(2026, 5, 1), "lincolnshire_police"
    stand_in, force = partners.organisation("The Forwarders"), partners.organisation("The Force")
    assert receiver_for_force(code, day) is None
    settings.FORCES_STAND_IN = stand_in.slug
    forwarded = receiver_for_force(code, day)
    assert forwarded is not None
    assert (forwarded.id, forwarded.forwards) == (stand_in.id, True)
    type(force).objects.filter(id=force.id).update(slug="lincolnshire-police")
    direct = receiver_for_force(code, day)
    assert direct is not None
    assert (direct.id, direct.name, direct.forwards) == (force.id, "The Force", False)
    type(force).objects.filter(id=force.id).update(ends_on=date(2026, 4, 30))
    assert receiver_for_force(code, day) == forwarded
