"""Markup that somebody typed stays text: on every page, in every e-mail, and in the text of every letter."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from lxml import html
from pypdf import PdfReader

from opennrm.demo import load
from opennrm.demo.answers import adult_answers, child_answers
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.models import Account
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.question import Kind
from tests.browser.every_page import NO_PAGES, PAGES, path_of
from tests.browser.opened_with import Examples
from tests.factories.partners import client_for
from tests.hostile.sending import form_fields
from tests.stories.people import CASEWORKER, House

pytestmark = pytest.mark.django_db
MARK = "'\"><x-mark onclick=y>&lt;x-mark&gt;%3Cx-mark%3E</textarea></script><x-mark>{{7*7}}"
LEFT_OUT = frozenset({"account_logout", "account_change_password", "account_login", "mfa_activate_totp"})


def marked(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers with the markup in every text that people type freely."""
    free = {Kind.TEXT, Kind.TEXTAREA}
    typed = {k for k, v in answers.items() if isinstance(v, str) and CATALOGUE.question(k).kind in free}
    return answers | dict.fromkeys(typed, MARK)


def live(page: bytes) -> list[str]:
    """The nodes and attributes that the markup became, and what a template made of it."""
    tree = html.fromstring(page)
    found = [str(node.tag) for node in tree.xpath("//*[local-name()='x-mark']")]
    found += [str(name) for name in tree.xpath("//@onclick")]
    return found + (["a template"] if "x-mark>49" in page.decode() else [])


@pytest.fixture
def examples() -> Iterator[Examples]:
    """The demonstration's people, with something to open each page with."""
    load.people(timezone.now() - timedelta(days=60))
    with ExitStack() as leaving:
        yield Examples(House("", None, leaving))  # type: ignore[arg-type]  # nobody opens a browser


def client_of(who: str) -> Client:
    return client_for(Account.objects.get(email=who)) if who else Client()


@pytest.mark.proves("INJ-02", "1.1.1", "1.1.2", "1.2.1", "1.3.1", "1.3.7")
def test_markup_stays_text_on_every_page_that_shows_it(examples: Examples) -> None:
    today = legal_day(timezone.now())
    for answers in (adult_answers(today), child_answers(today)):
        vars(examples)["case"] = {"reference": examples.house.has_case(marked(answers))}
        draft = examples.house.has_draft(marked(answers))
    vars(examples)["draft"] = {"draft_id": draft.split("/")[3]}
    names = [name for name in PAGES if name not in NO_PAGES | dict.fromkeys(LEFT_OUT)]
    opened = [(PAGES[name][0], path_of(name, examples)) for name in names if "@" in PAGES[name][0]]
    found: dict[str, list[str]] = {}
    shown = 0
    for who, path in opened:
        client = client_of(who)
        page = client.get(path)
        fields = form_fields(page.content) if b"<form" in page.content else []
        sent = {n: v if kind in ("hidden", "radio", "select", "checkbox") else MARK for n, kind, v in fields}
        before = transaction.savepoint()
        answers_to = [
            page,
            client.post(path, sent, follow=True),
            client.get(path, {"q": MARK, "of": MARK, "next": MARK}),
        ]
        answers_to.append(client.get(path))
        transaction.savepoint_rollback(before)
        for answer in answers_to:
            if answer.content and answer.headers.get("Content-Type", "").startswith("text/html"):
                shown += b"x-mark" in answer.content
                found |= {path: live(answer.content)} if live(answer.content) else {}
    assert found == {}
    assert shown > len(opened) / 2, "the markup was hardly shown, so little was tried"


@pytest.mark.proves("INJ-02", "1.3.5", "1.2.8")
def test_markup_stays_text_in_letters(examples: Examples) -> None:
    from opennrm.cases.actions.deciding import decide_reasonable_grounds
    from opennrm.cases.queries import case_for
    from opennrm.notifications.queries import letters_of
    from opennrm.partners.actors import actor_of

    today, at = legal_day(timezone.now()), timezone.now()
    reference = examples.house.has_case(marked(adult_answers(today)))
    by = actor_of(CASEWORKER, at)
    seen = case_for(by, reference, at=at).version
    decide_reasonable_grounds(reference, outcome="positive", reasons=MARK, seen=seen, by=by, at=at)
    client, letters = client_of(CASEWORKER), letters_of(reference)
    assert letters
    for letter in letters:
        answer = client.get(f"/cases/{reference}/letters/{letter.id}/")
        if answer.headers["Content-Type"] == "application/pdf":
            text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
            assert "x-mark>49" not in text


@pytest.mark.proves("OPS-08", "INJ-02")
def test_a_planted_page_that_does_not_escape_is_found() -> None:
    assert live(f"<main><p>{MARK}</p></main>".encode()) != []
    assert live(b'<main><p title="x" onclick="y">a</p></main>') == ["y"]
    assert live(b"<main><p>x-mark>49</p></main>") == ["a template"]
    assert live(b"<main><p>&lt;x-mark&gt;{{7*7}}</p></main>") == []
