"""What tells where a person is, hidden on pages: a row with a button instead, and the page that shows it once asked.

A button sends the one form `FORM` of its page, so that a list of rows needs no form in each, and no script.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from opennrm.questions.whereabouts import Kept, Whereabouts
from opennrm.web import wording
from opennrm.web.jinja import render

FORM = "show-hidden"
HIDDEN = "Hidden"
NOT_KNOWN = "Not known. Why is hidden"
BUTTONS = {
    Whereabouts.ADDRESS: "Show the address",
    Whereabouts.PHONE: "Show the phone number",
    Whereabouts.EMAIL: "Show the e-mail address",
    Whereabouts.PLACE: "Show where they are",
}
_BUTTON = Markup(
    '<span class="nrm-hidden">{said} <button type="submit" form="{form}" name="what" value="{what}" '
    'class="govuk-button govuk-button--secondary" data-module="govuk-button" data-prevent-double-click="true">{text}'
    '<span class="govuk-visually-hidden">: {label}</span></button></span>'
)


def hidden_row(label: str, what: Whereabouts, *, is_known: bool = True, may_reveal: bool = True) -> dict[str, Any]:
    """A row that says that something is kept and not what, with its button for whoever may ask."""
    said, text = (HIDDEN, BUTTONS[what]) if is_known else (NOT_KNOWN, "Show why")
    if not may_reveal:
        return wording.row(label, said)
    button = _BUTTON.format(said=said, form=FORM, what=what.value, text=text, label=label)
    return {"key": {"text": label}, "value": {"html": button}}


def rows_of(kept: Sequence[Kept], shown: Collection[Kept] = ()) -> list[dict[str, Any]]:
    """A row for each thing that is kept: what was asked for in its own words, everything else hidden."""
    return [
        wording.row(each.label, *each.lines)
        if each in shown
        else hidden_row(each.label, each.what, is_known=each.is_known)
        for each in kept
    ]


def whereabouts_page(
    request: HttpRequest, reference: str, rows: list[dict[str, Any]], back: str, *, shown: bool, errors: Any = ()
) -> HttpResponse:
    """The page that names what is kept of where a person is, and shows what was asked for in this one answer."""
    told = {"reference": reference, "rows": rows, "back_href": back, "shown": shown, "errors": errors}
    return render(request, "whereabouts.html", told)
