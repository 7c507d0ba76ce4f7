"""Fields for choices, and for a date: one of several, any of several, day with month and year."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from opennrm.web.components.markup import (
    NOTHING,
    Params,
    attributes,
    beside,
    classes_of,
    described_by,
    has_content,
    if_any,
    joined,
    switched_on,
    text_of,
    vouched,
)
from opennrm.web.components.parts import fieldset, form_group, hint, label, said_above
from opennrm.web.components.words import text_input

DATE_PARTS: tuple[Params, ...] = (
    {"name": "day", "classes": "govuk-input--width-2"},
    {"name": "month", "classes": "govuk-input--width-2"},
    {"name": "year", "classes": "govuk-input--width-4"},
)


def _item(kind: str, params: Params, item: Params, place: int, checked: bool, described: list[str]) -> str:
    """One choice of radios or checkboxes, with what it reveals."""
    block = f"govuk-{kind}"
    if item.get("divider"):
        return f'<div class="{block}__divider">{text_of(item["divider"])}</div>'
    prefix = params.get("idPrefix") or params.get("name")
    own_id = escape(item.get("id") or (f"{prefix}-{place}" if place > 1 else prefix))
    said: Any = item.get("hint")
    ids, below = described, ""
    if has_content(said):
        ids = [*described, f"{own_id}-item-hint"]
        below = hint(said, ids[-1], f" {block}__hint")
    revealed = (item.get("conditional") or NOTHING).get("html")
    behaviour = item.get("behaviour") if kind == "checkboxes" else None
    controls = f' data-aria-controls="conditional-{own_id}"' if revealed else ""
    words = {**(item.get("label") or NOTHING), "text": item.get("text"), "html": item.get("html")}
    name = (kind == "checkboxes" and item.get("name")) or params.get("name")
    written = (
        f'<div class="{block}__item"><input class="{block}__input" id="{own_id}"'
        f' name="{text_of(name)}"'
        f' type="{"radio" if kind == "radios" else "checkbox"}" value="{text_of(item.get("value"))}"'
        f"{' checked' if checked else ''}{switched_on(item, 'disabled')}{controls}"
        f"{if_any('data-behaviour', behaviour)}{described_by(ids)}"
        f"{attributes(item.get('attributes'))}>"
        f"{label(words, own_id, f' {block}__label')}{below}</div>"
    )
    if revealed:
        hidden = "" if checked else f" {block}__conditional--hidden"
        written += f'<div class="{block}__conditional{hidden}" id="conditional-{own_id}">{vouched(revealed)}</div>'
    return written


def _is_chosen(item: Params, chosen: frozenset[str]) -> bool:
    checked = item.get("checked")
    return bool(checked) or (checked is not False and text_of(item.get("value")) in chosen)


def _choices(kind: str, params: Params, chosen: frozenset[str], described: list[str]) -> Markup:
    prefix = params.get("idPrefix") or params.get("name")
    above = said_above(params, str(prefix), described)
    own_fieldset: Any = params.get("fieldset")
    on_items = described if kind == "checkboxes" and not own_fieldset else []
    group: Any = params.get("formGroup") or NOTHING
    inner = joined(
        above,
        f'<div class="govuk-{kind}{classes_of(params)}"{attributes(params.get("attributes"))}',
        f' data-module="govuk-{kind}">',
        beside(group, "beforeInputs"),
        *[
            _item(kind, params, item, place, _is_chosen(item, chosen), on_items)
            for place, item in enumerate(params.get("items") or (), start=1)
            if item
        ],
        beside(group, "afterInputs"),
        "</div>",
    )
    return form_group(params, fieldset(own_fieldset, inner, described) if own_fieldset else inner)


def _described(params: Params) -> list[str]:
    given = (params.get("fieldset") or NOTHING).get("describedBy")
    return [given] if given else []


def radios(params: Params) -> Markup:
    """Take the parameters of upstream's radios; give the whole field."""
    value = params.get("value")
    return _choices("radios", params, frozenset([text_of(value)] if value else []), _described(params))


def checkboxes(params: Params) -> Markup:
    """Take the parameters of upstream's checkboxes; give the whole field."""
    described = _described(params)
    if not described and params.get("describedBy"):
        described = [params["describedBy"]]
    return _choices("checkboxes", params, frozenset(text_of(value) for value in params.get("values") or ()), described)


def _date_part(params: Params, part: Params) -> str:
    name = part.get("name") or ""
    prefix = params.get("namePrefix")
    field = {
        **{key: part.get(key) for key in ("value", "autocomplete", "pattern", "attributes", "classes")},
        "label": {"text": part.get("label") or name.capitalize(), "classes": "govuk-date-input__label"},
        "id": part.get("id") or f"{params.get('id')}-{name}",
        "name": f"{prefix}-{name}" if prefix else name,
        "inputmode": part.get("inputmode") or "numeric",
    }
    return f'<div class="govuk-date-input__item">{text_input(field, " govuk-date-input__input")}</div>'


def date_input(params: Params) -> Markup:
    """Take the parameters of upstream's date input; give the whole field: day, month and year as three boxes."""
    own_id = params.get("id") or ""
    described = _described(params)
    group: Any = params.get("formGroup") or NOTHING
    above = said_above(params, str(own_id), described)
    inner = joined(
        above,
        f'<div class="govuk-date-input{classes_of(params)}"{attributes(params.get("attributes"))}',
        f"{if_any('id', own_id)}>",
        beside(group, "beforeInputs"),
        *[_date_part(params, part) for part in params.get("items") or DATE_PARTS],
        beside(group, "afterInputs"),
        "</div>",
    )
    own_fieldset: Any = params.get("fieldset")
    return form_group(params, fieldset(own_fieldset, inner, described, "group") if own_fieldset else inner)
