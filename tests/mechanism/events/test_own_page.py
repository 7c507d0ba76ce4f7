"""What happens to a person's own page is told in codes, and never with the code that opens it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from opennrm.mechanism.events import OwnPageEnded, OwnPageOffered, OwnPageOpened, OwnPageViewed
from opennrm.mechanism.events.event import told

PAGE = str(uuid4())


def test_the_timeline_tells_how_the_person_agreed_and_why_the_page_was_closed() -> None:
    offered = OwnPageOffered(subject="A-1", case="A-1", page=PAGE, how="through_interpreter", second="word")
    ended = OwnPageEnded(subject="A-1", case="A-1", page=PAGE, because="not_safe")
    assert "How: through interpreter." in told(offered.kind, offered.facts())
    assert "Why: not safe." in told(ended.kind, ended.facts())


def test_neither_opening_nor_showing_says_more_than_which_page() -> None:
    for event in (OwnPageOpened(subject="A-1", page=PAGE), OwnPageViewed(subject="A-1", page=PAGE)):
        assert event.facts() == {"page": PAGE}


def test_what_somebody_chose_is_no_code_that_an_event_takes() -> None:
    with pytest.raises(ValueError, match="second"):
        OwnPageOffered(subject="A-1", page=PAGE, how="spoken", second="The blue door")
