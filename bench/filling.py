"""Fills any form of the question pages as somebody would who says "yes" to everything that is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import html  # type: ignore[import-untyped]

Form = dict[str, list[str]]
NO = ("no", "not_known", "none", "not_asked")
"""Answers that end a branch, taken only where nothing else is offered."""
TEXTS = {"email": "somebody@marshland.police.example", "tel": "07700 900123", "numeric": "2"}
DATE = {"day": "17", "month": "5", "year": "2024"}
NOT_SENT = ("submit", "button", "file", "reset")
LONG = "She was met at the coach station, and her papers were taken from her that same evening."
"""What stands in each box of several lines. Made up."""


def filled(page: str, chosen: Mapping[str, list[str]]) -> Form:
    """What a person sends from the first form of this page's main part: what is `chosen` by the name of an input, and
    otherwise yes, or everything that can be ticked together, or some made-up text.

    Raises `ValueError` where the page has no form to send.
    """
    forms = html.document_fromstring(page).xpath("//main//form[translate(@method,'POST','post')='post']")
    if not forms:
        raise ValueError("There is no form on this page.")
    sent: Form = {}
    for field in forms[0].xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        name = str(field.get("name"))
        if name in sent or (field.tag == "input" and field.get("type", "text") in NOT_SENT):
            continue
        values = chosen[name] if name in chosen else _values(forms[0], field, name)
        if values:
            sent[name] = values
    return sent


def _values(form: Any, field: Any, name: str) -> list[str]:
    kind = field.get("type", "text") if field.tag == "input" else field.tag
    if name.endswith("-not_known"):  # why something is not known, where it could be told
        return []
    match kind:
        case "hidden":
            return [field.get("value", "")]
        case "radio":
            offered = [str(one.get("value")) for one in form.xpath(".//input[@type='radio'][@name=$name]", name=name)]
            wanted = ["yes", *(value for value in offered if value not in NO), *offered]
            return [next(value for value in wanted if value in offered)]
        case "checkbox":
            boxes = form.xpath(".//input[@type='checkbox'][@name=$name]", name=name)
            together = [box for box in boxes if box.get("data-behaviour") != "exclusive"]
            return [str(box.get("value")) for box in together]
        case "select":
            return [str(one.get("value")) for one in field.xpath(".//option") if one.get("value")][:1]
        case "textarea":
            return [LONG]
    return _text(field, kind, name)


def _text(field: Any, kind: str, name: str) -> list[str]:
    """What is typed in one line."""
    part = name.rpartition("-")[2]
    if part in DATE:
        return [DATE[part]]
    if "postcode" in name:
        return ["ZZ99 9ZZ"]
    if field.get("value"):
        return [field.get("value")]
    inputs = (kind, field.get("inputmode", ""), field.get("autocomplete", ""))
    return [next((TEXTS[each] for each in inputs if each in TEXTS), "Lantern House")]
