"""What the history tells of a consent: that it was said, and nothing by which anybody can be found."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.mechanism.events import ConsentNoted, told

SAID = {"subject": "NRM-1", "case": "NRM-1", "scope": "police_contact", "said": "withdrawn", "text_hash": "a" * 64}


def test_the_timeline_tells_what_was_said_of_which_consent() -> None:
    event = ConsentNoted(**SAID, said_on=date(2026, 11, 20))
    assert told(event.kind, event.facts()) == "The consent to police contact was recorded as withdrawn."


def test_words_do_not_fit_into_it() -> None:
    with pytest.raises(ValueError, match="language"):
        ConsentNoted(**SAID, language="Kim Ellis said so")
