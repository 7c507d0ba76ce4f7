"""Real people's records go into no database that could lose what it acknowledged."""

from __future__ import annotations

import pytest
from django.db import connection

from opennrm.config import postgres_fitness
from opennrm.config.fault import Fault
from opennrm.config.postgres_fitness import ON_DISK, TIMEOUTS, refuse_unsafe_database, set_timeouts, unsafe

SAFE = {**{name: allowed[0] for name, allowed in ON_DISK.items()}, **dict.fromkeys(TIMEOUTS, "30000")}


def test_a_server_set_as_it_should_be_is_taken() -> None:
    assert unsafe(SAFE) == []
    assert unsafe({**SAFE, "synchronous_commit": "remote_apply"}) == []


@pytest.mark.proves("REL-06")
@pytest.mark.parametrize("name", ON_DISK)
def test_each_setting_that_could_lose_something_is_named_with_its_remedy(name: str) -> None:
    (told,) = unsafe({**SAFE, name: "off"})
    assert told.startswith(f"{name} is off: set it to on")


@pytest.mark.parametrize("name", TIMEOUTS)
def test_a_timeout_that_is_not_set_is_named(name: str) -> None:
    (told,) = unsafe({**SAFE, name: "0"})
    assert name in told
    assert unsafe({key: value for key, value in SAFE.items() if key != name}) == [told]


@pytest.mark.proves("13.2.6")
def test_the_pages_ask_for_timeouts_and_leave_those_that_were_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c lock_timeout=3s")
    set_timeouts()
    set_timeouts()
    told = postgres_fitness.os.environ["PGOPTIONS"]
    assert told == "-c lock_timeout=3s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s"


@pytest.mark.django_db
def test_the_server_itself_is_asked() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    with pytest.raises(Fault, match="statement_timeout is not set for the pages"):
        refuse_unsafe_database()
