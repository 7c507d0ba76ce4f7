"""Where each field of the official form of April 2026 has its place here: the floor beneath what we ask.

`official_form.csv` names for each field what holds it in a referral and in a notification: the key of a question or of
a field of an entry (with `=` and options where one box became an option), or `account:` for what is known of whoever
refers. Source of the fields: ATTRIBUTION.md.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.question import Catalogue, Question

ACCOUNT = "account:"
OF_THE_ACCOUNT = {
    "email": "the e-mail address of the account, which signing in has proved",
    "organisation": "the organisation of the account",
    "name": "the name of the account",
    "draft": "the address of the draft in the list of drafts",
}
"""What is known before anything is asked."""
NOTIFIED = "DtN"
ASKED_OF_ALL = "all"


@dataclass(frozen=True, slots=True)
class OfficialField:
    """A field of the official form, whom it is asked of, and what holds it here."""

    step: str
    field: str
    applies_to: str
    in_referral: tuple[str, ...]
    in_notification: tuple[str, ...]

    @property
    def of_a_referral(self) -> bool:
        """Whether the official form asks it of somebody who is referred."""
        return not self.applies_to.startswith(NOTIFIED)

    @property
    def of_a_notification(self) -> bool:
        """Whether the official form asks it under the duty to notify."""
        return NOTIFIED in self.applies_to or self.applies_to == ASKED_OF_ALL

    @property
    def is_placed(self) -> bool:
        """Whether it has its place wherever the official form asks it."""
        return bool(self.in_referral or not self.of_a_referral) and bool(
            self.in_notification or not self.of_a_notification
        )


@cache
def official_fields() -> tuple[OfficialField, ...]:
    """Every field, in the order of the official form."""
    text = resources.files("opennrm.questions").joinpath("official_form.csv").read_text(encoding="utf-8")
    return tuple(
        OfficialField(
            row["step"],
            row["field"],
            row["applies_to"],
            tuple(row["in_referral"].split()),
            tuple(row["in_notification"].split()),
        )
        for row in csv.DictReader(text.splitlines())
    )


def question_of(catalogue: Catalogue, target: str) -> Question | None:
    """The question, or field of an entry, that a target names; None for what is not asked."""
    key = target.partition("=")[0]
    return catalogue.questions.get(key) or (catalogue.fields[key][1] if key in catalogue.fields else None)


def without_a_place(catalogue: Catalogue = CATALOGUE) -> list[str]:
    """Sentences on fields that have no place, and on places that are not there."""
    return [fault for each in official_fields() for fault in _faults(catalogue, each)]


def _faults(catalogue: Catalogue, each: OfficialField) -> Iterator[str]:
    if not each.is_placed:
        yield f"{each.step} {each.field} has no place here."
    for target in (*each.in_referral, *each.in_notification):
        options = target.partition("=")[2]
        asked = question_of(catalogue, target)
        if target.startswith(ACCOUNT):
            if target.removeprefix(ACCOUNT) not in OF_THE_ACCOUNT:
                yield f"{each.field} is said to be known from {target}, which is nothing."
        elif asked is None:
            yield f"{each.field} is said to stand in {target}, which is not asked."
        elif not all(asked.choice(option) for option in options.split("|") if option):
            yield f"{each.field} is said to be an option of {target}, which does not offer it."


def official_form_page(catalogue: Catalogue = CATALOGUE) -> str:
    """Markdown: every field of the official form with what holds it here."""
    return "\n".join(_lines(catalogue)) + "\n"


def _lines(catalogue: Catalogue) -> Iterator[str]:
    fields = official_fields()
    placed = sum(each.is_placed for each in fields)
    yield "# Where each question of the official form has its place"
    yield ""
    yield f"{placed} of {len(fields)} fields of the official form of April 2026 have their place here. The wording is"
    yield "ours: see [the questions](../questions.md). A notification tells most of it in words; those of an anonymous"
    yield "one are checked before it leaves, and it has no field for a place, a name or an exact day. This page is"
    yield "written from `src/opennrm/questions/official_form.csv`; do not edit it."
    step = ""
    for each in fields:
        if each.step != step:
            step = each.step
            yield from ("", f"## `{step}`", "", "| Official field | Asked of | In a referral | In a notification |")
            yield "| --- | --- | --- | --- |"
        referral, notification = (_told(catalogue, every) for every in (each.in_referral, each.in_notification))
        yield f"| `{each.field}` | {each.applies_to} | {referral} | {notification} |"


def _told(catalogue: Catalogue, targets: tuple[str, ...]) -> str:
    return "; ".join(_target(catalogue, target) for target in targets) or "not asked"


def _target(catalogue: Catalogue, target: str) -> str:
    if target.startswith(ACCOUNT):
        return OF_THE_ACCOUNT[target.removeprefix(ACCOUNT)]
    key, _equals, options = target.partition("=")
    said = f"`{key}`" + (f": {', '.join(f'`{option}`' for option in options.split('|'))}" if options else "")
    return f"{said} of each entry of `{catalogue.fields[key][0].key}`" if key in catalogue.fields else said
