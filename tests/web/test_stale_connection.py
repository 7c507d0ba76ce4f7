"""A connection that the database ended is let go of before anything is asked on it."""

from __future__ import annotations

import time

import psycopg
import pytest
from django.db import connection
from django.test import Client

from opennrm.web.stale_connection import let_go_of_stale_connection
from tests.factories import partners as made

pytestmark = pytest.mark.django_db(transaction=True)


def end_connection() -> None:
    """As when PostgreSQL is started again: from outside, the connection of this thread is ended."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    told = connection.get_connection_params()
    with psycopg.connect(host=told.get("host"), dbname=told["dbname"], user=told.get("user")) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
    time.sleep(0.1)


def test_a_connection_that_works_is_kept() -> None:
    connection.ensure_connection()
    held = connection.connection
    assert let_go_of_stale_connection() is False
    assert connection.connection is held


def test_a_connection_that_the_database_ended_is_let_go_of() -> None:
    end_connection()
    assert let_go_of_stale_connection() is True
    assert connection.connection is None
    assert let_go_of_stale_connection() is False


def test_nothing_is_let_go_of_within_a_transaction() -> None:
    from django.db import transaction

    with transaction.atomic():
        assert let_go_of_stale_connection() is False


def test_the_next_page_is_shown_after_the_database_ended_the_connection() -> None:
    client: Client = made.client_for(made.account("first_responder"))
    assert client.get("/referrals/").status_code == 200
    end_connection()
    assert client.get("/referrals/").status_code == 200
