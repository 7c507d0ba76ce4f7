"""Conditions as data: what they hold for, and that they survive being written down."""

from typing import Any

import pytest

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.conditions import (
    Condition,
    all_of,
    answered,
    any_of,
    as_data,
    from_data,
    holds,
    is_,
    not_,
    parts_of,
)


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        (None, {}, True),
        (is_("a", "x", "y"), {"a": "y"}, True),
        (is_("a", "x"), {"a": "z"}, False),
        (is_("a", "x"), {}, False),
        (is_("a", "x"), {"a": ["w", "x"]}, True),
        (is_("a", "x"), {"a": {"not_known": "x"}}, False),
        (answered("a"), {"a": {"not_known": "x"}}, True),
        (answered("a"), {}, False),
        (any_of(is_("a", "x"), is_("b", "y")), {"b": "y"}, True),
        (any_of(), {}, False),
        (all_of(is_("a", "x"), is_("b", "y")), {"b": "y"}, False),
        (all_of(), {}, True),
        (not_(is_("a", "x")), {}, True),
    ],
)
def test_a_condition_holds_for_what_it_says(
    condition: Condition | None, answers: dict[str, Any], expected: bool
) -> None:
    assert holds(condition, answers) is expected
    assert from_data(as_data(condition)) == condition


def test_every_condition_of_the_catalogue_survives_being_written_down() -> None:
    for placed in CATALOGUE.placed:
        assert from_data(as_data(placed.only_if)) == placed.only_if


def test_all_of_leaves_out_what_always_holds() -> None:
    assert all_of(None, is_("a", "x"), all_of()) == is_("a", "x")


def test_the_parts_of_a_condition_are_the_questions_it_looks_at() -> None:
    condition = any_of(all_of(is_("a", "x"), answered("b")), not_(is_("c", "y")))
    assert [part.key for part in parts_of(condition)] == ["a", "b", "c"]
    assert list(parts_of(None)) == []


@pytest.mark.parametrize("data", [{"maybe": 1}, {"all_of": [None]}])
def test_data_that_is_no_condition_is_refused(data: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the two sentences differ
        from_data(data)
