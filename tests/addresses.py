"""What a server was asked for: addresses hold opaque ids and codes, and nothing that anybody typed or is called.

Everything is heard that reaches the product within `listening`, from a browser and from the test client alike: the
address, the page that it was asked from, and where an answer leads to. With it is heard what was typed into forms.
"""

from __future__ import annotations

import html
import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlsplit

import pytest
from django.core.handlers.base import BaseHandler
from django.urls import get_resolver

from opennrm.demo.answers import adult_answers, child_answers
from opennrm.demo.people import PEOPLE
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.lists import LIST_NAMES, entries
from opennrm.questions.question import Kind
from opennrm.web.third_party import policies
from tests.house.tree import sources

SHORTEST = 4
"""Letters; fewer stand in too much."""
ID = re.compile(
    r"(?:NRM|DTN)-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\b[0-9a-f]{16,64}\b"
    r"|^[0-9a-f]{8}$"
)
"""Ids that the product makes; the last is of an entry of a list."""
DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
NUMBER = re.compile(r"[0-9]{1,8}")
"""A page, a place or a year; no telephone number is as short."""
SECRET = re.compile(r"(?=[^/]*[0-9])(?=[^/]*[A-Z])(?=[^/]*[a-z])[A-Za-z0-9_-]{22,64}")
"""A token that the product made, of invitations for example."""
BETWEEN = re.compile(r"[@~:,;.]")
"""What stands between several codes in one."""
CHOSEN = re.compile(r"<(?:option|input(?=[^>]*type=\"(?:radio|checkbox)\"))[^>]*?\bvalue=\"([^\"]*)\"")
LITERAL = re.compile(r"\"([a-z][a-z0-9_-]*)\"")
ADDRESS = re.compile(rb"\b(?:href|action|formaction|src)\s*=\s*[\"']([^\"'>]*)", re.IGNORECASE)
FORM = re.compile(rb"<form\b([^>]*)>(.*?)</form>", re.IGNORECASE | re.DOTALL)
BOX = re.compile(rb"<textarea\b[^>]*>|<input(?![^>]*type=\"(?:hidden|radio|checkbox|submit)\")[^>]*>", re.IGNORECASE)
ENTRY = re.compile(r"/lists/([a-z_]+)/([^/]+)/end/")
"""The page that ends an entry of a list: a council or a country by its code, which is about nobody."""
FILES = ("/static/", "/favicon.ico")
NAMES = ("first_name", "last_name", "other_names", "alternative_contact_name")
FREE = frozenset({Kind.TEXT, Kind.TEXTAREA, Kind.PHONE, Kind.EMAIL})


class Heard:
    """What was asked for, what was typed, and what was chosen from lists, since it was made or emptied."""

    def __init__(self) -> None:
        self.empty()

    def empty(self) -> None:
        """Forget everything that was heard."""
        self.addresses: list[str] = []
        self.led_to: list[str] = []
        self.sent: set[str] = set()
        self.choices: set[str] = set()

    def hear(self, request: Any, answer: Any) -> None:
        """Take a request and its answer in."""
        self.addresses += [request.get_full_path(), request.headers.get("Referer", "")]
        if answer.headers.get("Location"):
            self.addresses.append(answer.headers["Location"])
            self.led_to += [answer.headers["Location"]] if request.method == "POST" else []
        for form in (request.__dict__.get("_post"), getattr(request, "confirmation", None)):
            self.sent.update(str(value) for _name, values in (form.lists() if form else ()) for value in values)
        if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            page = answer.content.decode("utf-8", "replace")
            self.choices.update(html.unescape(value) for value in CHOSEN.findall(page))

    @property
    def typed(self) -> list[str]:
        """What was typed: sent with a form, and neither a choice of one, nor an id, nor a code."""
        free = (value.strip() for value in self.sent - self.choices)
        return sorted({value for value in free if len(value) >= SHORTEST and not is_coded(value)})

    def faults(self) -> list[str]:
        """Each address that tells something, with what."""
        told = {place_of(address) for address in self.addresses}
        found = [f"{place}: no code: {part}" for place in sorted(told) for part in parts_that_tell(place)]
        words = [*self.typed, *made_up_words()]
        return found + [f"{place}: holds: {word}" for place in sorted(told) for word in held_in(place, words)]


@contextmanager
def listening(heard: Heard) -> Iterator[Heard]:
    """Hear every request that is answered within."""
    answered = BaseHandler.get_response

    def heard_too(self: Any, request: Any) -> Any:
        answer = answered(self, request)
        heard.hear(request, answer)
        return answer

    BaseHandler.get_response = heard_too  # type: ignore[method-assign]
    try:
        yield heard
    finally:
        BaseHandler.get_response = answered  # type: ignore[method-assign]


HEARD = pytest.StashKey[Heard]()


def told_by_no_address(item: pytest.Item) -> Generator[None, Any, Any]:
    """For `pytest_pyfunc_call`: run the test, hear what is asked for in it, and let it fail if an address tells.

    But for tests with pages of their own (`urls`): those of the style guide stand in for the product's.
    """
    with listening(item.stash.setdefault(HEARD, Heard())) as heard:
        result = yield
    told = [] if item.get_closest_marker("urls") else heard.faults()
    if told:
        pytest.fail("\n".join(["An address told more than ids and codes:", *told]), pytrace=False)
    return result


@pytest.fixture
def heard(request: pytest.FixtureRequest) -> Heard:
    """What is heard while the test runs: for a test that asks for what it may not, and empties it again."""
    item: pytest.Item = request.node
    return item.stash.setdefault(HEARD, Heard())


def addresses_that_tell(page: bytes, word: bytes) -> list[str]:
    """The addresses on a page, of links, forms and files, that hold a word (in small letters), and each box to type in
    whose form would put it into an address.
    """
    told = [found.decode() for found in ADDRESS.findall(page) if word in found.lower()]
    forms = [form for tag, form in FORM.findall(page) if b'method="post"' not in tag.lower()]
    return told + [box.decode() for form in forms for box in BOX.findall(form)]


def place_of(address: str) -> str:
    """An address without the name of the host."""
    return urlsplit(address)._replace(scheme="", netloc="", fragment="").geturl()


def parts_that_tell(place: str) -> list[str]:
    """The parts of an address, of its path and its query alike, that are neither ids nor codes."""
    if place.startswith(FILES):
        return []
    asked = urlsplit(place)
    parts = [unquote_plus(part) for part in asked.path.split("/")]
    pairs = parse_qsl(asked.query, keep_blank_values=True)
    named = [name for name, _value in pairs]
    values = [value for _name, value in pairs]
    within = [part for value in values if value.startswith("/") for part in parts_that_tell(value)]
    plain = [value for value in values if not value.startswith("/")]
    return within + [part for part in (*parts, *named, *plain) if not _is_code(part) and part != _entry_of(asked.path)]


def _entry_of(path: str) -> str | None:
    """The code in the address of an entry, if the list that is named there has it."""
    named = ENTRY.fullmatch(path)
    return named[2] if named and named[1] in LIST_NAMES and named[2] in entries(named[1]) else None


def is_coded(text: str) -> bool:
    """Is this an id, a code, or an address or query of such?"""
    if "=" in text and "?" not in text:
        text = f"?{text}"
    return parts_that_tell(text) == []


def held_in(place: str, words: Iterable[str]) -> list[str]:
    """Which of these words an address holds, however it is written; ids that the product made hold nothing."""
    text = ID.sub(" ", unquote_plus(unquote_plus(place))).casefold()
    return [word for word in words if _pattern(word).search(text)]


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """The word by itself, with anything or nothing for what stands between its letters and digits."""
    parts = re.findall(r"[^\W_]+", word.casefold())
    return re.compile(r"(?<![^\W_])" + r"[\W_]*".join(map(re.escape, parts)) + r"(?![^\W_])") if parts else _NEVER


_NEVER = re.compile(r"(?!)")


def _is_code(part: str) -> bool:
    if not part or part in codes() or SECRET.fullmatch(part):
        return True
    rest = DAY.sub("", ID.sub("", part))
    return all(not each or NUMBER.fullmatch(each) or each in codes() for each in BETWEEN.split(rest))


@cache
def codes() -> frozenset[str]:
    """The words of the product's addresses, its question pages, and what its code spells as a code."""
    paths = (re.sub("<[^>]*>", "", address.pattern) for address in policies(get_resolver().url_patterns))
    literals = (LITERAL.findall(source.text) for source in sources("src") if "/demo/" not in source.path)
    return frozenset(
        {part for path in paths for part in re.split("[/?]", path)}
        | {word for words in literals for word in words}
        | {page.slug for _section, page in CATALOGUE.pages}
    )


@cache
def made_up_words() -> tuple[str, ...]:
    """Names, phones, addresses, days of birth and answers in words of the made-up people."""
    given = [adult_answers(date(2026, 3, 2)), child_answers(date(2026, 3, 2))]
    found = {each.email for each in PEOPLE} | {word for each in PEOPLE for word in (each.name, *each.name.split())}
    for answers in given:
        for key, value in answers.items():
            if isinstance(value, dict):
                found.update(str(part) for part in value.values())
            elif isinstance(value, str) and CATALOGUE.question(key).kind in FREE:
                found |= {value, *(value.split() if key in NAMES else ())}
        found.add(str(answers["date_of_birth"]))
    return tuple(sorted(each for each in found if len(each) >= SHORTEST))
