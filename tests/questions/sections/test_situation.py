"""The person's situation: nothing must be answered, and children are not asked what routes adults only."""

from __future__ import annotations

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import answers_that_apply, missing
from opennrm.questions.sections.situation import SECTION
from tests.questions.edits import adult, child

KEYS = {question.key for page in SECTION.pages for question in page.questions}


def test_everything_can_be_left_out() -> None:
    without = {key: value for key, value in adult().items() if key not in KEYS}
    assert not [gap for gap in missing(CATALOGUE, without) if gap.question_key in KEYS]


def test_a_child_is_not_asked_about_detention_or_deportation() -> None:
    told = child() | {"detained": "yes", "facing_deportation": "yes", "asylum_claim_inadmissible": "yes"}
    assert not {"detained", "facing_deportation", "asylum_claim_inadmissible"} & set(
        answers_that_apply(CATALOGUE, told)
    )


def test_where_somebody_is_detained_goes_when_they_are_not() -> None:
    told = adult() | {"detained": "no", "detained_where": "prison"}
    assert "detained_where" not in answers_that_apply(CATALOGUE, told)
