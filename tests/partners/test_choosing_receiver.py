"""An administrator of an authority says which team new cases come to; the history tells it, and nobody else can."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.choosing_receiver import choose_receiving_team
from opennrm.partners.models import Team
from opennrm.partners.receiving import team_that_receives, teams_that_could_receive
from tests.factories import cases
from tests.factories import partners as made

pytestmark = pytest.mark.django_db
AUTHORITY = "single_competent_authority"


@pytest.fixture
def team() -> Team:
    return cases.authority_team()


@pytest.fixture
def by(team: Team) -> Actor:
    return made.actor(made.account("administrator", of=team.organisation))


def choose(team_id: UUID | None, by: Actor) -> None:
    choose_receiving_team(team_id, by=by, at=timezone.now())


def test_new_cases_come_to_the_team_that_was_chosen_and_open_ones_stay(team: Team, by: Actor) -> None:
    other = cases.authority_team("South")
    before = cases.seen(cases.referred(), cases.officer("caseworker", in_team=team))
    choose(other.id, by)
    assert team_that_receives(AUTHORITY) == other.id
    found = teams_that_could_receive(by)
    assert found is not None
    assert (found.receives, found.name, len(found.teams)) == (other.id, "South", 2)
    event = latest_events(1)[0]
    assert (event.kind, event.subject, event.by) == ("ReceivingTeamChosen", by.organisation_slug, by.account_id)
    assert event.facts == {"team": str(other.id), "before": str(team.id)}
    after = cases.seen(cases.referred(), cases.officer("caseworker", in_team=other))
    assert (before.owner_team_id, after.owner_team_id) == (team.id, other.id)


def test_the_same_team_again_changes_nothing(team: Team, by: Actor) -> None:
    choose(team.id, by)
    assert latest_events(1) == []


def test_where_nobody_said_before_the_event_names_none(team: Team, by: Actor) -> None:
    Team.objects.update(receives=False)
    other = cases.authority_team("South")
    choose(other.id, by)
    assert latest_events(1)[0].facts == {"team": str(other.id), "before": None}


def test_a_team_must_be_chosen_and_be_ones_own(team: Team, by: Actor) -> None:
    with pytest.raises(Refused, match="no_team_chosen") as refused:
        choose(None, by)
    assert refused.value.refusal.field == "team"
    with pytest.raises(NotYours):
        choose(made.team(made.organisation()).id, by)
    assert team_that_receives(AUTHORITY) == team.id


def test_who_may_not_invite_may_not_choose(team: Team) -> None:
    with pytest.raises(Refused):
        choose(team.id, cases.officer("manager"))
    with pytest.raises(NotYours):
        teams_that_could_receive(cases.officer("manager"))


def test_to_another_organisation_no_case_comes() -> None:
    team = made.team(made.organisation())
    by = made.actor(made.account("administrator", of=team.organisation))
    assert teams_that_could_receive(by) is None
    with pytest.raises(Refused, match="no_cases_come"):
        choose(team.id, by)
