"""What can happen to the organisations that have a part in a case."""

from __future__ import annotations

from opennrm.mechanism.events import PartyAdded, PartyEnded, told


def test_a_part_is_told_without_saying_whose_it_is() -> None:
    for event, said in ((PartyAdded, "has a part"), (PartyEnded, "no longer has a part")):
        one = event(subject="NRM-1", case="NRM-1", audience="support_provider", organisation="O-1", because="wanted")
        sentence = told(one.kind, one.facts())
        assert said in sentence
        assert "support provider" in sentence
        assert "O-1" not in sentence
