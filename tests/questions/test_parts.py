"""Each receiver is told the questions that are named for it: every answer to any other stays where it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from opennrm.demo.answers import adult_answers, child_answers
from opennrm.demo.entries import with_entries
from opennrm.mechanism.receivers import Receiver
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import answers_that_apply
from opennrm.questions.parts import NOT_TOLD, OF_EACH_EXPLOITATION, PARTS, part_of
from opennrm.questions.summary import sections

DAY = date(2026, 11, 20)
KEYS = {placed.question.key for placed in CATALOGUE.placed}
NEVER = ("decision_", "child_decision_to", "no_safe_way", "consent_", "naming_", "notified_", "may_be_named")
NOT_FOR_ANYBODY = {
    *("home_office_reference", "has_home_office_reference", "immigration_control", "asylum_claim_inadmissible"),
    *("facing_deportation", "detained", "detained_where", "best_interests_decision", "cannot_consent_because"),
    *("notification_reference", "how_learnt", "professional_judgement", "treatment", "anything_else"),
}


def filled(given: dict[str, Any]) -> dict[str, Any]:
    """Answers in which every text is a word that names its question, so that it is known again wherever it stands."""
    texts = {placed.question.key for placed in CATALOGUE.placed if placed.question.kind.name in ("TEXT", "TEXTAREA")}
    return answers_that_apply(CATALOGUE, given | {key: f"Kanari {key}" for key in texts & set(given)})


ALL_KINDS = (filled(adult_answers(DAY)), filled(child_answers(DAY)))


@pytest.mark.parametrize("answers", ALL_KINDS)
@pytest.mark.parametrize("receiver", list(Receiver))
def test_no_answer_to_another_question_is_in_a_part(receiver: Receiver, answers: dict[str, Any]) -> None:
    part = part_of(receiver, CATALOGUE, answers)
    rows = [row for section in sections(CATALOGUE, answers) for row in section.rows]
    allowed = {(row.label, row.value_lines) for row in rows if row.question_key in PARTS[receiver]}
    assert part
    assert {(each["label"], tuple(each["lines"])) for each in part} <= allowed
    told = str(part)
    assert [key for key in answers if f"Kanari {key}'" in told and key not in PARTS[receiver]] == []


def test_a_planted_answer_would_be_seen() -> None:
    answers = ALL_KINDS[0]
    words = [key for key in answers if str(answers[key]).startswith("Kanari ")]
    assert words, "no text was filled, so the test above would find nothing"
    assert any(key not in PARTS[receiver] for receiver in Receiver for key in words)


@pytest.mark.parametrize("receiver", list(Receiver))
def test_every_named_question_is_asked_and_none_is_one_that_nobody_is_told(receiver: Receiver) -> None:
    named = PARTS[receiver]
    assert set(named) <= KEYS
    assert len(named) == len(set(named))
    assert [key for key in named if key.startswith(NEVER) or key in NOT_FOR_ANYBODY] == []
    assert NOT_FOR_ANYBODY <= KEYS


def test_of_every_question_it_is_decided_whether_anybody_is_told() -> None:
    told = {key for named in PARTS.values() for key in named}
    assert set(CATALOGUE.questions) == told | NOT_TOLD
    assert set() == told & NOT_TOLD
    assert NOT_FOR_ANYBODY <= NOT_TOLD


def test_the_police_of_where_it_happened_have_what_leads_to_places_and_exploiters_and_numbers_stay_hidden() -> None:
    answers = answers_that_apply(CATALOGUE, with_entries(adult_answers(DAY), DAY))
    part = {each["key"]: each for each in part_of(Receiver.POLICE_THERE, CATALOGUE, answers)}
    leads = {"places", "exploiters", "vehicles", "phones", "online_names"}
    assert leads | {"exploiters_place"} <= set(PARTS[Receiver.POLICE_THERE])
    assert leads <= set(part)
    assert part["phones"]["hidden"] == "phone"


def test_of_each_exploitation_the_council_and_each_force_are_told_what_where_and_when_and_never_the_account() -> None:
    times: list[dict[str, Any]] = [
        {"exploitation_kinds": ["little_or_no_pay"], "exploitation_in": "uk", "exploitation_town": "dover"},
        {"exploitation_kinds": ["forced_begging"], "exploitation_in": "uk", "exploitation_town": "aberaeron"},
        {"exploitation_kinds": ["forced_theft"], "exploitation_dates": "The first winter"},
        {"exploitation_kinds": ["household_work"], "exploitation_in": "overseas", "exploitation_country": "FR"},
    ]
    listed = [{"id": str(n), "exploitation_in_words": "Kanari", **each} for n, each in enumerate(times)]
    answers = answers_that_apply(CATALOGUE, with_entries(child_answers(DAY), DAY) | {"exploitations": listed})

    def told(receiver: Receiver, *forces: str | None, towns: tuple[str, ...] = ()) -> str:
        part = part_of(receiver, CATALOGUE, answers, forces, towns)
        return "".join("\n".join(each["lines"]) for each in part if each["key"] == "exploitations")

    council = told(Receiver.COUNCIL_SAFEGUARDING)
    kent = told(Receiver.POLICE_THERE, "kent_police")
    not_known = told(Receiver.POLICE_THERE, None)
    assert [word in council for word in ("Dover", "Aberaeron", "The first winter", "France")] == [True] * 4
    assert [word in kent for word in ("Dover", "Aberaeron", "The first winter", "France")] == [True, False, True, False]
    assert [word in not_known for word in ("Dover", "Aberaeron", "The first winter")] == [False, True, True]
    assert "Aberaeron" in told(Receiver.POLICE_THERE, towns=("aberaeron",))
    assert "Aberaeron" not in told(Receiver.POLICE_THERE, "kent_police", towns=("abbey_dore",))
    assert "Kanari" not in council + kent + not_known
    for receiver in set(Receiver) - {Receiver.COUNCIL_SAFEGUARDING, Receiver.POLICE_THERE}:
        assert told(receiver, "kent_police", None) == ""
    only_overseas = answers | {"exploitations": listed[3:]}
    assert "exploitations" not in {each["key"] for each in part_of(Receiver.POLICE_THERE, CATALOGUE, only_overseas)}


def test_who_supports_is_not_told_what_happened_and_who_investigates_not_where_the_person_is() -> None:
    assert not {key for key in PARTS[Receiver.SUPPORT_PROVIDER] if key.startswith(("exploit", "indicators"))}
    assert set(OF_EACH_EXPLOITATION) == {key for key in PARTS if "exploitations" in PARTS[key]}
    assert not {"staying_town", "staying_region", "support_phone"} & set(PARTS[Receiver.POLICE_THERE])


def test_what_tells_where_the_person_is_says_so() -> None:
    part = part_of(Receiver.SUPPORT_PROVIDER, CATALOGUE, ALL_KINDS[0])
    assert {each["key"]: each["hidden"] for each in part}["support_phone"] == "phone"
    assert {each["key"]: each["hidden"] for each in part}["first_name"] == ""
