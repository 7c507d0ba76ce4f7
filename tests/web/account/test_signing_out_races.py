"""Signing out while other requests of the same session are being saved: nothing brings the session back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection

from opennrm.partners.models import SignedInSession
from opennrm.partners.sessions import SessionStore, kept_key
from tests.factories import partners as made

THREADS = 200
ROUNDS = 4


def _revived(save: Callable[[SessionStore], None]) -> int:
    """How many of some sessions are there again after `THREADS` requests saved while their owners signed out."""
    who = made.account("administrator")
    keys = [made.client_for(who).cookies["session"].value for _ in range(ROUNDS)]
    each_round = THREADS // ROUNDS
    barriers = {key: Barrier(each_round // 5) for key in keys}

    def request(number: int) -> None:
        key = keys[number % ROUNDS]
        try:
            session = SessionStore(key)
            signed_in = SESSION_KEY in session.load()
            session["seen"] = number
            with suppress(BrokenBarrierError):
                barriers[key].wait(0.2)
            if number // ROUNDS % 5 == 0:
                SessionStore(key).flush()
            elif signed_in:
                save(session)
        except UpdateError:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(40) as workers:
        list(workers.map(request, range(THREADS)))
    return SignedInSession.objects.filter(session_key__in=[kept_key(key) for key in keys]).count()


@pytest.mark.proves("SES-03")
@pytest.mark.django_db(transaction=True)
def test_of_200_requests_none_brings_a_session_back_that_was_signed_out() -> None:
    assert _revived(lambda session: session.save()) == 0


@pytest.mark.django_db(transaction=True)
def test_saving_whether_or_not_it_is_there_is_found_out() -> None:
    """The fault that the test above is for."""

    def save_anyway(session: SessionStore) -> None:
        row = session.create_model_instance(session._get_session())
        SignedInSession.objects.bulk_create(
            [row], update_conflicts=True, update_fields=["session_data"], unique_fields=["session_key"]
        )

    assert _revived(save_anyway) > 0
