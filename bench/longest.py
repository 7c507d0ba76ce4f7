"""The longest journey: an adult of whom everything is told, with an entry in every list, until it is sent."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bench.browser import Answer, Browser, csrf_in
from bench.filling import Form, filled
from bench.pages import Request
from bench.stack import NotAsExpected
from bench.timing import Figures, Stopwatch, median
from opennrm.demo.answers import adult_answers
from opennrm.questions import lists
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.inputs import as_submitted

START = "/referrals/start/"
MOST_REQUESTS = 600
JOURNEYS = 3
"""Measured, after one that is not."""
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A PNG of one point."""
LITTLE = ("no", "not_known")


def chosen_of(today: date) -> dict[str, list[str]]:
    """What is said where "yes" would not do: who it is, that they are grown up and consent, and every made-up answer of
    the demonstration that says more than no; and to each list, that there is no other to add."""
    chosen: dict[str, list[str]] = {"danger_now": ["no"], "add_another": ["no"]}
    chosen |= {"notification_reference": ["DTN-7K3F-9QXD-2A"], "decision_address_exploited": ["no"]}
    every = [each for question in CATALOGUE.questions.values() for each in (question, *question.fields)]
    chosen |= {each.key: [lists.offered(each.list_name)[0].code] for each in every if each.list_name}
    for key, value in adult_answers(today).items():
        question = CATALOGUE.question(key)
        if question.fields or value in LITTLE or isinstance(value, dict):
            continue
        if not question.gives_many:
            chosen |= as_submitted(question, value)
    return chosen


class Walk:
    """One journey, each request made when the one before was answered; keeps how large each page was."""

    def __init__(self, browser: Browser, today: date) -> None:
        self.browser = browser
        self.chosen = chosen_of(today)
        self.sizes: dict[str, int] = {}
        self.asked: set[str] = set()
        self.has_file = False
        self.shows: list[bool] = []
        """Of each request, whether a page was shown; the others kept something, or led on."""
        self._answer: Answer | None = None

    def steps(self) -> Iterator[Request]:
        """From the start page to the confirmation. Raises `NotAsExpected` where it leads nowhere."""
        path = START
        for _turn in range(MOST_REQUESTS):
            yield self._get(path)
            page = self._given()
            if page.status in (301, 302):
                path = page.location
                continue
            self.sizes[path] = len(page.body)
            if path.rstrip("/").endswith("/sent"):
                return
            if path.rstrip("/").endswith("/check-answers") and not self.has_file:
                yield from self._file(path)
                continue
            form = filled(page.text, self.chosen)
            self.asked |= {name for name in form if name in CATALOGUE.questions}
            yield self._post(path, form)
            path = self._given().location
        raise NotAsExpected(f"The journey does not end: it stands at {path}.")

    def _file(self, checked: str) -> Iterator[Request]:
        """The page of files is opened and a picture sent, before what was answered is checked again."""
        path = f"{checked.removesuffix('check-answers/')}files/"
        yield self._get(path)
        self.sizes[path] = len(self._given().body)
        self.has_file = True
        yield self._picture(path, csrf_in(self._given()))

    def _picture(self, path: str, form: Form) -> Request:
        def send() -> None:
            self._answer = self.browser.send_file(path, form, "file", PICTURE)
            self.shows.append(False)

        return send

    def _given(self) -> Answer:
        if self._answer is None:
            raise NotAsExpected("Nothing was asked yet.")
        return self._answer

    def _get(self, path: str) -> Request:
        def ask() -> None:
            self._answer = self.browser.get(path, expect=None)
            self.shows.append(self._answer.status == 200)

        return ask

    def _post(self, path: str, form: Form) -> Request:
        def send() -> None:
            self._answer = self.browser.post(path, form)
            self.shows.append(False)

        return send


def longest(watch: Stopwatch, browser: Browser, today: date) -> dict[str, Any]:
    """The server's CPU for a whole journey, its requests, its largest page, its dearest page and the median page.

    What is no page has no part in the last two; the dearest of it, which is the sending, is told beside them.
    """
    walks = [Walk(browser, today) for _ in range(JOURNEYS + 1)]
    measured = [watch.measure(walk.steps()) for walk in walks][1:]
    sizes: Mapping[str, int] = walks[-1].sizes
    largest = max(sizes, key=lambda path: sizes[path])
    of_each = _of_each(measured)
    pages = [each for each, shows in zip(of_each, walks[-1].shows, strict=True) if shows]
    others = [each for each, shows in zip(of_each, walks[-1].shows, strict=True) if not shows]
    return {
        "journeys": len(measured),
        "requests": len(measured[0].server),
        "questions": len(walks[-1].asked),
        "server_ms": median([sum(figures.server) for figures in measured]),
        "database_ms": median([sum(figures.database) for figures in measured]),
        "median_ms": median(pages),
        "dearest_ms": max(pages),
        "sending_ms": max(others),
        "largest_bytes": sizes[largest],
        "largest": largest.rstrip("/").rpartition("/")[2],
    }


def _of_each(measured: list[Figures]) -> list[float]:
    """The median of each request of the journey over the journeys."""
    return [median(list(each)) for each in zip(*(figures.server for figures in measured), strict=True)]
