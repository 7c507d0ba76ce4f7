"""10,000 hostile inputs to every page and every file of the command line: refused in words, quickly, and forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from opennrm.demo import load
from opennrm.demo.answers import adult_answers, child_answers
from opennrm.demo.notifying import anonymous_answers, named_answers
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.models import Account
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import pages_that_apply
from tests.browser.every_page import NEWCOMER, NO_PAGES, NOBODY, PAGES, path_of
from tests.browser.opened_with import Examples
from tests.factories.partners import client_for
from tests.hostile.sending import Hostile, resident_bytes
from tests.stories.people import OFFICER, House

pytestmark = pytest.mark.django_db
SEED = 20261122
TO_PAGES = 9_600
PARTS = 4
GROWS_LESS_THAN = 50 * 1024 * 1024


@pytest.fixture
def examples(monkeypatch: pytest.MonkeyPatch) -> Iterator[Examples]:
    """The demonstration's people, with something to open each page with."""
    load.people(timezone.now() - timedelta(days=60))
    with ExitStack() as leaving:
        yield Examples(House("", None, leaving))  # type: ignore[arg-type]  # nobody opens a browser


def client_of(who: str) -> Client:
    if who in (NOBODY, ""):
        return Client()
    account = Account.objects.get(email=OFFICER if who == NEWCOMER else who)
    return client_for(account)


def targets(examples: Examples) -> list[tuple[str, str]]:
    """Everybody's pages, and every page of questions: who opens it, and its address."""
    today, questions = legal_day(timezone.now()), {}
    for answers in (adult_answers(today), child_answers(today), anonymous_answers(today), named_answers(today)):
        draft = examples.house.has_draft(answers)
        for page in pages_that_apply(CATALOGUE, answers):
            questions[page.slug] = f"{draft}{page.slug}/"
    names = [name for name in PAGES if name not in NO_PAGES]
    return [*((PAGES[name][0], path_of(name, examples)) for name in names), *((OFFICER, q) for q in questions.values())]


@pytest.mark.proves("INJ-05", "1.3.3", "2.2.1", "16.5.4", "2.2.2")
@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_breaks_slows_down_or_grows(examples: Examples, part: int) -> None:
    mine = targets(examples)[part::PARTS]
    clients = {who: client_of(who) for who, _path in mine}
    times = -(-TO_PAGES // (PARTS * len(mine)))
    for who, path in mine:  # everything is loaded before memory is weighed
        Hostile(clients[who], SEED).tries(path, 3)
    before, sent, faults = resident_bytes(), 0, []
    for number, (who, path) in enumerate(mine):
        hostile = Hostile(clients[who], SEED + number)
        hostile.tries(path, times)
        sent += hostile.sent
        faults += hostile.faults
    assert not faults, f"{len(faults)} of {sent}:\n" + "\n".join(faults[:40])
    assert sent >= TO_PAGES / PARTS
    assert resident_bytes() - before < GROWS_LESS_THAN
