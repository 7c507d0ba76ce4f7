"""The catalogue as JSON Schema (2020-12), which an OpenAPI 3.1 document can hold as it is.

An answer whose question is asked is allowed, and required where the question requires it; one whose question is not
asked is forbidden. So a referral that the schema accepts is complete and holds nothing that does not apply.
"""

from __future__ import annotations

from typing import Any

from opennrm.questions import lists
from opennrm.questions.answers import REASON_LIMIT
from opennrm.questions.conditions import ALWAYS, AllOf, Answered, AnyOf, Condition, Is, Not, all_of
from opennrm.questions.entries import ID_FORM, catalogue_of_entry
from opennrm.questions.inputs import ADDRESS_PARTS
from opennrm.questions.question import Catalogue, Kind, Placed, Question

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NOT_BLANK = r"^[^\u0000]*[^\s\u0000][^\u0000]*$"
"""Something to read, and no NUL."""


def json_schema(catalogue: Catalogue) -> dict[str, Any]:
    """The schema of one referral: an object of answers by question key. Lists stand once each under `$defs`."""
    placed = catalogue.placed
    asked = [*(each.question for each in placed), *(field for _list, field in catalogue.fields.values())]
    many = {each.question.key for each in placed if each.question.gives_many}
    used = sorted({each.list_name for each in asked if each.list_name})
    return {
        "$schema": DIALECT,
        "$id": f"urn:opennrm:referral:{catalogue.version}",
        "title": "A referral",
        "type": "object",
        "properties": {each.question.key: _property(each.question) for each in placed},
        "required": [each.question.key for each in placed if each.question.required and each.only_if == ALWAYS],
        "additionalProperties": False,
        "allOf": [
            *(_asked_only_if(each, many) for each in placed if each.only_if != ALWAYS),
            *({"not": _condition(ending, many)} for ending in _without_a_referral(catalogue)),
        ],
        "$defs": {f"list_{name}": {"enum": [entry.code for entry in lists.offered(name)]} for name in used},
    }


def _without_a_referral(catalogue: Catalogue) -> list[Condition]:
    return [all_of(section.only_if, page.only_if) for section, page in catalogue.pages if page.ending is not None]


def _asked_only_if(placed: Placed, many: set[str]) -> dict[str, Any]:
    key = placed.question.key
    rule: dict[str, Any] = {"if": _condition(placed.only_if, many), "else": {"properties": {key: False}}}
    if placed.question.required:
        rule["then"] = {"required": [key]}
    return rule


def _condition(condition: Condition, many: set[str]) -> dict[str, Any]:
    match condition:
        case Is(key, values):
            one = {"enum": list(values)}
            return {"properties": {key: {"contains": one} if key in many else one}, "required": [key]}
        case Answered(key):
            return {"required": [key]}
        case AnyOf(conditions):
            return {"anyOf": [_condition(each, many) for each in conditions]}
        case AllOf(conditions):
            return {"allOf": [_condition(each, many) for each in conditions]}
        case Not(inner):
            return {"not": _condition(inner, many)}


def _property(question: Question) -> dict[str, Any]:
    answer = _answer(question)
    if question.not_known:
        reason = {
            "type": "object",
            "properties": {"not_known": {"type": "string", "pattern": NOT_BLANK, "maxLength": REASON_LIMIT}},
            "required": ["not_known"],
            "additionalProperties": False,
        }
        answer = {"anyOf": [answer, reason]}
    described = {"title": question.ask, "description": question.hint or question.because, "x-data": question.data_class}
    return {**{name: text for name, text in described.items() if text}, **answer}


def _answer(question: Question) -> dict[str, Any]:
    if question.choices or question.list_name:
        return _from_options(question)
    if question.kind is Kind.ENTRIES:
        return {"type": "array", "items": _entry(question), "minItems": 1, "maxItems": question.many}
    match question.kind:
        case Kind.DATE:
            return {"type": "string", "format": "date"}
        case Kind.NUMBER:
            return {"type": "integer", "minimum": 0}
        case Kind.ADDRESS:
            return {
                "type": "object",
                "properties": {part: _text(question) for part in ADDRESS_PARTS},
                "required": ["line_1", "town", "postcode"],
                "additionalProperties": False,
            }
        case Kind.EMAIL:
            return {**_text(question), "format": "email"}
    return _text(question)


def _entry(question: Question) -> dict[str, Any]:
    """One entry of a list: an object of its fields; an id that is left out is given by its place."""
    fields = catalogue_of_entry(question).placed
    many = {each.question.key for each in fields if each.question.gives_many}
    rules = [_asked_only_if(each, many) for each in fields if each.only_if != ALWAYS]
    return {
        "type": "object",
        "properties": {
            "id": {"type": "string", "pattern": f"^{ID_FORM.pattern}$"},
            **{each.question.key: _property(each.question) for each in fields},
        },
        "required": [each.question.key for each in fields if each.question.required and each.only_if == ALWAYS],
        "anyOf": [{"required": [each.question.key]} for each in fields],
        "additionalProperties": False,
        **({"allOf": rules} if rules else {}),
    }


def _from_options(question: Question) -> dict[str, Any]:
    one: dict[str, Any] = (
        {"$ref": f"#/$defs/list_{question.list_name}"}
        if question.list_name
        else {"enum": [choice.value for choice in question.choices]}
    )
    if not question.gives_many:
        return one
    several: dict[str, Any] = {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}
    if question.many > 1:
        several["maxItems"] = question.many
    alone = [choice.value for choice in question.choices if choice.alone]
    if alone:
        several["if"] = {"contains": {"enum": alone}}
        several["then"] = {"maxItems": 1}
    return several


def _text(question: Question) -> dict[str, Any]:
    return {"type": "string", "pattern": NOT_BLANK, "maxLength": question.max_length}
