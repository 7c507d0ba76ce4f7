"""No secret is compared letter by letter, and nothing is shared between threads but what is filled once."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

import pytest

from tests.house.tree import Source, sources

SECRET = re.compile(r"(?:^|_)(?:secret|token|mac|signature|password|code_hash)$")
TYPED_TWICE = {
    "src/opennrm/console/organisation.py": "a new password, with what was typed the second time",
    "src/opennrm/web/account/views.py": "a new password, with what was typed the second time",
}
FILLED_ONCE = {
    "src/opennrm/audit/record.py": "what follows from which event, told once before the first command",
    "src/opennrm/mechanism/events/event.py": "the kinds of events, as their classes are made",
    "src/opennrm/questions/list_changes.py": "what empties the stores of what is made of lists, told as modules load",
    "src/opennrm/vault/opening.py": "the wrapping keys, read again as a whole where one is missing",
    "src/opennrm/vault/sealing.py": "what the key of the settings opens, taken once as the program starts",
    "src/opennrm/web/components/markup.py": "a mapping that is empty and stays so",
}
"""Modules with a store of their own that is empty at first, and who fills it."""


def compared(of: Iterable[Source]) -> Iterator[str]:
    """Where a secret is compared by == or !=, which takes longer the more is right."""
    for source in of:
        for node in ast.walk(source.parsed):
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
                names = (
                    getattr(side, "attr", None) or getattr(side, "id", "") for side in (node.left, *node.comparators)
                )
                if any(SECRET.search(name) for name in names):
                    yield source.path


def stores(of: Iterable[Source]) -> Iterator[str]:
    """Modules that begin with an empty mapping, list or set of their own, or that write to a name of theirs later."""
    for source in of:
        for node in ast.walk(source.parsed):
            if isinstance(node, ast.Global):
                yield source.path
        for line in source.parsed.body:
            value = line.value if isinstance(line, ast.Assign | ast.AnnAssign) else None
            is_empty = isinstance(value, ast.Dict | ast.List) and not ast.unparse(value).strip("{}[]")
            if is_empty or (isinstance(value, ast.Call) and ast.unparse(value) in ("set()", "dict()", "list()")):
                yield source.path


@pytest.mark.proves("11.2.4")
def test_no_secret_is_compared_letter_by_letter() -> None:
    assert set(compared(sources("src/opennrm"))) == TYPED_TWICE.keys()


@pytest.mark.proves("15.4.1")
def test_nothing_is_shared_between_threads_but_what_is_filled_once() -> None:
    assert set(stores(sources("src/opennrm"))) == FILLED_ONCE.keys()


def test_what_is_planted_is_found() -> None:
    planted = Source("planted.py", "seen = {}\ndef f():\n    return given == session.token")
    assert list(compared([planted])) == ["planted.py"]
    assert list(stores([planted])) == ["planted.py"]
