"""What was erased and that somebody searched are told in a sentence, and neither can hold a name."""

from __future__ import annotations

import pytest

from opennrm.mechanism.events import FoundPeopleShown, KeysErased, PeopleSearched, told

SOMEBODY = "0f4e1c5e-5a53-4f0b-9a4b-0a3c9a3d2f10"


def test_erased_keys_and_searches_are_told_without_a_name() -> None:
    erased = KeysErased(subject="NRM-1", case="NRM-1", keys=4, because="retention")
    assert told("KeysErased", erased.facts()).endswith("Why: retention.")
    searched = PeopleSearched(subject=SOMEBODY, shown=3)
    assert told("PeopleSearched", searched.facts()) == "People were searched for; 3 cases were shown."
    assert searched.facts() == {"shown": 3}
    shown = FoundPeopleShown(subject=SOMEBODY, shown=3)
    assert told("FoundPeopleShown", shown.facts()) == "What a search for people had found was shown: 3 cases."


def test_why_is_a_code_and_no_sentence() -> None:
    with pytest.raises(ValueError, match="because"):
        KeysErased(subject="NRM-1", keys=1, because="She asked for it.")
