"""Somebody who can write to the tables changes a vote, a dissent or who sat: the history says otherwise."""

from __future__ import annotations

import pytest

from opennrm.mechanism.panels.voting import Ballot
from opennrm.panels.actions.putting import take_off
from opennrm.panels.actions.voting import dissent
from opennrm.panels.lawful import content_of
from opennrm.panels.models import Counted, Dissent, Hearing, Seat, Vote
from opennrm.panels.verification import check_panels
from tests.panels.pilot import Pilot

pytestmark = pytest.mark.django_db


def found() -> list[str]:
    return [each.what for each in check_panels()]


def test_what_was_decided_is_as_the_history_says_until_somebody_changes_it(unit: Pilot) -> None:
    take_off(unit.listed().id, by=unit.actor(unit.convener), at=unit.at)
    row = unit.begun()
    unit.votes(row, "positive", "positive", "negative", "positive", "abstain")
    outvoted = unit.members[2]
    dissent(row.id, reasons="Too little.", by=unit.actor(outvoted), at=unit.at)
    assert found() == []

    kept = Vote.objects.get(hearing=row, account=outvoted)
    said = kept.content
    kept.content = content_of(Ballot(str(outvoted.id), "positive", ""))
    kept.save()
    assert found() == ["the votes of a panel are not those that were counted"]
    kept.content = said
    kept.save()

    words = Dissent.objects.get()
    words.reasons = "None."
    words.save()
    assert found() == ["a dissent is not what the history says was recorded"]
    words.delete()
    assert found() == ["a dissent was recorded, and is not there"]
    Dissent.objects.create(hearing=row, account=outvoted, reasons="Too little.", text_hash=words.text_hash)
    assert found() == []

    Seat.objects.filter(hearing=row, account=unit.members[0]).update(aside="declared_interest")
    assert "who sat on a panel is not who the history says" in found()
    Seat.objects.filter(hearing=row, account=unit.members[0]).update(aside="")
    Hearing.objects.filter(id=row.id).update(state="without_quorum")
    assert found() == ["a hearing of a panel does not stand as the history says"]
    Hearing.objects.filter(id=row.id).update(state="decided")
    Counted.objects.all().delete()
    assert found() == ["what a panel counted is not what the history says"]
