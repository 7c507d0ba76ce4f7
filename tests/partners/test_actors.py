"""An actor without a page is the account as it stands at a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from opennrm.partners.access import NotYours
from opennrm.partners.actors import actor_of
from opennrm.partners.models import RoleHeld
from tests.factories import partners as made

pytestmark = pytest.mark.django_db


def test_an_actor_has_the_roles_and_teams_of_that_moment() -> None:
    who = made.account("first_responder", "team_lead", in_team=made.team(made.organisation()))
    now = timezone.now()
    RoleHeld.objects.filter(account=who, role="team_lead").update(until_at=now, until_by=who)
    assert actor_of(who.email.upper(), now + timedelta(seconds=1)).roles == {"first_responder"}
    assert actor_of(who.email, now - timedelta(seconds=1)).roles == {"first_responder", "team_lead"}
    assert actor_of(who.email, now) == made.actor(who)


def test_a_closed_or_unknown_account_is_nobody() -> None:
    who = made.account("caseworker")
    who.is_active = False
    who.save(update_fields=["is_active"])
    for email in (who.email, "nobody@nowhere.example"):
        with pytest.raises(NotYours):
            actor_of(email, timezone.now())


def test_somebody_of_an_organisation_that_left_is_nobody() -> None:
    who = made.account("caseworker", of=made.organisation(ends_on=date(2024, 3, 31)))
    assert actor_of(who.email, datetime(2024, 3, 31, 12, tzinfo=UTC)).account_id == who.id
    with pytest.raises(NotYours):
        actor_of(who.email, datetime(2024, 4, 1, 12, tzinfo=UTC))
