"""Every rule cites a document that is declared, and what nobody has verified says so."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from opennrm import mechanism
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.sources import SOURCES, SourceKind, cited
from opennrm.mechanism.stages import STEPS

FILES = sorted(Path(mechanism.__file__).parent.rglob("*.py"))


def literal_sources(tree: ast.AST) -> Iterator[str]:
    """Every literal source given to a refusal in a file."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal"):
            continue
        given = [keyword.value for keyword in node.keywords if keyword.arg == "source"] or node.args[2:3]
        assert given, "a refusal without a source"
        constants = (part.value for part in ast.walk(given[0]) if isinstance(part, ast.Constant))
        yield from (constant for constant in constants if isinstance(constant, str))


def data_sources(thing: Any) -> Iterator[str]:
    """Every value, anywhere in a profile, of a field that names a source."""
    if is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            value = getattr(thing, field.name)
            if field.name == "source" or field.name.endswith("_source"):
                yield value
            else:
                yield from data_sources(value)
    elif isinstance(thing, dict):
        for name, value in thing.items():
            yield from [value] if str(name).endswith("source") else data_sources(value)
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from data_sources(part)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_refusal_in_a_file_names_a_source_that_exists(path: Path) -> None:
    unknown = [key for key in literal_sources(ast.parse(path.read_text())) if key not in SOURCES]
    assert unknown == []


def test_the_search_for_sources_finds_one_that_does_not_exist() -> None:
    planted = ast.parse(
        "Refusal('code', 'because', 'NOBODY-WROTE-THIS')\nRefusal(code='c', because='b', source='ALSO-NOT')"
    )
    assert list(literal_sources(planted)) == ["NOBODY-WROTE-THIS", "ALSO-NOT"]


def test_every_profile_and_every_step_names_sources_that_exist() -> None:
    named = [key for profile in PROFILES.values() for key in data_sources(profile)]
    assert len(named) > 20
    assert set(named) <= set(SOURCES)
    assert {step.source for step in STEPS} <= set(SOURCES)


def test_what_nobody_has_verified_is_labelled_so() -> None:
    assert "assumption of this product, which nobody has verified" in cited("own")
    assert [key for key, source in SOURCES.items() if source.kind is SourceKind.OWN] == ["own"]
    assert "assumption" not in cited("NABA60")


def test_a_found_source_says_where_it_is() -> None:
    assert [key for key, source in SOURCES.items() if source.kind is SourceKind.FOUND and not source.where] == []
