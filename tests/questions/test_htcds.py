"""Every field of the standard's own list is placed or said why not, and what goes out comes back the same."""

from __future__ import annotations

import csv
from datetime import date
from typing import Any

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.demo.answers import adult_answers, child_answers
from opennrm.questions import lists
from opennrm.questions.answers import clean_so_far
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.htcds import NO_NAME, NO_SUCH_CODE, NO_SUCH_FIELD, NOT_ITS_FORM, answers_of, fields, record_of
from opennrm.questions.journey import answers_that_apply
from tests.house.tree import ROOT

TODAY = date(2026, 3, 2)
STANDARD = ROOT / "src/opennrm/questions/htcds_2_0/fields.csv"
FACTS = {"organisation", "received_on", "status", "decided_by"}


def codes_of_the_standard() -> dict[str, set[str]]:
    rows = csv.DictReader(STANDARD.read_text(encoding="utf-8").splitlines())
    return {row["name"]: set(row["values"].split(";")) for row in rows if ";" in row["values"]}


def test_every_field_of_the_list_is_placed_or_said_why_not() -> None:
    found = fields()
    assert len(found) == 92
    for each in found:
        assert bool(each.answer) + bool(each.fact) + bool(each.because) == 1, each.name
        assert set(each.answer) <= set(CATALOGUE.questions)
        assert not each.fact or each.fact in FACTS
    assert {each.name for each in found if each.answer} >= {"prs_FirstName", "prs_Birthdate", "vic_TypeOfExploitation"}
    assert sum(each.name == NO_NAME for each in found) == 9


def test_every_code_is_one_of_the_standard_and_one_of_ours() -> None:
    standard = codes_of_the_standard()
    countries = {country.alpha_2 for country in pycountry.countries} | {"XK"}
    for each in fields():
        if not each.gives:
            continue
        theirs = standard.get(each.name, countries)
        question = CATALOGUE.question(each.answer[0])
        ours = {choice.value for choice in question.choices} or set(lists.entries(question.list_name))
        assert {*each.gives.values(), *each.takes} <= theirs, each.name
        assert {*each.gives, *each.takes.values()} <= ours, each.name
        for code, our in each.takes.items():
            assert each.gives[our] == code, f"{each.name}: {code} would come back as another"


def test_every_nationality_has_its_country_but_those_that_have_none() -> None:
    placed = next(each for each in fields() if each.name == "prs_Citizenship")
    without = {entry.code for entry in lists.offered("nationalities")} - set(placed.gives)
    assert without == {"stateless"}


@pytest.mark.parametrize("answers", [adult_answers(TODAY), child_answers(TODAY)], ids=["adult", "child"])
def test_what_goes_out_comes_back_the_same(answers: dict[str, Any]) -> None:
    answers = answers_that_apply(CATALOGUE, answers)
    record = record_of(answers)
    back = answers_of(record)
    assert back.answers.keys() >= {"first_name", "last_name", "gender"}
    for key, value in back.answers.items():
        if isinstance(value, list):
            assert set(value) <= set(answers[key]), "nothing is added"
        else:
            assert value == answers[key]
    again = record_of(answers | back.answers)
    assert again == record
    clean = clean_so_far(CATALOGUE, answers | back.answers, today=TODAY)
    assert clean.errors == []


@given(st.data())
def test_every_code_that_is_taken_comes_back(data: st.DataObject) -> None:
    placed = data.draw(st.sampled_from([each for each in fields() if each.takes]))
    codes = data.draw(st.lists(st.sampled_from(sorted(placed.takes)), min_size=1, max_size=2, unique=True))
    record = {placed.name: codes if placed.is_list else codes[0]}
    taken = answers_of(record)
    assert taken.not_taken == ()
    back = record_of(taken.answers)[placed.name]
    assert sorted(back if placed.is_list else [back]) == sorted(codes if placed.is_list else [codes[0]])


def test_where_a_person_is_and_how_to_reach_them_never_leaves_and_is_never_taken() -> None:
    record = record_of(adult_answers(TODAY), {"organisation": "Northshire Police"})
    assert not {name for name in record if "Mailing" in name or "Phone" in name or "Email" in name}
    assert record["org_Name"] == "Northshire Police"
    taken = answers_of({"prs_MobilePhone": "07700 900123", "prs_MailingCity": "Leeds"})
    assert taken.answers == {}
    assert all("confirmed that it is safe" in because for _name, because in taken.not_taken)


def test_what_cannot_be_taken_is_said_and_the_rest_is_taken() -> None:
    record = {
        "prs_FirstName": "Ana",
        "prs_Gender": "TransgenderFeminine",
        "vic_TypeOfExploitation": ["ForcedLabour", "ForcedMarriage"],
        "vic_TraffickingStatus": "ActualVictimOfTrafficking",
        "prs_Citizenship": ["VN", "RO", "ES"],
        "con_Consent": True,
        "prs_Shoe": 42,
        "N/A": "x",
    }
    taken = answers_of(record)
    assert taken.answers == {
        "first_name": "Ana",
        "exploitation_components": ["forced_marriage"],
        "nationality": "vietnamese",
        "second_nationality": "romanian",
    }
    told = dict(taken.not_taken)
    assert told["prs_Gender"] == told["vic_TypeOfExploitation"] == NO_SUCH_CODE
    assert told["prs_Shoe"] == told["N/A"] == NO_SUCH_FIELD
    assert told.keys() == record.keys() - {"prs_FirstName"}


@pytest.mark.parametrize(
    ("country", "language"), [("VN", "vie"), ("VNM", "vi"), ("AL", "sqi"), ("ALB", "alb"), ("ALB", "sq"), ("XK", "sqi")]
)
def test_each_form_of_code_that_the_standard_allows_is_taken(country: str, language: str) -> None:
    """ISO 3166 by two or three letters; ISO 639-2 by three, terminological or bibliographic, or by two."""
    taken = answers_of({"prs_Citizenship": [country], "prs_PrimaryLanguage": language})
    nationality = {"VN": "vietnamese", "AL": "albanian", "XK": "kosovan"}[country[:2]]
    assert taken.answers == {
        "nationality": nationality,
        "interpreter_language": "vie" if language.startswith("vi") else "sqi",
    }
    assert taken.not_taken == ()


def test_a_code_of_no_country_and_no_language_is_said_to_be_left_out() -> None:
    taken = answers_of({"prs_Citizenship": ["QQQ", "VNM"], "prs_PrimaryLanguage": "qq"})
    assert taken.answers == {"nationality": "vietnamese"}
    assert dict(taken.not_taken) == {"prs_Citizenship": NO_SUCH_CODE, "prs_PrimaryLanguage": NO_SUCH_CODE}


def test_what_the_standard_means_more_narrowly_goes_neither_out_nor_in() -> None:
    """Threats "to them or their family" need not be physical ones, and little pay is not earnings that were taken."""
    seen = {"indicators_seen": ["threats", "pay_withheld", "papers_held"]}
    assert record_of(seen) == {"vic_MethodsOfControl": ["WithholdsDocuments"]}
    taken = answers_of({"vic_MethodsOfControl": ["PhysicalThreats", "ThreatensChildrenFamily", "TakesEarnings"]})
    assert taken.answers == {}
    assert taken.not_taken == (("vic_MethodsOfControl", NO_SUCH_CODE),)


@given(st.dictionaries(st.sampled_from([each.name for each in fields()]), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)))  # fmt: skip
def test_whatever_stands_in_a_record_is_taken_or_said_to_be_left_out(record: dict[str, Any]) -> None:
    taken = answers_of(record)
    assert set(taken.answers) <= set(CATALOGUE.questions)
    assert all(name in record and because for name, because in taken.not_taken)
    for name in ("prs_FirstName", "prs_Birthdate"):
        if isinstance(record.get(name), dict):
            assert not record[name] or (name, NOT_ITS_FORM) in taken.not_taken
