"""When something is asked: conditions as data, which pages, schema and frozen copies can all read.

A condition looks at answers by the key of an earlier question. An answer that was never given satisfies neither
`is_` nor `answered`; `not_` turns that round, so `not_(is_("a", "b"))` also holds while `a` is unanswered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Is:
    """The answer to `key` is one of `values` (or, where many can be ticked, holds one of them)."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """There is an answer to `key`; "not known" with its reason is one."""

    key: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the conditions holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of the conditions holds; none at all always holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold."""

    condition: Condition


Condition = Is | Answered | AnyOf | AllOf | Not
ALWAYS = AllOf(())


def is_(key: str, *values: str) -> Is:
    """The answer to `key` is one of `values`."""
    return Is(key, values)


def answered(key: str) -> Answered:
    """There is an answer to `key`."""
    return Answered(key)


def any_of(*conditions: Condition) -> AnyOf:
    """At least one of these holds."""
    return AnyOf(conditions)


def all_of(*conditions: Condition | None) -> Condition:
    """All of these hold; `None` stands for "always" and a single condition stays itself."""
    given = tuple(condition for condition in conditions if condition is not None and condition != ALWAYS)
    return given[0] if len(given) == 1 else AllOf(given)


def not_(condition: Condition) -> Not:
    """This does not hold."""
    return Not(condition)


def holds(condition: Condition | None, answers: Answers) -> bool:
    """Whether the condition holds on these answers; no condition always holds."""
    match condition:
        case None:
            return True
        case Is(key, values):
            given = answers.get(key)
            return any(value in values for value in given) if isinstance(given, list) else given in values
        case Answered(key):
            return key in answers
        case AnyOf(conditions):
            return any(holds(each, answers) for each in conditions)
        case AllOf(conditions):
            return all(holds(each, answers) for each in conditions)
        case Not(inner):
            return not holds(inner, answers)


def parts_of(condition: Condition | None) -> Iterator[Is | Answered]:
    """Every leaf of the condition: the questions it looks at."""
    match condition:
        case Is() | Answered():
            yield condition
        case AnyOf(conditions) | AllOf(conditions):
            for each in conditions:
                yield from parts_of(each)
        case Not(inner):
            yield from parts_of(inner)


def as_data(condition: Condition | None) -> Any:
    """The condition as JSON: one object whose only key names its kind; `None` stays `None`."""
    match condition:
        case None:
            return None
        case Is(key, values):
            return {"is": [key, *values]}
        case Answered(key):
            return {"answered": key}
        case AnyOf(conditions):
            return {"any_of": [as_data(each) for each in conditions]}
        case AllOf(conditions):
            return {"all_of": [as_data(each) for each in conditions]}
        case Not(inner):
            return {"not": as_data(inner)}


def from_data(data: Any) -> Condition | None:
    """The condition that `as_data` wrote down. Raises `ValueError` for a kind it does not know."""
    if data is None:
        return None
    ((kind, content),) = data.items()
    match kind:
        case "is":
            return Is(content[0], tuple(content[1:]))
        case "answered":
            return Answered(content)
        case "any_of":
            return AnyOf(tuple(_inner(each) for each in content))
        case "all_of":
            return AllOf(tuple(_inner(each) for each in content))
        case "not":
            return Not(_inner(content))
    raise ValueError(f"No condition is called {kind!r}.")


def _inner(data: Any) -> Condition:
    condition = from_data(data)
    if condition is None:
        raise ValueError("A condition inside another cannot be empty.")
    return condition
