"""One question as one field: each kind with the component that asks it, why it is asked, and room for "not known"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from opennrm.questions.inputs import ADDRESS_PARTS, DATE_PARTS
from opennrm.questions.question import Choice, Kind, Question
from opennrm.web import components
from opennrm.web.lookups import lookup

Typed = Mapping[str, Sequence[str]]
WIDTHS = {
    Kind.NUMBER: "govuk-input--width-5",
    Kind.POSTCODE: "govuk-input--width-10",
    Kind.PHONE: "govuk-input--width-20",
}
TYPES = {Kind.PHONE: "tel", Kind.EMAIL: "email"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the fields of one page are drawn from."""

    typed: Typed
    wrong: Mapping[str, str]
    on: date
    revealed: Mapping[tuple[str, str], Sequence[Question]]
    alone: bool

    def text(self, name: str) -> str:
        """What was typed under this name, unchanged."""
        values = self.typed.get(name) or ("",)
        return values[0]

    def error(self, *names: str) -> dict[str, str] | None:
        """What is wrong with the first of these inputs that has something wrong."""
        return next(({"text": self.wrong[name]} for name in names if name in self.wrong), None)


def field(question: Question, drawing: Drawing, heading: bool = False) -> Markup:
    """Take a question and what to draw it from; give its field, why it is asked, and room for why it is not known."""
    written = KINDS[question.kind](question, drawing, heading)
    if question.because:
        written += components.govuk("details", {"summaryText": _("Why we ask"), "text": question.because})
    return written + _reason(question, drawing) if question.not_known else written


def _label(question: Question, heading: bool) -> dict[str, Any]:
    text = question.ask if question.required else _("%(ask)s (optional)") % {"ask": question.ask}
    return {"text": text, "isPageHeading": heading, "classes": "govuk-label--l" if heading else "govuk-label--s"}


def _legend(question: Question, heading: bool) -> dict[str, Any]:
    legend = _label(question, heading)
    return {"legend": {**legend, "classes": legend["classes"].replace("govuk-label", "govuk-fieldset__legend")}}


def _shared(question: Question, drawing: Drawing, *names: str) -> dict[str, Any]:
    shared: dict[str, Any] = {"errorMessage": drawing.error(*(names or (question.key,)))}
    if question.hint:
        shared["hint"] = {"text": question.hint}
    return shared


def _one_line(question: Question, drawing: Drawing, heading: bool) -> Markup:
    return components.text_input(
        {
            **_shared(question, drawing),
            "name": question.key,
            "value": drawing.text(question.key),
            "label": _label(question, heading),
            "classes": WIDTHS.get(question.kind, ""),
            "type": TYPES.get(question.kind, "text"),
            "inputmode": "numeric" if question.kind is Kind.NUMBER else None,
            "autocomplete": question.autocomplete or None,
            "spellcheck": False,
        }
    )


def _several_lines(question: Question, drawing: Drawing, heading: bool) -> Markup:
    return components.character_count(
        {
            **_shared(question, drawing),
            "name": question.key,
            "value": drawing.text(question.key),
            "label": _label(question, heading),
            "rows": question.rows,
            "maxlength": question.max_length,
            "threshold": 50,
        }
    )


def _date(question: Question, drawing: Drawing, heading: bool) -> Markup:
    names = [f"{question.key}-{part}" for part in DATE_PARTS]
    wrong = {name for name in names if name in drawing.wrong}
    words = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    widths = {"day": "govuk-input--width-2", "month": "govuk-input--width-2", "year": "govuk-input--width-4"}
    items = [
        {
            "name": part,
            "id": name,
            "label": words[part],
            "value": drawing.text(name),
            "classes": f"{widths[part]}{' govuk-input--error' if name in wrong else ''}",
        }
        for part, name in zip(DATE_PARTS, names, strict=True)
    ]
    shared = _shared(question, drawing, *names, question.key)
    fieldset = _legend(question, heading)
    return components.date_input(
        {**shared, "id": question.key, "namePrefix": question.key, "items": items, "fieldset": fieldset}
    )


def _inside(question: Question, choice: Choice, drawing: Drawing) -> dict[str, Markup]:
    questions = drawing.revealed.get((question.key, choice.value))
    return {"html": Markup("").join(field(each, drawing) for each in questions)} if questions else {}


def _items(question: Question, drawing: Drawing) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for choice in question.choices:
        if choice.alone and question.kind is Kind.CHECKBOXES and items:
            items.append({"divider": _("or")})
        items.append(
            {
                "value": choice.value,
                "text": choice.label,
                "hint": {"text": choice.hint},
                "conditional": _inside(question, choice, drawing),
                "behaviour": "exclusive" if choice.alone else None,
            }
        )
    return items


def _radios(question: Question, drawing: Drawing, heading: bool) -> Markup:
    own = {"name": question.key, "value": drawing.text(question.key), "items": _items(question, drawing)}
    return components.radios({**_shared(question, drawing), **own, "fieldset": _legend(question, heading)})


def _checkboxes(question: Question, drawing: Drawing, heading: bool) -> Markup:
    own = {"name": question.key, "values": drawing.typed.get(question.key, ()), "items": _items(question, drawing)}
    hint = {"text": question.hint or _("Select all that apply.")}
    return components.checkboxes(
        {**_shared(question, drawing), "hint": hint, **own, "fieldset": _legend(question, heading)}
    )


def _select(question: Question, drawing: Drawing, heading: bool) -> Markup:
    items = [{"value": "", "text": _("Choose one")}]
    items += [{"value": choice.value, "text": choice.label} for choice in question.choices]
    own = {"name": question.key, "value": drawing.text(question.key), "items": items}
    return components.select({**_shared(question, drawing), **own, "label": _label(question, heading)})


def _lookup(question: Question, drawing: Drawing, heading: bool) -> Markup:
    words = {"label": _label(question, heading), "fieldset": _legend(question, heading)}
    return lookup(question, list(drawing.typed.get(question.key, ())), _shared(question, drawing), words, drawing.on)


def _address(question: Question, drawing: Drawing, heading: bool) -> Markup:
    words = {
        "line_1": _("Address line 1"),
        "line_2": _("Address line 2 (optional)"),
        "town": _("Town or city"),
        "county": _("County (optional)"),
        "postcode": _("Postcode"),
    }
    widths = {"town": "govuk-!-width-two-thirds", "county": "govuk-!-width-two-thirds"}
    lines = Markup("").join(
        components.text_input(
            {
                "name": f"{question.key}-{part}",
                "value": drawing.text(f"{question.key}-{part}"),
                "label": {"text": words[part]},
                "classes": "govuk-input--width-10" if part == "postcode" else widths.get(part, ""),
                "errorMessage": drawing.error(f"{question.key}-{part}"),
                "spellcheck": False,
            }
        )
        for part in ADDRESS_PARTS
    )
    above = components.hint({"text": question.hint}) if question.hint else ""
    return components.fieldset(_legend(question, heading), above + lines)


def _reason(question: Question, drawing: Drawing) -> Markup:
    """Room for why something is not known. It holds an answer, so it is never given to the macros that remember."""
    name = f"{question.key}-not_known"
    error = drawing.error(name)
    reason = components.textarea(
        {
            "name": name,
            "value": drawing.text(name),
            "rows": 2,
            "label": {"text": _("Why the %(called)s is not known") % {"called": question.called}},
            "errorMessage": error,
        }
    )
    opened = " open" if error or drawing.text(name) else ""
    summary = escape(_("If the %(called)s is not known") % {"called": question.called})
    return Markup(  # noqa: S704 - every part is escaped above
        f'<details class="govuk-details"{opened}><summary class="govuk-details__summary">'
        f'<span class="govuk-details__summary-text">{summary}</span></summary>'
        f'<div class="govuk-details__text">{reason}</div></details>'
    )


KINDS: dict[Kind, Callable[[Question, Drawing, bool], Markup]] = {
    Kind.RADIOS: _radios,
    Kind.CHECKBOXES: _checkboxes,
    Kind.TEXT: _one_line,
    Kind.TEXTAREA: _several_lines,
    Kind.DATE: _date,
    Kind.SELECT: _select,
    Kind.LOOKUP: _lookup,
    Kind.NUMBER: _one_line,
    Kind.PHONE: _one_line,
    Kind.EMAIL: _one_line,
    Kind.POSTCODE: _one_line,
    Kind.ADDRESS: _address,
}
