"""The same name twice in a form or in an address is refused everywhere, but for fields that are of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, resolve
from django.utils import timezone
from lxml import html

from opennrm.demo import load
from opennrm.web.guard import Page
from opennrm.web.sent_once import TWICE
from opennrm.web.third_party import policies
from tests.browser.every_page import PAGES, path_of
from tests.browser.opened_with import Examples
from tests.factories import partners as made
from tests.hostile.sending import form_fields
from tests.hostile.typed_everywhere import asked, client_of
from tests.house.test_every_form_and_method import path_of as any_path_of
from tests.stories.people import House, _hashed

pytestmark = pytest.mark.django_db


@pytest.fixture
def examples(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Examples]:
    """The demonstration's people, with something to open each page with."""
    settings.FORCES_STAND_IN = "marshland-police"  # as in the demonstration
    monkeypatch.setattr("opennrm.partners.founding.make_password", _hashed)
    load.people(timezone.now() - timedelta(days=60))
    with ExitStack() as leaving:
        yield Examples(House("", None, leaving))  # type: ignore[arg-type]  # nobody opens a browser


def sent_several_times(page: bytes) -> set[str]:
    """The names that a browser can send several times with one form of a page."""
    found: set[str] = set()
    for form in html.fromstring(page).xpath("//main//form"):
        boxes = form.xpath(".//*[@name][not(@type='radio')][not(self::button)]")
        found |= {name for name, times in Counter(box.get("name") for box in boxes).items() if times > 1}
        chosen = set(form.xpath(".//input[@type='radio']/@name"))
        found |= chosen & {box.get("name") for box in boxes}
    return found


def faults_of(client: Client, name: str, path: str) -> Iterator[str]:
    """What is amiss with one page: a field that is not declared, or one that is read although it came twice."""
    shown = asked(client, path)
    if b"<form" not in shown.content:
        return
    view = resolve(path).func
    of_several = view.of_several if isinstance(view, Page) else frozenset()
    yield from (f"{name}: {field} is of several" for field in sent_several_times(shown.content) - of_several)
    fields = form_fields(shown.content)
    sent = {field: [value] for field, _kind, value in fields}
    is_form = isinstance(view, Page) and "POST" in view.methods
    send = client.get if isinstance(view, Page) and not is_form else client.post
    for field, _kind, value in fields:
        answer = send(path, sent | {field: [value, "another"]})
        is_refused = answer.status_code == (422 if is_form else 400) and (TWICE in answer.content.decode()) == is_form
        if is_refused == (field in of_several) or answer.status_code >= 500:
            yield f"{name}: {field}: {answer.status_code}"


@pytest.mark.proves("15.3.7")
def test_a_field_that_comes_twice_is_refused_by_every_form_and_one_of_several_is_not(examples: Examples) -> None:
    found, tried = [], 0
    for name, (who, _parts) in PAGES.items():
        if name == "account_logout":
            continue
        found += list(faults_of(client_of(who), name, path_of(name, examples)))
        tried += 1
    assert found == []
    assert tried > 100


@pytest.mark.proves("15.3.7")
def test_a_name_that_stands_twice_in_an_address_is_refused_by_every_address() -> None:
    client = made.client_for(made.account("caseworker", "first_responder"))
    answered = {
        address.name: client.get(any_path_of(address) + "?show=open&show=mine").status_code
        for address in policies(get_resolver().url_patterns)
    }
    assert {name: status for name, status in answered.items() if status != 400} == {}
    assert client.get("/cases/?show=open&kind=child").status_code == 200
    assert client.get("/nowhere/?a=1&a=2").status_code == 404


@pytest.mark.proves("15.3.7", "OPS-08")
def test_a_planted_page_that_reads_the_last_of_two_is_found(
    examples: Examples, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opennrm.web.guard.repeated", lambda _sent, _of_several: [])
    path, who = path_of("add_evidence", examples), PAGES["add_evidence"][0]
    assert any(fault.startswith("add_evidence: text: ") for fault in faults_of(client_of(who), "add_evidence", path))


def test_of_a_field_that_came_twice_the_first_is_shown_and_none_is_kept(examples: Examples) -> None:
    path, who = path_of("notes_of_case", examples), PAGES["notes_of_case"][0]
    client = client_of(who)
    asked(client, path)
    answer = client.post(path, {"text": ["One note.", "Another note."], "visibility": "team"})
    assert answer.status_code == 422
    assert 'href="#text"' in answer.content.decode()
    assert "One note." in answer.content.decode()
    assert "Another note." not in asked(client, path).content.decode()
    assert "One note." not in asked(client, path).content.decode()
