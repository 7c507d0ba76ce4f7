"""Who is at the door, in one statement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opennrm.audit.asking import asking
from opennrm.partners.enter import enter, session_hash
from opennrm.partners.models import Account, Organisation, RoleHeld, SignedInSession
from opennrm.partners.sessions import SessionStore
from tests.factories import partners as made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_in_a_request() -> Iterator[None]:
    """Whoever enters is forgotten when the test ends, as when a request does."""
    with asking():
        yield


def _session(who: Account) -> SessionStore:
    client = made.client_for(who)
    return SessionStore(client.cookies["session"].value)


def test_one_statement_says_who_asks(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    team = made.team(made.organisation("Example Police"))
    who = made.account("first_responder", "team_lead", in_team=team, name="Alex Mbeki")
    session = _session(who)
    with django_assert_num_queries(1):
        entered = enter(session, at=timezone.now())
        assert session["_auth_user_id"] == str(who.id)
    assert entered.actor == made.actor(who)
    assert entered.actor is not None
    assert entered.actor.roles == {"first_responder", "team_lead"}
    assert entered.actor.teams == {team.id}
    assert entered.has_second_factor


def test_the_session_row_says_whose_it_is() -> None:
    who = made.account("manager")
    _session(who)
    assert SignedInSession.objects.get().account_id == who.id


def test_the_session_hash_is_djangos_own() -> None:
    who = made.account()
    assert session_hash(who.password) == who.get_session_auth_hash()


def test_no_second_factor_is_seen() -> None:
    assert not enter(_session(made.account(second_factor=False)), at=timezone.now()).has_second_factor


def test_a_stranger_and_an_unknown_key_are_nobody(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        assert enter(SessionStore(), at=timezone.now()).actor is None
    session = SessionStore("k" * 32)
    assert enter(session, at=timezone.now()).actor is None
    assert session.session_key is None


@pytest.mark.proves("7.3.2")
def test_a_session_ends_by_itself() -> None:
    session = _session(made.account("manager"))
    assert enter(session, at=timezone.now() + timedelta(hours=13)).actor is None


@pytest.mark.proves("7.4.3")
def test_a_changed_password_ends_the_session() -> None:
    who = made.account("manager")
    session = _session(who)
    Account.objects.filter(id=who.id).update(password=make_password("another long password"))
    assert enter(session, at=timezone.now()).actor is None
    assert "_auth_user_id" not in session


@pytest.mark.proves("7.4.2", "8.3.2")
def test_a_deactivated_account_is_nobody() -> None:
    who = made.account("manager")
    session = _session(who)
    Account.objects.filter(id=who.id).update(is_active=False)
    assert enter(session, at=timezone.now()).actor is None


@pytest.mark.parametrize(("ends_on", "let_in"), [(date(2020, 1, 1), False), (date(2999, 1, 1), True)])
def test_an_organisation_that_ended_takes_its_people_with_it(ends_on: date, let_in: bool) -> None:
    who = made.account("manager")
    session = _session(who)
    Organisation.objects.filter(id=who.organisation_id).update(ends_on=ends_on)
    assert (enter(session, at=timezone.now()).actor is not None) is let_in


@pytest.mark.proves("8.3.2")
def test_only_roles_held_now_count() -> None:
    who = made.account("manager", "auditor", "statistician")
    now = timezone.now()
    RoleHeld.objects.filter(account=who, role="auditor").update(until_at=now)
    RoleHeld.objects.filter(account=who, role="statistician").update(from_at=now + timedelta(days=1))
    entered = enter(_session(who), at=now)
    assert entered.actor is not None
    assert entered.actor.roles == {"manager"}


def test_a_session_of_somebody_else_does_not_pass_for_ones_own() -> None:
    session = _session(made.account("manager"))
    SignedInSession.objects.update(account_id=made.account("auditor").id)
    assert enter(session, at=timezone.now()).actor is None


@pytest.mark.proves("7.3.1")
def test_a_session_that_is_not_used_ends_and_one_that_is_goes_on() -> None:
    session = SessionStore(made.client_for(made.account("auditor")).cookies["session"].value)
    at = SignedInSession.objects.get().last_seen_at
    for minutes in (14, 28, 42):
        assert enter(session, at=at + timedelta(minutes=minutes)).actor is not None
    assert enter(session, at=at + timedelta(minutes=57)).actor is None
    assert session.session_key is None


def test_when_a_session_was_last_used_is_written_once_a_minute_in_the_same_statement() -> None:
    session = SessionStore(made.client_for(made.account("auditor")).cookies["session"].value)
    at = SignedInSession.objects.get().last_seen_at
    for seconds, written in ((59, 0), (60, 60), (119, 60), (120, 120)):
        with CaptureQueriesContext(connection) as sent:
            enter(session, at=at + timedelta(seconds=seconds))
        assert len(sent) == 1
        assert SignedInSession.objects.get().last_seen_at == at + timedelta(seconds=written)
