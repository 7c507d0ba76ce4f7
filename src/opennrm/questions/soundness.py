"""Whether a catalogue is sound: what must hold of any catalogue before anybody is asked anything from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from opennrm.questions import lists
from opennrm.questions.conditions import Condition, Is, parts_of
from opennrm.questions.entries import catalogue_of_entry
from opennrm.questions.question import Catalogue, Kind, Page, Placed, Question

WITH_CHOICES = (Kind.RADIOS, Kind.CHECKBOXES, Kind.SELECT)


def faults(catalogue: Catalogue) -> list[str]:
    """Sentences on what is wrong: doubled or malformed names, conditions on later answers, choices."""
    placed = list(catalogue.placed)
    return [
        *_names(catalogue, placed),
        *(fault for each in placed for fault in _shape(each.question)),
        *(fault for _section, page in catalogue.pages for fault in _lists(page)),
        *_conditions(catalogue),
    ]


def _names(catalogue: Catalogue, placed: list[Placed]) -> Iterator[str]:
    asked = [each.question for each in placed]
    keys = [key for each in asked for key in (each.key, *(field.key for field in each.fields))]
    slugs = [page.slug for _section, page in catalogue.pages]
    yield from (f"{name} is used {count} times." for name, count in Counter(keys).items() if count > 1)
    yield from (f"{name} is used {count} times." for name, count in Counter(slugs).items() if count > 1)
    yield from (f"{key} is not in snake_case." for key in keys if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", key))
    yield from (f"{slug} is not in kebab-case." for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug))


def _shape(question: Question) -> Iterator[str]:
    if bool(question.choices) != (question.kind in WITH_CHOICES):
        yield f"{question.key} is answered by {question.kind}, which does not go with its choices."
    if (question.kind is Kind.LOOKUP) != (question.list_name in lists.LIST_NAMES):
        yield f"{question.key} names no list to look up, or names one without being a lookup."
    if len({choice.value for choice in question.choices}) != len(question.choices):
        yield f"{question.key} offers an option twice."
    if question.data_class not in ("S0", "S1", "S2", "S3"):
        yield f"{question.key} has no data class."


def _lists(page: Page) -> Iterator[str]:
    """A list of entries stands alone on its page, and each of its fields is as sound as a question."""
    for question in page.questions:
        if (question.kind is Kind.ENTRIES) != bool(question.fields and question.entry and question.many > 1):
            yield f"{question.key} lists entries without fields, or has fields and lists nothing."
        if question.kind is not Kind.ENTRIES:
            continue
        if len(page.questions) > 1 or question.not_known:
            yield f"{question.key} is a list of entries and does not stand alone on its page."
        if any(field.kind is Kind.ENTRIES for field in question.fields):
            yield f"{question.key} holds a list within a list."
        yield from (fault for field in question.fields for fault in _shape(field))
        yield from _conditions(catalogue_of_entry(question))


def _conditions(catalogue: Catalogue) -> Iterator[str]:
    earlier: dict[str, Question] = {}
    for section in catalogue.sections:
        yield from _looks_back(section.slug, section.only_if, earlier)
        for page in section.pages:
            yield from _looks_back(page.slug, page.only_if, earlier)
            for question in page.questions:
                yield from _looks_back(question.key, question.only_if, earlier)
                earlier[question.key] = question


def _looks_back(name: str, condition: Condition | None, earlier: dict[str, Question]) -> Iterator[str]:
    for part in parts_of(condition):
        asked = earlier.get(part.key)
        if asked is None:
            yield f"{name} depends on {part.key}, which is not asked before it."
        elif isinstance(part, Is) and not all(asked.choice(value) for value in part.values):
            yield f"{name} depends on an option that {part.key} does not offer."
