"""What costs much waits for its turn and leaves room: while it is at work, everybody else is answered at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event, Semaphore
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver

from opennrm.console.pages_server import THREADS
from opennrm.web import costly
from opennrm.web.costly import AT_ONCE, PATIENCE, WAITING
from opennrm.web.guard import PUBLIC, Page, page
from opennrm.web.third_party import policies
from tests.house.tree import sources

pytestmark = pytest.mark.proves("15.2.2", "15.4.4")
MAKES_MUCH = ("dossier", "find_case", "take_disclosure", "figures")
"""Pages that make much and whose address does not end like a file."""


@pytest.fixture(autouse=True)
def thread_pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadPoolExecutor]:
    """As many threads as a process of the pages has."""
    monkeypatch.setattr("opennrm.web.guard.let_in", lambda *_, **__: None)  # who asks is not what this is about
    monkeypatch.setattr("opennrm.web.errors.render", lambda *_, status=200, **__: HttpResponse(status=status))
    with ThreadPoolExecutor(THREADS) as pool:
        yield pool


class Slow:
    """A page that is not done until it may be, and which of those who asked are at work."""

    def __init__(self, *, costly: bool) -> None:
        self.may_end, self.begun = Event(), Semaphore(0)

        def show(request: HttpRequest) -> HttpResponse:
            self.begun.release()
            assert self.may_end.wait(20)
            return HttpResponse("done")

        self.page: Page = page(needs=PUBLIC, costly=costly)(show)


def asked(of: Page) -> Callable[[], int]:
    def ask() -> int:
        request = RequestFactory().get("/")
        request.actor = None  # type: ignore[attr-defined]
        return of(request).status_code

    return ask


def light(pool: ThreadPoolExecutor) -> Future[int]:
    """Somebody asks for a page that costs nothing."""
    return pool.submit(asked(page(needs=PUBLIC)(lambda request: HttpResponse("light"))))


def test_while_all_costly_pages_are_at_work_somebody_else_is_answered_at_once(thread_pool: ThreadPoolExecutor) -> None:
    slow = Slow(costly=True)
    try:
        many = [thread_pool.submit(asked(slow.page)) for _one in range(20 * THREADS)]
        for _one in range(AT_ONCE):
            assert slow.begun.acquire(timeout=5)
        assert light(thread_pool).result(timeout=3) == 200
        refused = [each for each in many if each.done()]
        assert len(refused) == len(many) - AT_ONCE - WAITING
        assert {each.result() for each in refused} == {503}
    finally:
        slow.may_end.set()
    answered = [each.result(timeout=10) for each in many]
    assert answered.count(200) == AT_ONCE + WAITING, "who waited had their turn"


def test_pages_that_are_not_costly_could_take_every_thread(thread_pool: ThreadPoolExecutor) -> None:
    slow = Slow(costly=False)
    try:
        for _one in range(THREADS):
            thread_pool.submit(asked(slow.page))
        held_up = light(thread_pool)
        assert not wait([held_up], timeout=0.5).done, "this is what `costly` is against"
    finally:
        slow.may_end.set()
    assert held_up.result(timeout=10) == 200


def test_whoever_waits_too_long_is_told_and_a_fault_gives_the_turn_back(
    thread_pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(costly, "PATIENCE", 0.2)
    slow = Slow(costly=True)
    try:
        for _one in range(AT_ONCE):
            thread_pool.submit(asked(slow.page))
            assert slow.begun.acquire(timeout=5)
        began = time.monotonic()
        assert asked(slow.page)() == 503
        assert 0.2 <= time.monotonic() - began < 3
    finally:
        slow.may_end.set()

    def fails(request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    broken = page(needs=PUBLIC, costly=True)(fails)
    for _one in range(2 * (AT_ONCE + WAITING)):
        with pytest.raises(ZeroDivisionError):
            asked(broken)()


def test_at_least_one_thread_is_left_and_nobody_waits_longer_than_a_web_server_does() -> None:
    assert AT_ONCE + WAITING < THREADS
    assert PATIENCE < 60


def of_a_file(address: Any) -> bool:
    return address.name in MAKES_MUCH or str(address.pattern).endswith((".pdf", ".csv", ".zip"))


def test_every_page_that_makes_a_file_or_searches_is_costly() -> None:
    found = {each.name for each in policies(get_resolver().url_patterns) if of_a_file(each)}
    views = {each.name: each.callback for each in entries(get_resolver().url_patterns) if each.name in found}
    assert len(views) >= 14
    assert sorted(name for name, view in views.items() if not getattr(view, "costly", False)) == []
    files = {source.path for source in sources("src/opennrm/web") if "attachment; filename" in source.text}
    of_pages = {view.__wrapped__.__module__.replace(".", "/") for view in views.values()}
    presented = {"src/opennrm/web/files.py", "src/opennrm/web/duty_to_notify/presenters.py"}
    assert {path.removeprefix("src/").removesuffix(".py") for path in files - presented} <= of_pages


def entries(patterns: Any) -> Iterator[Any]:
    for entry in patterns:
        yield from entries(entry.url_patterns) if hasattr(entry, "url_patterns") else [entry]
