"""A question whose answers are a long list: type, and the server finds. Works without JavaScript.

A list of at most sixty entries is a plain select. A longer one is a box to type in; what fits several entries comes
back as a choice of at most fifteen, with room to type something else.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from opennrm.questions import lists
from opennrm.questions.question import Question
from opennrm.web import components

SHORT_ENOUGH_TO_SELECT = 60
MATCHES = 15
MORE_BOXES = 2
Params = dict[str, Any]


def lookup(question: Question, typed: list[str], shared: Params, words: Params, on: date) -> Markup:
    """Take a question, what was typed or saved, its hint and error, its label, and today; give its field.

    `words` holds the question as `label` and as `fieldset`: which is wanted depends on how it is drawn.
    """
    given = [text for text in typed if text.strip()]
    if question.many > 1:
        return _several(question, given, shared, words, on)
    text = given[0] if given else ""
    entry = _entry(question, text, on)
    if len(lists.entries(question.list_name)) <= SHORT_ENOUGH_TO_SELECT and (entry or not text):
        return _select(question, entry, lists.offered(question.list_name, on), shared, words)
    found = lists.matches(question.list_name, text, MATCHES, on) if text and not entry else []
    if found:
        return _choose(question, text, found, shared, words)
    shown = entry.label if entry else text
    return components.text_input({**_box(question, shown), **_told(question, shared), "label": words["label"]})


def _entry(question: Question, text: str, on: date) -> lists.Entry | None:
    """The one entry that is meant: by the code of a saved answer, ended or not, else by what was typed."""
    if not text:
        return None
    return lists.entries(question.list_name).get(text) or lists.entry_for(question.list_name, text, on=on)


def _told(question: Question, shared: Params) -> Params:
    """The hint says how to search, after what the question itself says."""
    said = (shared.get("hint") or {}).get("text", "")
    how = _("Type a name, or the beginning of one. If several fit, you choose on the next screen.")
    return {**shared, "hint": {"text": f"{said} {how}".strip()}}


def _box(question: Question, value: str, place: int = 1) -> Params:
    own_id = question.key if place == 1 else f"{question.key}-{place}"
    return {"name": question.key, "id": own_id, "value": value, "spellcheck": False, "autocomplete": "off"}


def _select(
    question: Question, entry: lists.Entry | None, offered: list[lists.Entry], shared: Params, words: Params
) -> Markup:
    # An entry that has ended since it was chosen stays, so that opening the page does not change the answer.
    kept = [entry] if entry and entry not in offered else []
    items = [{"value": "", "text": _("Choose one")}]
    items += [{"value": each.code, "text": each.label} for each in (*offered, *kept)]
    chosen = entry.code if entry else ""
    return components.select({**shared, "name": question.key, "items": items, "value": chosen, "label": words["label"]})


def _choose(question: Question, text: str, found: list[lists.Entry], shared: Params, words: Params) -> Markup:
    other = {**_box(question, "", len(found) + 2), "label": {"text": _("Type another name, or more of it")}}
    items: list[Params] = [{"value": each.code, "text": each.label} for each in found]
    items.append({"divider": _("or")})
    items.append(
        {
            "id": f"{question.key}-none",
            "value": "",
            "text": _("None of these"),
            "conditional": {"html": components.text_input(other)},
        }
    )
    hint = {"text": _("You typed “%(text)s”. These fit:") % {"text": text}}
    return components.radios(
        {**shared, "hint": hint, "name": question.key, "items": items, "fieldset": words["fieldset"]}
    )


def _several(question: Question, given: list[str], shared: Params, words: Params, on: date) -> Markup:
    """Boxes for what is settled and for more; what fits several entries follows as boxes to tick."""
    settled: list[str] = []
    choices = Markup("")
    for text in given:
        entry = _entry(question, text, on)
        found = [] if entry else lists.matches(question.list_name, text, MATCHES, on)
        if found:
            choices += _tick(question, text, found)
        else:
            settled.append(entry.label if entry else text)
    empty = max(1, min(MORE_BOXES, question.many - len(settled)))
    boxes = Markup("").join(
        components.text_input(
            {
                **_box(question, value, place),
                "label": {"text": _("Name %(place)d") % {"place": place}},
                "classes": "govuk-!-width-two-thirds",
                **({"errorMessage": shared.get("errorMessage")} if place == 1 else {}),
            }
        )
        for place, value in enumerate([*settled, *[""] * empty], start=1)
    )
    hint = components.hint(_told(question, shared)["hint"], f"{question.key}-hint")
    described = {**words["fieldset"], "describedBy": f"{question.key}-hint"}
    return components.fieldset(described, hint + boxes + choices, [described["describedBy"]])


def _tick(question: Question, text: str, found: list[lists.Entry]) -> Markup:
    legend = {
        "text": _("You typed “%(text)s”. Which do you mean?") % {"text": text},
        "classes": "govuk-fieldset__legend--s",
    }
    items = [{"value": each.code, "text": each.label} for each in found]
    prefix = f"{question.key}-{found[0].code}"
    return components.checkboxes(
        {"name": question.key, "idPrefix": prefix, "items": items, "fieldset": {"legend": legend}}
    )
