"""New cases go to the first team, by name, of the authority; where there is none nothing is acknowledged."""

from __future__ import annotations

import pytest

from opennrm.mechanism.refusal import Refused
from opennrm.partners.receiving import receiving_team, without_team
from tests.factories import cases as made


@pytest.mark.django_db
def test_the_first_team_by_name_receives() -> None:
    with pytest.raises(Refused, match="no_receiving_team"):
        receiving_team("single_competent_authority")
    made.authority_team("North")
    first = made.authority_team("East")
    assert receiving_team("single_competent_authority") == first.id


@pytest.mark.django_db
def test_an_authority_without_a_team_is_named() -> None:
    made.authority_team("West")
    assert without_team(["single_competent_authority", "somebody_else"]) == ["somebody_else"]
