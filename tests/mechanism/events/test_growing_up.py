"""The kinds of event about growing up that are published; none of them holds a date of birth."""

from __future__ import annotations

from dataclasses import fields

from opennrm.mechanism.events import KINDS

PUBLISHED = ["AdultConsentNeeded", "AdulthoodNear", "AgeDecided", "BecameAdult"]


def test_every_published_kind_of_event_about_growing_up_is_still_there() -> None:
    there = {name: kind for name, kind in KINDS.items() if kind.__module__ == "opennrm.mechanism.events.growing_up"}
    assert sorted(there) == PUBLISHED
    facts = [each for kind in there.values() for each in fields(kind)]
    assert [each.name for each in facts if "birth" in each.name] == ["birth_hash"]
