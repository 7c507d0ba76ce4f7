"""What makes a catalogue unsound is found."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.conditions import is_
from opennrm.questions.question import Catalogue, Choice, Kind, Page, Question, Section
from opennrm.questions.soundness import faults


def _question(key: str = "a", **more: Any) -> Question:
    return Question(**({"key": key, "ask": "?", "kind": Kind.TEXT, "called": key} | more))


def _catalogue(*questions: Question, slug: str = "page", **more: Any) -> Catalogue:
    page = Page(slug=slug, title="Page", questions=questions, **more)
    return Catalogue(version=1, sections=(Section(slug="section", title="Section", pages=(page,)),))


def test_our_catalogue_is_sound() -> None:
    assert faults(CATALOGUE) == []


@pytest.mark.parametrize(
    ("catalogue", "fault"),
    [
        (_catalogue(_question(), _question()), "a is used 2 times."),
        (_catalogue(_question("A-b")), "A-b is not in snake_case."),
        (_catalogue(_question(), slug="a_page"), "a_page is not in kebab-case."),
        (_catalogue(_question(only_if=is_("b", "x")), _question("b")), "a depends on b, which is not asked before it."),
        (_catalogue(_question(only_if=is_("a", "x"))), "a depends on a, which is not asked before it."),
        (_catalogue(_question(), only_if=is_("a", "x")), "page depends on a, which is not asked before it."),
        (
            _catalogue(_question(kind=Kind.RADIOS, choices=(Choice("x", "X"),)), _question("b", only_if=is_("a", "y"))),
            "b depends on an option that a does not offer.",
        ),
        (_catalogue(_question(kind=Kind.RADIOS)), "a is answered by radios, which does not go with its choices."),
        (
            _catalogue(_question(kind=Kind.LOOKUP, list_name="planets")),
            "a names no list to look up, or names one without being a lookup.",
        ),
        (
            _catalogue(_question(kind=Kind.RADIOS, choices=(Choice("x", "X"), Choice("x", "Y")))),
            "a offers an option twice.",
        ),
        (_catalogue(_question(data_class="secret")), "a has no data class."),
    ],
)
def test_an_unsound_catalogue_is_told_what_is_wrong(catalogue: Catalogue, fault: str) -> None:
    assert faults(catalogue) == [fault]
