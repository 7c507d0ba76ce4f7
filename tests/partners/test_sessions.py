"""Where sessions are kept."""

from __future__ import annotations

import pytest

from opennrm.partners.models import SignedInSession
from opennrm.partners.sessions import SessionStore
from tests.factories import partners as made

pytestmark = pytest.mark.django_db


def test_a_session_before_signing_in_belongs_to_nobody() -> None:
    session = SessionStore()
    session["seen"] = "something"
    session.save()
    assert SignedInSession.objects.get().account_id is None
    assert SessionStore(session.session_key)["seen"] == "something"


def test_a_filled_session_asks_nothing_more(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    session = SessionStore("k" * 32)
    session.fill({"seen": 1})
    with django_assert_num_queries(0):
        assert session["seen"] == 1
    session.fill(None)
    assert session.session_key is None
    assert "seen" not in session


@pytest.mark.proves("7.2.1")
def test_what_is_kept_of_a_session_says_nothing_of_the_person() -> None:
    who = made.account("manager", name="Sam Okoro")
    made.client_for(who)
    kept = SessionStore().decode(SignedInSession.objects.get().session_data)
    assert "Okoro" not in str(kept)


def test_whoever_reads_the_database_or_a_copy_of_it_is_signed_in_nowhere() -> None:
    """The table holds no key that a browser could bring."""
    who = made.account("administrator")
    key = made.client_for(who).cookies["session"].value
    rows = list(SignedInSession.objects.values())
    assert len(rows) == 1
    assert key not in str(rows)
    thief = made.client_for()
    thief.cookies["session"] = rows[0]["session_key"]
    assert thief.get("/people/").status_code == 302
