"""A history in which leave is recorded of somebody without a positive second decision cannot have happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from opennrm.mechanism.fold.facts import Broken, CaseFacts, Entry
from opennrm.mechanism.fold.of_leave import TAKES
from opennrm.mechanism.stages import Stage

TOLD = Entry("LeaveRecorded", {"text_hash": "0" * 64}, datetime(2026, 5, 11, tzinfo=UTC), "an account")
POSITIVE = CaseFacts(stage=Stage.CONCLUSIVE_GROUNDS_POSITIVE)


def test_it_is_known_by_its_hash_and_moves_nothing() -> None:
    taken = TAKES[TOLD.kind](POSITIVE, TOLD)
    assert taken == replace(POSITIVE, texts=(("LeaveRecorded", "0" * 64),))


@pytest.mark.parametrize("stage", sorted(set(Stage) - {Stage.CONCLUSIVE_GROUNDS_POSITIVE}))
def test_nothing_of_it_is_recorded_elsewhere(stage: Stage) -> None:
    with pytest.raises(Broken):
        TAKES[TOLD.kind](replace(POSITIVE, stage=stage), TOLD)


def test_somebody_recorded_it() -> None:
    with pytest.raises(Broken):
        TAKES[TOLD.kind](POSITIVE, replace(TOLD, by=None))
