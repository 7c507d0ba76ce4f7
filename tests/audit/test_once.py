"""Sending twice makes one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection, connections

from opennrm.audit.models import CommandKey
from opennrm.audit.once import FIRST_WAS_KEPT, Earlier, form_token, made_once, once, remember
from opennrm.audit.record import NoCommand, command
from opennrm.mechanism.refusal import Refused

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WHO = uuid4()


def _do(token: str, body: dict[str, str], made: str) -> str:
    with command():
        earlier = once(who=WHO, token=token, body=body, at=AT)
        if earlier is not None:
            return earlier.result
        remember(who=WHO, token=token, result=made)
        return made


@pytest.mark.proves("11.5.1")
def test_a_token_has_128_bits_and_is_never_the_same() -> None:
    assert len(form_token()) == 22
    assert form_token() != form_token()


@pytest.mark.django_db
def test_the_same_sent_again_gives_the_first_answer() -> None:
    assert _do("t", {"a": "1", "b": "2"}, "first") == "first"
    assert _do("t", {"b": "2", "a": "1"}, "second") == "first"
    assert CommandKey.objects.count() == 1


@pytest.mark.django_db
def test_something_else_under_the_same_token_is_refused() -> None:
    _do("t", {"a": "1"}, "first")
    with pytest.raises(Refused) as refused:
        _do("t", {"a": "2"}, "second")
    assert refused.value.refusal.code == "changed_after_sending"


@pytest.mark.django_db
def test_of_what_can_be_added_again_it_is_said_that_the_first_was_kept() -> None:
    def made(body: dict[str, str]) -> UUID:
        with command():
            return made_once(uuid4, who=WHO, token="t", body=body, at=AT)

    first = made({"a": "1"})
    assert made({"a": "1"}) == first
    with pytest.raises(Refused) as refused:
        made({"a": "2"})
    assert refused.value.refusal == FIRST_WAS_KEPT


@pytest.mark.django_db
def test_another_person_may_use_the_same_token() -> None:
    _do("t", {"a": "1"}, "first")
    with command():
        assert once(who=uuid4(), token="t", body=b"x", at=AT) is None


@pytest.mark.django_db
def test_what_came_to_nothing_may_be_done_again() -> None:
    with pytest.raises(ZeroDivisionError), command():
        once(who=WHO, token="t", body=b"x", at=AT)
        raise ZeroDivisionError
    with command():
        assert once(who=WHO, token="t", body=b"x", at=AT) is None


@pytest.mark.django_db(transaction=True)
def test_it_is_refused_outside_a_command() -> None:
    with pytest.raises(NoCommand):
        once(who=WHO, token="t", body=b"x", at=AT)


@pytest.mark.proves("2.3.4")
@pytest.mark.django_db(transaction=True)
def test_ten_at_once_make_one() -> None:
    def send(number: int) -> str:
        try:
            return _do("t", {"a": "1"}, f"made by {number}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        answers = set(pool.map(send, range(10)))
    connection.close()
    assert len(answers) == 1
    with command():
        assert once(who=WHO, token="t", body={"a": "1"}, at=AT) == Earlier(result=answers.pop())
