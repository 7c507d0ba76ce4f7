"""A first responder sees, while they write, what makes a referral strong; "not known" is an answer, and none blocks."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.demo.answers import adult_answers
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.criteria import CRITERIA
from opennrm.questions.journey import answers_that_apply, may_be_sent
from opennrm.questions.quality import Judged, Strength, quality_of
from tests.questions.edits import TODAY, anonymous, raw_answers

WHY = {"not_known": "Not asked, because she was too tired to go on."}
STRONG = {
    "how_learnt": "She told me at the station on 3 March, late, because she was afraid of the driver.",
    "professional_judgement": "What she said is consistent with what was found in the house, and she told of it late.",
    "exploitation_required": "Twelve hours a day, seven days a week, with customers and cleaning after.",
    "living_conditions": "Six people slept in one room above the shop, locked in.",
    "treatment": "She was shouted at and told that her family would pay.",
    "indicators_details": "On 3 March a colleague saw at the shop that she had no papers and no money.",
}


def strong(**changed: Any) -> dict[str, Any]:
    return answers_that_apply(CATALOGUE, adult_answers(TODAY) | STRONG | changed)


def judged(answers: dict[str, Any]) -> dict[str, Judged]:
    return {each.criterion.code: each for each in quality_of(CATALOGUE, answers)}


def test_a_strong_referral_meets_every_criterion() -> None:
    assert {code: each.strength for code, each in judged(strong()).items()} == dict.fromkeys(
        (criterion.code for criterion in CRITERIA), Strength.MET
    )


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda each: each.code)
def test_what_is_not_answered_is_open_and_says_where(criterion: Any) -> None:
    answers = {key: value for key, value in strong().items() if key not in criterion.keys}
    found = judged(answers)[criterion.code]
    assert found.strength is Strength.OPEN
    assert any(question.key in criterion.keys for question in CATALOGUE.page(found.page_slug).questions)


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("chronology", {"exploitation_when": "No idea.", "exploitation_began": "A promise.", "how_they_left": "Fled."}),
        ("detail", {"treatment": "Badly."}),
        ("context", {"indicators_details": "The person seemed very frightened and said nothing much."}),
        ("judgement", {"professional_judgement": "I was told to."}),
        (
            "differences",
            {"professional_judgement": "I think that she may be a victim of that trade.", "how_learnt": "S"},
        ),
        ("late_disclosure", {"professional_judgement": "It is consistent with what I saw of it.", "how_learnt": "She"}),
    ],
)
def test_an_answer_that_says_too_little_could_say_more(code: str, changed: dict[str, Any]) -> None:
    assert judged(strong(**changed))[code].strength is Strength.THIN


@pytest.mark.parametrize(
    ("code", "changed", "reason"),
    [
        ("chronology", {"exploitation_when": WHY}, WHY["not_known"]),
        ("detail", {"exploitation_required": WHY, "treatment": WHY, "living_conditions": WHY}, WHY["not_known"]),
        ("purpose", {"exploitation_components": ["not_known"]}, "Not known"),
        ("indicators", {"indicators_seen": ["none"]}, "None was noticed"),
        ("evidence", {"has_evidence": "no"}, "There is none"),
    ],
)
def test_not_known_is_an_answer_with_its_reason(code: str, changed: dict[str, Any], reason: str) -> None:
    found = judged(strong(**changed))[code]
    assert found.strength is Strength.NOT_KNOWN
    assert found.is_answered
    assert reason in found.reasons


def test_a_whole_chronology_that_is_not_known_is_not_thin() -> None:
    found = judged(strong(exploitation_when=WHY, exploitation_began=WHY, how_they_left=WHY))["chronology"]
    assert (found.strength, len(found.reasons)) == (Strength.NOT_KNOWN, 3)


def test_a_referral_that_says_little_can_be_sent_all_the_same() -> None:
    answers = strong(**dict.fromkeys(STRONG, "No."))
    assert not all(each.is_answered for each in quality_of(CATALOGUE, answers))
    assert may_be_sent(CATALOGUE, answers)


def test_a_notification_that_names_nobody_has_no_criteria() -> None:
    assert quality_of(CATALOGUE, anonymous()) == []


def test_lists_of_entries_count_as_answers() -> None:
    entries = [{"when": "March 2024", "what": "Twelve hours a day in the fields near a farm"}]
    found = judged(strong() | {"exploitation_when": entries, "exploitation_required": entries})
    assert found["chronology"].strength is Strength.MET
    empty = judged(strong() | {"exploitation_when": [{"when": " "}]})
    assert empty["chronology"].strength is Strength.OPEN


def test_any_answers_are_judged_without_a_fault() -> None:
    from hypothesis import given, settings

    @given(raw_answers())
    @settings(deadline=None, max_examples=60, database=None)
    def any_answers(answers: dict[str, Any]) -> None:
        for each in quality_of(CATALOGUE, answers):
            assert each.page_slug
            assert bool(each.reasons) or each.strength is not Strength.NOT_KNOWN

    any_answers()
