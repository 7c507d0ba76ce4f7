"""Two answers to one question of a draft, both shown: whose each is, from when, and the choice of which is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from markupsafe import Markup

from opennrm.partners.directory import names_of
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.inputs import field_names
from opennrm.questions.question import Page, Question
from opennrm.questions.summary import value_lines
from opennrm.referrals.merging import MINE, OTHERS, THEIRS, Clash, no_longer_asked
from opennrm.web import wording
from opennrm.web.components import radios
from opennrm.web.errors import PageError

NOT_ANSWERED = "no answer"
_FIELDS = {field.key: field for question in CATALOGUE.questions.values() for field in question.fields}
"""What is asked of the entries of lists, by key."""


def names_of_clashes(clashes: Sequence[Clash]) -> dict[str, str]:
    """Who wrote the other answers, by id."""
    return names_of(clash.by for clash in clashes if clash.by)


def errors_of(clashes: Sequence[Clash], names: Mapping[str, str]) -> list[PageError]:
    """What is to be chosen, each with the choice that it leads to."""
    return [PageError(_told(clash, names), f"choose-{clash.key}") for clash in clashes]


def choices_of(clashes: Sequence[Clash], names: Mapping[str, str], errors: Sequence[PageError]) -> Markup:
    """For each clash both answers, and the choice between them. What one typed also stands in the form itself."""
    wrong = {each.field_id: each.message for each in errors}
    return Markup("").join(_choice(clash, names, wrong) for clash in clashes)


def who(by: UUID | None, names: Mapping[str, str]) -> str:
    """The name of whoever answered, as far as it is known."""
    return names.get(str(by), _("A colleague"))


def _choice(clash: Clash, names: Mapping[str, str], wrong: Mapping[str | None, str]) -> Markup:
    name, against = f"choose-{clash.key}", clash.choice or "none"
    when = wording.moment(datetime.fromisoformat(clash.at)) if clash.at else ""
    mine, theirs = _answers(clash)
    told = {"who": who(clash.by, names), "when": when}
    return radios(
        {
            "idPrefix": name,
            "name": name,
            "fieldset": {"legend": {"text": _asked(clash), "classes": "govuk-fieldset__legend--m"}},
            "hint": {"text": _("%(who)s answered at %(when)s, after this page was shown to you.") % told},
            "errorMessage": {"text": wrong[name]} if name in wrong else None,
            "items": [
                {"value": f"{MINE}-{against}", "text": _("Keep what I typed"), "hint": {"text": mine}},
                {
                    "value": f"{THEIRS}-{against}",
                    "text": _("Keep the answer of %(who)s") % told,
                    "hint": {"text": theirs},
                },
            ],
        }
    )


def _asked(clash: Clash) -> str:
    if clash.key == OTHERS:
        return _("Your answer would remove what a colleague has answered since. Which is kept?")
    return _("Which answer is kept: %(ask)s") % {"ask": _question(clash.key).ask}


def _told(clash: Clash, names: Mapping[str, str]) -> str:
    told = {"who": who(clash.by, names), "called": _question(clash.key).called if clash.key != OTHERS else ""}
    if clash.key == OTHERS:
        return (
            _("%(who)s answered other questions meanwhile, which your answer would remove. Choose what is kept") % told
        )
    return _("%(who)s answered the %(called)s too, and otherwise than you. Choose which answer is kept") % told


def _answers(clash: Clash) -> tuple[str, str]:
    if clash.key == OTHERS:
        lost = [
            f"{CATALOGUE.question(key).ask} {_said(CATALOGUE.question(key), clash.theirs[key])}" for key in clash.theirs
        ]
        return _("These answers are then removed."), " ".join(lost)
    question = _question(clash.key)
    return _said(question, clash.mine), _said(question, clash.theirs)


def _question(key: str) -> Question:
    return _FIELDS.get(key) or CATALOGUE.question(key)


def _said(question: Question, value: Any) -> str:
    return ", ".join(value_lines(question, value)) if value is not None else NOT_ANSWERED


def not_asked_any_more(
    page: Page, sent: Mapping[str, Sequence[str]], answers: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """What was typed into questions of a page that are not asked any more, to be copied."""
    gone = no_longer_asked(CATALOGUE, page, answers, {name: list(texts) for name, texts in sent.items()})
    return [
        wording.row(question.ask, *(text for name in field_names(question) for text in sent.get(name, ()) if text))
        for question in gone
    ]
