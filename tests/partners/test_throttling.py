"""Tries are counted before anything is tried, over all workers, and in every 15 minutes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection

from opennrm.partners import throttling
from opennrm.partners.models import Tries
from opennrm.partners.throttling import LIMIT, WINDOW, forget_old_tries, give_back, take_try

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
WHOSE = "sam@north.example"
pytestmark = pytest.mark.django_db


def taken(count: int, *, at: datetime = AT, every: timedelta = timedelta(seconds=1)) -> int:
    return sum(take_try("password", WHOSE, at=at + number * every) for number in range(count))


def test_ten_are_let_through_and_no_more() -> None:
    assert taken(50) == LIMIT


def test_in_no_15_minutes_are_there_more() -> None:
    """Not only in those that begin with the first: what a count that starts afresh would let through."""
    let_through = [
        moment
        for moment in (AT + timedelta(seconds=30 * number) for number in range(240))
        if take_try("password", WHOSE, at=moment)
    ]
    assert len(let_through) > LIMIT
    for first in let_through:
        assert sum(first <= each < first + WINDOW for each in let_through) <= LIMIT


def test_one_account_does_not_count_for_another_nor_a_password_for_a_code() -> None:
    assert taken(LIMIT) == LIMIT
    assert take_try("password", "robin@north.example", at=AT)
    assert take_try("code", WHOSE, at=AT)
    assert not take_try("password", WHOSE, at=AT)


def test_what_was_right_does_not_count_and_what_was_wrong_stays() -> None:
    assert taken(LIMIT - 1) == LIMIT - 1
    for number in range(20):
        at = AT + timedelta(minutes=1, seconds=number)
        assert take_try("password", WHOSE, at=at)
        give_back("password", WHOSE, at=at)
    assert taken(5, at=AT + timedelta(minutes=2)) == 1


def test_neither_what_nor_whose_is_kept() -> None:
    taken(1)
    kept = Tries.objects.get()
    assert "sam" not in kept.key
    assert len(kept.key) == 64


def test_what_no_longer_counts_is_removed() -> None:
    taken(3)
    assert forget_old_tries(AT + WINDOW) == 0
    assert forget_old_tries(AT + WINDOW + timedelta(seconds=3)) == 1
    assert not Tries.objects.exists()


def _at_once(take: partial[bool]) -> int:
    def one(number: int) -> bool:
        try:
            return take(at=AT + timedelta(microseconds=number))
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as workers:
        return sum(workers.map(one, range(60)))


@pytest.mark.proves("AUTH-02", "6.3.1")
@pytest.mark.django_db(transaction=True)
def test_of_sixty_at_once_ten_are_let_through() -> None:
    assert _at_once(partial(take_try, "password", WHOSE)) == LIMIT


@pytest.mark.django_db(transaction=True)
def test_counting_after_looking_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault that the test above is for: look how many there were, then count."""

    def look_then_count(what: str, whose: str, *, at: datetime) -> bool:
        key = throttling._key(what, whose)
        row = Tries.objects.filter(key=key).first()
        if row is not None and len(row.moments) >= LIMIT:
            return False
        Tries.objects.update_or_create(key=key, defaults={"moments": [*(row.moments if row else []), at]})
        return True

    assert _at_once(partial(look_then_count, "password", WHOSE)) > LIMIT
