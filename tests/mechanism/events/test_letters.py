"""The kinds of event about letters that are published: a stored history holds their names, so none may vanish."""

from __future__ import annotations

from opennrm.mechanism.events import KINDS

PUBLISHED = [
    "LetterDelivered",
    "LetterFailed",
    "LetterSentAgain",
    "LetterStopped",
    "LetterViewed",
    "LetterWritten",
    "PostBatchMade",
    "PostBatchPosted",
    "PostBatchPrinted",
]


def test_every_published_kind_of_event_about_letters_is_still_there() -> None:
    there = sorted(name for name, kind in KINDS.items() if kind.__module__ == "opennrm.mechanism.events.letters")
    assert there == PUBLISHED
