"""A system of an organisation never signs in, is confirmed by two, and comes by a token that is kept as a hash only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.actions import deactivate_account, invite_person
from opennrm.partners.actors import actor_of
from opennrm.partners.models import Account, ApiToken, EmailDomain, RoleHeld, RoleProposed, Team
from opennrm.partners.roles import Permission
from opennrm.partners.signing_in import may_sign_in
from opennrm.partners.systems import MadeToken, add_system, end_token, enter_by_token, make_token, system_of, systems_of
from tests.factories import partners as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    return made.team(made.organisation())


@pytest.fixture
def administrator(team: Team) -> Actor:
    return made.actor(made.account("administrator", of=team.organisation))


def added(team: Team, by: Actor, name: str = "intake") -> Account:
    domain = EmailDomain.objects.get(organisation=team.organisation).domain
    at = timezone.now()
    return Account.objects.get(
        id=add_system(name="Case system", email=f"{name}@{domain}", team_id=team.id, by=by, at=at)
    )


def token(system: Account, by: Actor, days: int = 30) -> MadeToken:
    return make_token(system_id=system.id, scopes=["referrals:read"], days=days, by=by, at=timezone.now())


def test_a_second_administrator_confirms_before_a_system_can_do_anything(team: Team, administrator: Actor) -> None:
    made.account("administrator", of=team.organisation)
    system = added(team, administrator)
    assert RoleProposed.objects.get().account == system
    came = enter_by_token(token(system, administrator).secret, at=timezone.now())
    assert came is not None
    assert came.actor.permissions == frozenset()


def test_a_system_has_the_role_of_a_first_responder_in_its_team(team: Team, administrator: Actor) -> None:
    system = added(team, administrator)
    assert list(RoleHeld.objects.filter(account=system).values_list("role", "team_id")) == [
        ("first_responder", team.id)
    ]
    came = enter_by_token(token(system, administrator).secret, at=timezone.now())
    assert came is not None
    assert Permission.REFER in came.actor.permissions


def test_a_system_never_signs_in_and_nobody_is_invited_to_its_mailbox(team: Team, administrator: Actor) -> None:
    system = added(team, administrator)
    assert not may_sign_in(system, on=timezone.localdate())
    assert not system.has_usable_password()
    with pytest.raises(NotYours):
        actor_of(system.email, timezone.now())
    with pytest.raises(Refused) as refused:
        invite_person(
            email=system.email, name="R V", role="first_responder", team_id=None, by=administrator, at=timezone.now()
        )
    assert refused.value.refusal.code == "address_of_a_system"


def test_a_token_ends_by_time_by_hand_and_with_its_system(team: Team, administrator: Actor) -> None:
    system = added(team, administrator)
    one, two = token(system, administrator), token(system, administrator, days=365)
    at = timezone.now()
    assert enter_by_token(one.secret, at=at) is not None
    assert enter_by_token(one.secret, at=at + timedelta(days=31)) is None
    assert enter_by_token(two.secret, at=at + timedelta(days=31)) is not None
    end_token(one.id, by=administrator, at=at)
    end_token(one.id, by=administrator, at=at)
    assert enter_by_token(one.secret, at=at) is None
    deactivate_account(account_id=system.id, by=administrator, at=at)
    assert enter_by_token(two.secret, at=at) is None
    with pytest.raises(NotYours):
        system_of(administrator, system.id)
    with pytest.raises(NotYours):
        token(system, administrator)


def test_what_is_no_token_of_ours_lets_nobody_in(team: Team, administrator: Actor) -> None:
    secret = token(added(team, administrator), administrator).secret
    assert secret.startswith("nrm_")
    assert len(secret) == 47
    for wrong in ("", "nrm_", secret[:-1], secret.upper(), secret.removeprefix("nrm_"), "nrm_\ud800", secret + " "):
        assert enter_by_token(wrong, at=timezone.now()) is None
    assert ApiToken.objects.get().last_used_at is None


def test_when_a_token_was_used_is_kept_to_the_minute(team: Team, administrator: Actor) -> None:
    secret, at = token(added(team, administrator), administrator).secret, timezone.now()
    enter_by_token(secret, at=at)
    enter_by_token(secret, at=at + timedelta(seconds=30))
    assert ApiToken.objects.get().last_used_at == at
    enter_by_token(secret, at=at + timedelta(seconds=61))
    assert systems_of(administrator)[0].tokens[0].last_used_at == at + timedelta(seconds=61)


def test_only_an_administrator_and_only_an_organisation_that_refers(team: Team, administrator: Actor) -> None:
    officer = made.actor(made.account("first_responder", in_team=team))
    with pytest.raises(Refused):
        added(team, officer)
    with pytest.raises(NotYours):
        systems_of(officer)
    elsewhere = made.team(made.organisation(may_refer=False))
    with pytest.raises(Refused):
        added(elsewhere, made.actor(made.account("administrator", of=elsewhere.organisation)))
    system = added(team, administrator)
    with pytest.raises(Refused) as refused:
        added(team, administrator)
    assert refused.value.refusal.field == "email"
    with pytest.raises(Refused):
        token(system, officer)
    with pytest.raises(NotYours):
        token(system, made.actor(made.account("administrator")))
