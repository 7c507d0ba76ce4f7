"""Every stage is reached and left, every move is recorded, every event is told and has its place in consequences."""

from __future__ import annotations

import string
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import ClassVar

from opennrm.consequences import CONSEQUENCES, NOTHING_FOLLOWS
from opennrm.mechanism.events import KINDS, Event
from opennrm.mechanism.stages import FINAL_STAGES, FIRST_STAGE, STEPS, Move, Stage

EVENTS = [event for event in KINDS.values() if event.__module__.startswith("opennrm.")]


def untold(events: Iterable[type[Event]]) -> list[str]:
    """Events without a sentence, or with a gap that none of their facts fills."""
    found = []
    for event in events:
        gaps = {name for _text, name, _spec, _conversion in string.Formatter().parse(event.sentence) if name}
        if not event.sentence or gaps - {field.name for field in fields(event)}:
            found.append(event.__name__)
    return found


def forgotten(events: Iterable[type[Event]]) -> list[str]:
    """Events that stand neither in the table of consequences nor among those that nothing follows from, or in both."""
    return [event.__name__ for event in events if (event in CONSEQUENCES) is (event in NOTHING_FOLLOWS)]


def test_every_move_is_in_the_table_and_recorded_by_an_event() -> None:
    assert {step.move for step in STEPS} == set(Move)
    assert {step.event for step in STEPS} <= set(EVENTS)


def test_every_stage_is_reached_and_all_but_the_final_ones_are_left() -> None:
    assert {FIRST_STAGE} | {step.after for step in STEPS} == set(Stage)
    assert {step.stage for step in STEPS} == set(Stage)
    assert {step.stage for step in STEPS if step.move is not Move.CLOSE} == set(Stage) - FINAL_STAGES


def test_every_event_has_a_sentence_that_its_facts_fill() -> None:
    assert untold(EVENTS) == []


def test_every_event_has_its_place_in_consequences() -> None:
    assert forgotten(EVENTS) == []


def test_a_planted_event_is_found_by_both() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Planted(Event):
        """Something that nobody thought through."""

        sentence: ClassVar[str] = "It was {planted}."

    KINDS.pop("Planted")
    assert untold([Planted]) == ["Planted"]
    assert forgotten([Planted]) == ["Planted"]
