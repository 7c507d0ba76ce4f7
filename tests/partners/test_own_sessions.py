"""Somebody's own sessions: listed, ended, and cleared away when they are over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.partners import own_sessions
from opennrm.partners.access import NotYours
from opennrm.partners.models import SignedInSession
from opennrm.partners.sessions import SessionStore, kept_key
from opennrm.partners.throttling import WINDOW, take_try
from tests.factories import partners as made

pytestmark = pytest.mark.django_db
AT = timezone.now()


def test_those_that_stand_are_listed_and_their_keys_cannot_be_told() -> None:
    who = made.account()
    keys = [made.client_for(who).cookies["session"].value for _ in range(3)]
    SignedInSession.objects.filter(session_key=kept_key(keys[2])).update(last_seen_at=AT - timedelta(minutes=16))
    made.client_for(made.account())
    found = own_sessions.sessions_of(made.actor(who), this=keys[0], at=AT)
    assert sorted(each.is_this for each in found) == [False, True]
    assert not any(key in each.id for key in keys for each in found)
    assert len({each.id for each in found}) == 2


def test_one_is_ended_by_its_owner_only() -> None:
    who, thief = made.account(), made.account()
    made.client_for(who)
    (session,) = own_sessions.sessions_of(made.actor(who), this=None, at=AT)
    with pytest.raises(NotYours):
        own_sessions.end_session(session.id, by=made.actor(thief), at=AT)
    own_sessions.end_session(session.id, by=made.actor(who), at=AT)
    assert own_sessions.sessions_of(made.actor(who), this=None, at=AT) == []


def test_a_session_that_ran_out_gives_its_owner_once() -> None:
    who = made.account()
    key = made.client_for(who).cookies["session"].value
    assert own_sessions.former_owner(key) == who.id
    assert own_sessions.former_owner(key) is None
    assert own_sessions.former_owner("") is None


def test_what_is_over_is_cleared_away_and_what_stands_stays() -> None:
    made.client_for(made.account())
    gone = made.client_for(made.account()).cookies["session"].value
    SignedInSession.objects.filter(session_key=kept_key(gone)).update(expire_date=AT)
    take_try("password", "sam@north.example", at=AT - WINDOW)
    assert own_sessions.clear_away(AT) == {"sessions": 1, "browsers": 0, "tries": 1}
    assert SignedInSession.objects.count() == 1


def test_what_a_session_kept_goes_an_hour_after_it_was_last_used_and_a_strangers_whole() -> None:
    """What was typed waits in there, sealed."""
    who = made.account()
    left, used = (made.client_for(who).cookies["session"].value for _ in range(2))
    stranger = SessionStore()
    stranger["typed"] = "sealed"
    stranger.save()
    hour = AT - timedelta(minutes=61)
    SignedInSession.objects.exclude(session_key=kept_key(used)).update(last_seen_at=hour)
    assert own_sessions.clear_away(AT)["sessions"] == 1
    kept = dict(SignedInSession.objects.values_list("session_key", "session_data"))
    assert kept[kept_key(left)] == ""
    assert len(kept[kept_key(used)]) > 50
    assert own_sessions.former_owner(left) == who.id
