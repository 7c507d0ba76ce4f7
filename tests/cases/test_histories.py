"""Histories through real actions and the database agree with the pure law at every step, and `verify` holds after each.

A seed that fails makes the same walk again: `walk_of(profile, seed)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from opennrm.console.verify import look
from opennrm.mechanism.fold import BrokenHistory
from opennrm.mechanism.stages import Stage
from tests.cases.doings import DOINGS, next_doing
from tests.cases.histories import Disagreement, House, Walked, house_for, walked

PROFILES = {"borders_act_2023": "2023-01-30", "central_2009": "2020-01-01"}
EACH, AT_ONCE = 250, 25
STEPS = 14
pytestmark = pytest.mark.django_db


@contextmanager
def nothing_kept() -> Iterator[None]:
    """What happens within is undone, so that every history is the only one there is."""
    undone = transaction.atomic()
    undone._from_testcase = True  # type: ignore[attr-defined]  # commands may begin in it, as in any test
    with undone:
        yield
        transaction.set_rollback(True)


def walk_of(house: House, seed: int, steps: int = STEPS) -> Walked:
    """A whole history by a seed."""
    walk = walked(house, seed)
    for _ in range(steps):
        name = next_doing(walk)
        walk.step(name, DOINGS[name])
    return walk


def found_after(house: House, seed: int, statement: str = "") -> list[str]:
    """What `verify` finds after a history, by each of its checks, and after somebody changed a row behind it."""
    with nothing_kept():
        walk_of(house, seed)
        if statement:
            with connection.cursor() as cursor:
                cursor.execute(statement)
        return list(look([], {})["findings"])


@pytest.mark.proves("2.3.1")
@pytest.mark.parametrize("first", range(0, EACH, AT_ONCE))
@pytest.mark.parametrize("profile", PROFILES)
def test_hundreds_of_histories_agree_with_the_law_and_verify_holds_after_each(
    profile: str, first: int, settings: Any
) -> None:
    settings.PROFILES_ADOPTED = [(profile, PROFILES[profile])]
    house = house_for(profile)
    for seed in range(first, first + AT_ONCE):
        assert found_after(house, seed) == [], f"seed {seed}"


@pytest.fixture
def house(settings: Any) -> House:
    settings.PROFILES_ADOPTED = [("borders_act_2023", "2023-01-30")]
    return house_for("borders_act_2023")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_case SET stage = 'withdrawn' WHERE stage <> 'withdrawn'",
        "UPDATE cases_clock SET due_on = due_on + 1 WHERE ended_at IS NULL AND due_on IS NOT NULL",
        "UPDATE cases_case SET authority = 'somebody_else'",
        "UPDATE notifications_letter SET text_hash = repeat('0', 64)",
        "DELETE FROM cases_party",
    ],
)
def test_a_row_changed_behind_a_history_is_found(statement: str, house: House) -> None:
    assert any(found_after(house, seed, statement) for seed in range(3))


def nothing_refused(*given: Any, **named: Any) -> None:
    """A rule that an action forgot."""


def somewhere_else(*given: Any, **named: Any) -> Stage:
    """A move that leads where the law does not."""
    return Stage.TRIAGE


@pytest.mark.parametrize(
    ("rule", "broken", "found"),
    [
        ("opennrm.cases.actions.checking.refusal_to_check", nothing_refused, "own_decision|their own decision"),
        ("opennrm.cases.actions.moving.stage_after", somewhere_else, "the law leads to|cannot happen|stands at"),
        ("opennrm.cases.actions.recovering.refusal_to_end", nothing_refused, "bar_crossed|without recorded leave"),
        ("opennrm.cases.actions.withdrawing.refusal_of_withdrawal", nothing_refused, "children_stay"),
    ],
    ids=lambda value: value.rpartition(".")[2] if isinstance(value, str) else "",
)
def test_an_action_that_forgets_a_rule_is_found(
    rule: str, broken: Any, found: str, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule, broken)
    with pytest.raises((Disagreement, BrokenHistory), match=found):
        for seed in range(60):
            found_after(house, seed)
