"""A made-up value in each personal column, and every page as every role: each is seen where the matrix says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from opennrm.demo import load
from opennrm.demo.people import people_here
from opennrm.partners.roles import ROLES, Permission
from tests.addresses import addresses_that_tell
from tests.browser.opened_with import Examples
from tests.hostile.every_row import (
    DAYS_OF_BIRTH,
    fill_every_table,
    more_pages,
    personal_columns,
    put_words_everywhere,
)
from tests.hostile.test_markup import live
from tests.hostile.typed_everywhere import Seen, Typed, asked_for_by_everybody, opened_by_everybody
from tests.house.fields_shown import HOMES, MATRIX, NOT_TRIED, allowed
from tests.stories.people import STATISTICIAN, _hashed

pytestmark = pytest.mark.django_db
COLUMNS = [f"{table._meta.label}.{name}" for table, name in personal_columns()]
WORD = re.compile(r"Kanari(\d\d)vex")
TYPED = "Kanari99vex"
Sight = tuple[str, str, str]


def words_for(column: str) -> str:
    """The made-up value of a column, within markup that must stay text."""
    return f"'\"><x-m onclick=y>Kanari{COLUMNS.index(column):02d}vex"


@pytest.fixture
def examples(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Examples]:
    """Made-up people with a row in every table; each column holds its own value."""
    settings.FORCES_STAND_IN = "marshland-police"  # as in the demonstration
    monkeypatch.setattr("opennrm.partners.founding.make_password", _hashed)
    load.people(timezone.now() - timedelta(days=60))
    with ExitStack() as leaving:
        made = Examples(Typed(leaving, TYPED))
        fill_every_table(made)
        yield made


def role_of(who: str) -> str:
    person = next((each for each in people_here() if each.email == who), None)
    if person is None:
        return "a stranger"
    return person.roles[0] if person.organisation in HOMES else f"{person.roles[0]} of another organisation"


def sights(shown: Iterable[Seen]) -> set[Sight]:
    """Which column was seen on which page by which role."""
    found = set()
    for each in shown:
        page, role = each.content.decode("utf-8", "replace"), role_of(each.who)
        found |= {(COLUMNS[int(number)], each.page, role) for number in WORD.findall(page) if number != "99"}
        found |= {
            (column, each.page, role) for column, days in DAYS_OF_BIRTH.items() if any(day in page for day in days)
        }
    return found


def told(wrong: Iterable[Sight]) -> str:
    """One line for each page and role."""
    lines: dict[tuple[str, str], list[str]] = {}
    for column, page, role in sorted(wrong):
        lines.setdefault((page, role), []).append(column)
    return "\n".join(f"{page} shows {role}: {', '.join(columns)}" for (page, role), columns in lines.items())


@pytest.mark.proves("AZ-10", "8.1.2", "8.2.3", "14.2.6", "INJ-02", "1.1.2", "1.2.1", "PRIV-02", "14.2.1")
def test_everybody_is_shown_what_the_matrix_says_and_as_text(examples: Examples) -> None:
    more = more_pages(examples)
    put_words_everywhere(words_for, TYPED)
    shown = [*opened_by_everybody(examples, more), *asked_for_by_everybody(examples)]
    seen, may = sights(shown), allowed()
    assert not seen - may, f"outside the matrix:\n{told(seen - may)}"
    assert not may - seen, f"in the matrix, and never shown:\n{told(may - seen)}"
    pages = [each for each in shown if each.content_type.startswith("text/html")]
    assert [f"{each}: {node}" for each in pages for node in live(each.content)] == []
    assert [f"{each}: {told}" for each in pages for told in addresses_that_tell(each.content, b"kanari")] == []


def test_every_personal_column_was_tried() -> None:
    assert {column for each in MATRIX for column in each.columns} <= set(COLUMNS)
    assert NOT_TRIED.keys() <= set(COLUMNS)


@pytest.mark.proves("OPS-08", "AZ-10")
def test_a_planted_permission_is_found(examples: Examples, monkeypatch: pytest.MonkeyPatch) -> None:
    put_words_everywhere(words_for, TYPED)
    role = ROLES["statistician"]
    planted = replace(role, permissions=role.permissions | {Permission.SEE_CASES, Permission.SEE_LETTERS})
    monkeypatch.setitem(ROLES, "statistician", planted)
    outside = sights(opened_by_everybody(examples, only=[STATISTICIAN])) - allowed()
    assert ("referrals.Person.first_name", "case", "statistician") in outside
    assert "case shows statistician: " in told(outside)
