"""What was published keeps its meaning; this fails when a key or option changes or vanishes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.published import accept, differences, published
from opennrm.questions.question import Catalogue, Choice, Kind, Question

KNOWN = published()


def test_the_catalogue_keeps_everything_that_was_published() -> None:
    assert differences(CATALOGUE, KNOWN) == []


def _with(key: str, change: Callable[[Question], Question | None]) -> Catalogue:
    """The catalogue with one question changed, or taken out."""
    sections = []
    for section in CATALOGUE.sections:
        pages = []
        for page in section.pages:
            changed = [change(each) if each.key == key else each for each in page.questions]
            pages.append(replace(page, questions=tuple(each for each in changed if each is not None)))
        sections.append(replace(section, pages=tuple(pages)))
    return replace(CATALOGUE, sections=tuple(sections))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda each: None, "was published and is asked no longer"),
        (lambda each: replace(each, ask="Was this never reported?"), "a changed meaning is a new key"),
        (lambda each: replace(each, kind=Kind.SELECT), "a changed meaning is a new key"),
        (lambda each: replace(each, key="reported_already"), "was published and is asked no longer"),
        (lambda each: replace(each, choices=each.choices[:2]), "the option not_known was published and has vanished"),
        (
            lambda each: replace(each, choices=(Choice("yes", "No"), *each.choices[1:])),
            "the option yes has another label",
        ),
        (
            lambda each: replace(each, choices=(*each.choices, Choice("maybe", "Maybe"))),
            "the option maybe is offered but not published",
        ),
    ],
)
def test_a_change_of_something_published_is_found(change: Callable[[Question], Question | None], said: str) -> None:
    found = differences(_with("reported_before", change), KNOWN)
    assert any(said in sentence for sentence in found)
    assert all("reported" in sentence for sentence in found)


def test_an_accepted_wording_passes_and_the_old_one_stays_known() -> None:
    reworded = _with("reported_before", lambda each: replace(each, ask="Has this been reported to the police before?"))
    known = json.loads(accept(reworded, KNOWN))
    assert differences(reworded, known) == []
    assert differences(CATALOGUE, known) == []


def test_a_retired_key_is_never_asked_again() -> None:
    known = json.loads(accept(_with("reported_before", lambda each: None), KNOWN))
    assert known["reported_before"]["retired_in"] == CATALOGUE.version
    assert any("give it a new key" in sentence for sentence in differences(CATALOGUE, known))


def test_accepting_never_brings_a_retired_key_back() -> None:
    known = json.loads(accept(_with("reported_before", lambda each: None), KNOWN))
    assert differences(CATALOGUE, json.loads(accept(CATALOGUE, known))) != []


def test_a_retired_option_is_never_offered_again() -> None:
    without = _with("reported_before", lambda each: replace(each, choices=each.choices[:2]))
    known = json.loads(accept(without, KNOWN))
    assert differences(without, known) == []
    assert differences(CATALOGUE, json.loads(accept(CATALOGUE, known))) == [
        "reported_before: the option not_known was retired and is offered again: give it a new value."
    ]
