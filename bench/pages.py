"""Which requests are measured, and by whom: question pages, sending, a whole journey, letters, work lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from bench.browser import Browser, csrf_in
from bench.stack import NotAsExpected
from bench.timing import Figures, Stopwatch, median
from opennrm.demo.answers import adult_answers, write_referral
from opennrm.partners.access import Actor
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.inputs import as_submitted
from opennrm.questions.journey import pages_that_apply

Request = Callable[[], object]
WARM = 20
QUESTION_ROUNDS = 6
MEASURED_SENDS = 30
MEASURED_JOURNEYS = 5


def getting(browser: Browser, path: str, times: int) -> Iterator[Request]:
    """The same page several times."""
    return iter([lambda: browser.get(path)] * times)


def null_view(watch: Stopwatch, browser: Browser) -> dict[str, Any]:
    """What everything else is compared with."""
    return watch.measure(getting(browser, "/bench/null/", 300 + WARM), warm=WARM).told()


def question_pages(watch: Stopwatch, browser: Browser, by: Actor, now: datetime) -> dict[str, Any]:
    """Every question page of an adult's referral, with its answers saved: each page's median, and theirs."""
    answers = adult_answers(now.date())
    draft_id = write_referral(answers, by=by, at=now)
    slugs = [page.slug for page in pages_that_apply(CATALOGUE, answers) if page.ending is None]
    whole = Figures([], [], [])
    medians: dict[str, float] = {}
    for slug in slugs:
        path = f"/referrals/drafts/{draft_id}/{slug}/"
        figures = watch.measure(getting(browser, path, QUESTION_ROUNDS + 2), warm=2)
        medians[slug] = median(figures.server)
        whole.server.extend(figures.server)
        whole.database.extend(figures.database)
        whole.took.extend(figures.took)
    dearest = max(medians, key=lambda slug: medians[slug])
    return whole.told() | {"pages": len(slugs), "dearest": dearest, "dearest_ms": medians[dearest]}


def question_paths(by: Actor, now: datetime) -> list[str]:
    """The address of every question page of an adult's referral."""
    answers = adult_answers(now.date())
    draft_id = write_referral(answers, by=by, at=now)
    applying = pages_that_apply(CATALOGUE, answers)
    return [f"/referrals/drafts/{draft_id}/{page.slug}/" for page in applying if page.ending is None]


def draft_ready(by: Actor, now: datetime) -> UUID:
    """A draft of an adult's referral that can be sent."""
    return write_referral(adult_answers(now.date()), by=by, at=now)


def sends(browser: Browser, drafts: list[UUID]) -> Iterator[Request]:
    """Send each of these drafts; its page of answers is opened before, unmeasured, as the form's token is on it."""
    for draft_id in drafts:
        path = f"/referrals/drafts/{draft_id}/check-answers/"
        form = csrf_in(browser.get(path))
        yield lambda path=path, form=form: browser.post(path, form)  # type: ignore[misc]


def submitting(watch: Stopwatch, browser: Browser, by: Actor, now: datetime) -> dict[str, Any]:
    """The final submit, from the button to the answer after COMMIT."""
    drafts = [draft_ready(by, now) for _ in range(MEASURED_SENDS + 3)]
    return watch.measure(sends(browser, drafts), warm=3).told()


def journey(watch: Stopwatch, browser: Browser, today: date) -> dict[str, Any]:
    """A short adult journey from the start page to the confirmation, every page opened and every form sent."""
    whole = [watch.measure(journey_steps(browser, today)) for _ in range(MEASURED_JOURNEYS + 1)][1:]
    return {
        "journeys": len(whole),
        "requests": len(whole[0].server),
        "server_ms": median([sum(figures.server) for figures in whole]),
        "database_ms": median([sum(figures.database) for figures in whole]),
        "took_ms": median([sum(figures.took) for figures in whole]),
    }


def journey_steps(browser: Browser, today: date) -> Iterator[Request]:
    """The requests of one journey, each made when the one before was answered."""
    answers = adult_answers(today)
    answered: list[Any] = []

    def get(path: str) -> Request:
        return lambda: answered.append(browser.get(path))

    def post(path: str, form: dict[str, list[str]]) -> Request:
        return lambda: answered.append(browser.post(path, form))

    path = "/referrals/start/"
    while True:
        yield get(path)
        form = csrf_in(answered[-1])
        slug = path.rstrip("/").rpartition("/")[2]
        if path.endswith("/sent/"):
            return
        if slug not in ("start", "check-answers"):
            for question in CATALOGUE.page(slug).questions:
                if question.key in answers:
                    form |= as_submitted(question, answers[question.key])
        yield post(path, form)
        path = answered[-1].location


def letters(watch: Stopwatch, browser: Browser, paths: dict[str, str]) -> dict[str, Any]:
    """Each letter as PDF, opened."""
    for path in paths.values():
        if not browser.get(path).body.startswith(b"%PDF"):
            raise NotAsExpected(f"{path} is no PDF.")
    return {f"letter: {name}": watch.measure(getting(browser, path, 22), warm=2).told() for name, path in paths.items()}


def lists(watch: Stopwatch, browser: Browser, paths: dict[str, str]) -> dict[str, Any]:
    """Work lists and other pages whose cost could grow with the number of cases."""
    return {name: watch.measure(getting(browser, path, 120), warm=WARM).told() for name, path in paths.items()}
