"""The Human Trafficking Case Data Standard (HTCDS 2.0, IOM): a record of its fields from answers, and answers from one.

The standard lists fields and gives no form for an exchange: a record here is one JSON object of fields by their names.
Where each field stands is data (`htcds_2_0/placing.toml`), as is the standard's own list (`htcds_2_0/fields.csv`,
CC BY 4.0, see ATTRIBUTION.md). What is not taken is said, with the reason, and never dropped unseen.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import pycountry

from opennrm.questions import lists
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import is_not_known
from opennrm.questions.question import Question

NO_NAME = "N/A"
"""What the standard calls the examples that have no name."""
NO_SUCH_FIELD = "HTCDS 2.0 has no such field."
NO_SUCH_CODE = (
    "This code says more, less or something else than any answer that is asked for: ask, and answer it yourself."
)
NOT_ITS_FORM = "It is not in the form that the standard gives this field."
TOO_MANY = "A referral has no room for so many."


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the standard, and where it stands: in answers, in a fact of a referral, or nowhere and why."""

    name: str
    section: str
    label: str
    type: str
    core: bool
    answer: tuple[str, ...] = ()
    gives: Mapping[str, str] = field(default_factory=dict)
    takes: Mapping[str, str] = field(default_factory=dict)
    fact: str = ""
    because: str = ""

    @property
    def is_list(self) -> bool:
        """Does a record hold several codes of it?"""
        return self.type.startswith("Multiselect")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a record came to: answers by question key, and each field that was not taken, with the reason."""

    answers: dict[str, Any]
    not_taken: tuple[tuple[str, str], ...]


@cache
def fields() -> tuple[Field, ...]:
    """Every field of the standard's own list, in its order, with its place. Raises `KeyError` for one without."""
    found = resources.files("opennrm.questions") / "htcds_2_0"
    placing = tomllib.loads((found / "placing.toml").read_text(encoding="utf-8"))
    because = placing["because"]
    rows = csv.DictReader((found / "fields.csv").read_text(encoding="utf-8").splitlines())
    return tuple(_field(row, placing[row["name"]], because) for row in rows)


def record_of(answers: Mapping[str, Any], facts: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The record of a referral: of its answers, and of `facts` that are known of one that was sent."""
    told = facts or {}
    record: dict[str, Any] = {}
    for each in fields():
        value = told.get(each.fact) if each.fact else _given(each, answers)
        if value:
            record[each.name] = value
    return record


def answers_of(record: Mapping[str, Any]) -> Taken:
    """The answers that a record holds, not cleaned yet."""
    known = {each.name: each for each in fields() if each.name != NO_NAME}
    answers: dict[str, Any] = {}
    not_taken: list[tuple[str, str]] = []
    for name, value in record.items():
        placed = known.get(name)
        if placed is None:
            not_taken.append((name, NO_SUCH_FIELD))
        elif not placed.answer:
            not_taken.append((name, placed.because or "It is known once a referral was sent, and is not taken."))
        elif value not in (None, "", []):
            found, left_out = _taken(placed, value)
            answers |= found
            not_taken += [(name, because) for because in left_out]
    return Taken(answers, tuple(not_taken))


def _field(row: Mapping[str, str], placed: Mapping[str, Any], because: Mapping[str, str]) -> Field:
    return Field(
        name=row["name"],
        section=row["section"],
        label=row["label"],
        type=row["type"],
        core=row["core"] == "True",
        answer=tuple(placed.get("answer", ())),
        gives=placed.get("gives", {}),
        takes=placed.get("takes", {}),
        fact=placed.get("fact", ""),
        because=because[placed["nowhere"]] if "nowhere" in placed else "",
    )


def _given(placed: Field, answers: Mapping[str, Any]) -> Any:
    values: list[str] = []
    for key in placed.answer:
        value = answers.get(key)
        if value is not None and not is_not_known(value):
            values += value if isinstance(value, list) else [value]
    codes = [placed.gives[value] for value in values if value in placed.gives] if placed.gives else values
    codes = list(dict.fromkeys(codes))
    return codes if placed.is_list else next(iter(codes), None)


def _taken(placed: Field, value: Any) -> tuple[dict[str, Any], list[str]]:
    values = value if isinstance(value, list) and placed.is_list else [value]
    if not all(isinstance(each, str) for each in values):
        return {}, [NOT_ITS_FORM]
    ours = [_our_code(placed, each) for each in values]
    codes = list(dict.fromkeys(code for code in ours if code is not None))
    left_out = [NO_SUCH_CODE] if None in ours else []
    questions = [CATALOGUE.question(key) for key in placed.answer]
    if questions[0].gives_many:
        return ({questions[0].key: codes} if codes else {}), left_out
    if len(codes) > len(questions):
        left_out.append(TOO_MANY)
    return dict(_one_each(questions, codes)), left_out


def _one_each(questions: list[Question], codes: list[str]) -> Iterable[tuple[str, str]]:
    return ((question.key, code) for question, code in zip(questions, codes, strict=False))


def _our_code(placed: Field, code: str) -> str | None:
    question = CATALOGUE.question(placed.answer[0])
    if question.list_name == "nationalities":
        code = _country(code)
    if placed.takes:
        return placed.takes.get(code)
    if question.list_name == "languages":
        code = _language(code)
    if question.list_name:
        return code if code in lists.entries(question.list_name) else None
    return code


def _country(code: str) -> str:
    """By two letters, of the two or three that the standard allows; what is neither as it came."""
    found = pycountry.countries.get(alpha_3=code)
    return found.alpha_2 if found else code


def _language(code: str) -> str:
    """By three letters, of the two or three (also bibliographic) that the standard allows; else as it came."""
    known = pycountry.languages
    found = known.get(alpha_2=code) or known.get(bibliographic=code)
    return found.alpha_3 if found else code
