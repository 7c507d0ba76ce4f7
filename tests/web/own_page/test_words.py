"""Each place where a case can stand is told in plain words, and no decision before it was served."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from opennrm.cases.own_pages import LookDay, OwnStanding
from opennrm.mechanism.stages import Stage
from opennrm.web.own_page.words import STAGES, standing_in_words

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


def standing(stage: Stage, due: date | None = None, review: date | None = None) -> OwnStanding:
    look = LookDay(date(2026, 3, 1), "Marshland Police", ("First responder",))
    return OwnStanding(uuid4(), "A-1", stage.value, due, review, "authority", "", (look,))


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_has_whole_sentences(stage: Stage) -> None:
    told = standing_in_words(standing(stage), AT)
    assert str(told["where"]).endswith(".")
    assert str(told["then"]).endswith(".")
    assert "grounds" not in f"{told['where']} {told['then']}"


def test_a_decision_that_is_being_checked_is_told_alike_whatever_it_is() -> None:
    assert STAGES[Stage.REASONABLE_GROUNDS_TO_CHECK] == STAGES[Stage.REASONABLE_GROUNDS_CHECKED]
    assert "no" not in str(STAGES[Stage.REASONABLE_GROUNDS_TO_CHECK][0]).split()


def test_by_when_is_told_with_its_day_and_that_it_is_late() -> None:
    pending = Stage.REASONABLE_GROUNDS_PENDING
    assert standing_in_words(standing(pending, date(2026, 3, 9)), AT)["by_when"] == (
        "This is to happen by 9 March 2026."
    )
    assert "is late" in standing_in_words(standing(pending, date(2026, 3, 1)), AT)["by_when"]
    assert standing_in_words(standing(pending), AT)["by_when"] == "There is no day for this."
    paused = standing(Stage.SUSPENDED_BEFORE_REASONABLE_GROUNDS, date(2026, 3, 9), date(2026, 4, 1))
    assert "1 April 2026" in standing_in_words(paused, AT)["by_when"]


def test_who_looked_is_told_by_day_organisation_and_role() -> None:
    assert standing_in_words(standing(Stage.RECOVERY), AT)["looks"] == [
        {"on": "1 March 2026", "who": "Marshland Police, First responder"}
    ]
