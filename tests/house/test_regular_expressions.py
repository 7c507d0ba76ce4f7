"""No regular expression of the house takes long on a text that was made to make it slow."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from itertools import pairwise
from types import ModuleType

import pytest

import opennrm
from tests.house.tree import sources

CHARACTERS = 50_000
SECONDS = 0.05
NEVER_LONGER = {
    "partners.domains": 254,
    "partners/domains": 254,
    "vault.fields": 200,  # names of columns, never a text of anybody
    "vault/fields": 200,
}
"""Patterns that see only so much: the code before them refuses, or cuts off, what is longer."""
ESCAPED_BEFORE = {
    "cases/actions/notes.py": "names, escaped one by one in the line before",
    "mechanism/names_in_texts.py": "words of names, escaped one by one before",
    "referrals/names.py": "constants of the table beside it",
}
"""Files whose pattern is put together a line before it is used."""
METHODS = frozenset({"compile", "search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn"})
NEVER_LOADED = ("opennrm.__main__", "opennrm.config.settings_test", "opennrm.config.wsgi")


def of_modules() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern that a module holds, also within classes, tuples and mappings."""
    found: dict[str, re.Pattern[str]] = {}
    for each in pkgutil.walk_packages(opennrm.__path__, "opennrm."):
        if each.name not in NEVER_LOADED and ".migrations" not in each.name:
            found |= {f"{each.name}: {p.pattern}": p for p in _held(importlib.import_module(each.name))}
    return found


def _held(module: ModuleType) -> Iterator[re.Pattern[str]]:
    for value in vars(module).values():
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else [value]
        for each in inner:
            if isinstance(each, re.Pattern):
                yield each
            elif isinstance(each, type) and each.__module__ == module.__name__:
                yield from (held for held in vars(each).values() if isinstance(held, re.Pattern))


def of_calls() -> dict[str, re.Pattern[str]]:
    """Every pattern that stands as a text in a call of `re`."""
    found = {}
    for source in sources("src"):
        for node in ast.walk(source.parsed):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS
            if called and isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.args:  # type: ignore[attr-defined]
                given = node.args[0]  # type: ignore[attr-defined]
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    found[f"{source.path}:{node.lineno}"] = re.compile(given.value)  # type: ignore[attr-defined]
    return found


def longest_for(name: str) -> int:
    """How many characters can come before this pattern."""
    return next((longest for part, longest in NEVER_LONGER.items() if part in name), CHARACTERS)


def hostile(pattern: str, characters: int) -> Iterator[str]:
    """Texts of 50,000 characters that almost fit: one character of the pattern again and again, and pairs of them."""
    letters = [each for each in dict.fromkeys("a0 -@\n\t" + pattern) if each.isprintable() or each.isspace()]
    for each in letters[:14]:
        yield each * (characters - 1) + "\x00"
    for one, other in pairwise(letters[:7]):
        yield (one + other) * (characters // 2 - 1) + "!"
    yield "a@" * (characters // 2)
    yield "0-" * (characters // 2)


def slowest(pattern: re.Pattern[str], characters: int) -> float:
    """The longest that one look through such a text took; a text that seems slow is tried again."""
    longest = 0.0
    for text in hostile(pattern.pattern, characters):
        for way in (pattern.search, pattern.fullmatch):
            took = min(_seconds(way, text) for _ in range(3)) if _seconds(way, text) > SECONDS else 0.0
            longest = max(longest, took)
            if longest > SECONDS:
                return longest
    return longest


def _seconds(way: object, text: str) -> float:
    began = time.thread_time()
    way(text)  # type: ignore[operator]
    return time.thread_time() - began


@pytest.mark.proves("INJ-11", "1.3.12")
def test_every_regular_expression_is_quick_on_hostile_text() -> None:
    of_names = of_modules()
    named = {pattern.pattern for pattern in of_names.values()}
    patterns = {**of_names, **{name: found for name, found in of_calls().items() if found.pattern not in named}}
    texts = {name: pattern for name, pattern in patterns.items() if isinstance(pattern.pattern, str)}
    assert len(texts) > 20
    times = {name: slowest(pattern, longest_for(name)) for name, pattern in texts.items()}
    assert {name: took for name, took in times.items() if took > SECONDS} == {}


@pytest.mark.proves("OPS-08", "INJ-11")
@pytest.mark.parametrize(("planted", "characters"), [(r"\s+$", 20_000), (r"(\w+\s?)+$", 24)])
def test_a_planted_slow_one_is_found(planted: str, characters: int) -> None:
    assert slowest(re.compile(planted), characters) > SECONDS


@pytest.mark.proves("1.2.9")
def test_no_text_of_anybody_becomes_a_pattern() -> None:
    """Where a pattern is not a text of ours, it is put together from constants of its module or escaped."""
    found = []
    for source in sources("src"):
        for node in ast.walk(source.parsed):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
                value = node.func.value
                if isinstance(value, ast.Name) and value.id == "re" and node.args:
                    given = node.args[0]
                    names = {n.id for n in ast.walk(given) if isinstance(n, ast.Name)}
                    escaped = "re.escape" in ast.unparse(given)
                    escaped |= source.path.removeprefix("src/opennrm/") in ESCAPED_BEFORE
                    if not isinstance(given, ast.Constant) and not escaped and not all(n.isupper() for n in names):
                        found.append(f"{source.path}:{node.lineno} {ast.unparse(given)[:80]}")
    assert found == []
