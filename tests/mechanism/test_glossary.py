"""Words are unique and sourced; every stage has a meaning."""

from __future__ import annotations

from opennrm.mechanism.glossary import STAGES_MEAN, WORDS
from opennrm.mechanism.sources import SOURCES
from opennrm.mechanism.stages import Stage


def test_every_word_stands_once_with_a_source() -> None:
    assert len({word.word for word in WORDS}) == len(WORDS)
    assert {word.source for word in WORDS} <= set(SOURCES)


def test_every_stage_has_a_meaning_in_the_order_of_the_table() -> None:
    assert list(STAGES_MEAN) == list(Stage)
