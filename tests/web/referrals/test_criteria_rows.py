"""The criteria as rows: what is open says how to put it right, what is answered does not ask for more."""

from __future__ import annotations

from uuid import uuid4

from opennrm.demo.answers import adult_answers
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.quality import quality_of
from opennrm.web.referrals.criteria_rows import in_rows, in_short, is_looked_at
from tests.questions.edits import TODAY


def test_what_is_answered_asks_for_no_more() -> None:
    judged = quality_of(CATALOGUE, adult_answers(TODAY) | {"professional_judgement": "I was told to."})
    rows = in_rows(uuid4(), judged)["rows"]
    assert all(bool(row["put_right"]) is not row["answered"] for row in rows)
    assert any(not row["answered"] for row in rows)


def test_a_journey_without_criteria_has_no_summary() -> None:
    assert in_short(uuid4(), []) is None
    assert is_looked_at(CATALOGUE.page("indicators"))
    assert not is_looked_at(CATALOGUE.page("gender"))
