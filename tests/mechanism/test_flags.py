"""Every flag has its words, and a source that is declared."""

from __future__ import annotations

from opennrm.mechanism.flags import Flag
from opennrm.mechanism.sources import SOURCES


def test_every_flag_has_words_of_its_own_and_a_declared_source() -> None:
    assert len({flag.words for flag in Flag}) == len(Flag)
    assert {flag.source for flag in Flag} <= set(SOURCES)


def test_what_no_document_asks_for_is_labelled_as_our_own() -> None:
    assert Flag.DETAINED.source == "own"
    assert Flag.DEPENDANTS.source == "PROMPT26"
