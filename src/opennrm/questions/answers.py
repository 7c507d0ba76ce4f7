"""From what a browser sent to answers: one page at a time, each error naming its field and saying how to put it right.

Text is kept exactly as it was sent: no character is replaced, stripped or added. A browser sends a line break of a
long text as CRLF; that is kept too, and a browser shows it as the same line break again, so a round trip changes
nothing. Only two things cannot be kept and are refused by name: NUL and half a surrogate pair. Phone numbers, e-mail
addresses, postcodes and whole numbers lose the blanks around them, nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from opennrm.questions.cleaning import CLEANERS
from opennrm.questions.conditions import all_of, holds
from opennrm.questions.entries import ID_FORM, catalogue_of_entry, from_text, page_of_entry
from opennrm.questions.inputs import as_submitted, field_names, first_field_id
from opennrm.questions.journey import answers_that_apply, sentence_for_missing, with_page
from opennrm.questions.question import Catalogue, Kind, Page, Question
from opennrm.questions.wrong import Wrong, check_text

REASON_LIMIT = 1_000
"""Characters in a reason why an answer is not known."""

Submitted = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class AnswerError:
    """What is wrong with one answer: `field_id` is the id of the input to go to, `message` how to put it right."""

    question_key: str
    field_id: str
    message: str


@dataclass(frozen=True, slots=True)
class CleanPage:
    """One page, cleaned: `values` are answers by key, `typed` is what was sent, to be shown again unchanged."""

    values: dict[str, Any]
    errors: list[AnswerError]
    typed: dict[str, list[str]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class CleanAnswers:
    """Answers given at once, of a whole referral or so far, cleaned."""

    values: dict[str, Any]
    errors: list[AnswerError]


def clean_page(
    catalogue: Catalogue, page: Page, submitted: Submitted, *, answers: Mapping[str, Any], today: date
) -> CleanPage:
    """Clean what was sent for one page.

    `submitted` maps each input's name to all its values; `answers` are those saved so far (those of this page are
    ignored). A question whose condition does not hold, on earlier pages or on this one, is not read at all.
    """
    before = with_page(catalogue, answers, page, {})
    section = next(section for section, each in catalogue.pages if each.slug == page.slug)
    values: dict[str, Any] = {}
    errors: list[AnswerError] = []
    for question in page.questions:
        if not holds(all_of(section.only_if, page.only_if, question.only_if), before | values):
            continue
        try:
            value = clean_question(question, submitted, today=today)
        except Wrong as wrong:
            errors += [AnswerError(question.key, field_id, message) for field_id, message in wrong.faults]
        else:
            if value is not None:
                values[question.key] = value
    names = [name for question in page.questions for name in field_names(question)]
    return CleanPage(values, errors, {name: list(submitted[name]) for name in names if name in submitted})


def clean_question(question: Question, submitted: Submitted, *, today: date) -> Any:
    """The answer as JSON, or `None` where an answer that may be left out was left out. Raises `Wrong`."""
    reason_field = f"{question.key}-not_known"
    reason = submitted.get(reason_field, [""])[0] if question.not_known else ""
    given = any(text.strip() for name in field_names(question, with_reason=False) for text in submitted.get(name, []))
    if reason.strip():
        if given:
            told = f"Give the {question.called} or say why it is not known, not both: empty one of the two"
            raise Wrong((reason_field, told))
        check_text(reason, f"reason why the {question.called} is not known", REASON_LIMIT, reason_field)
        return {"not_known": reason}
    if given and question.kind is Kind.ENTRIES:
        return _entries(question, submitted[question.key], today)
    if given:
        return CLEANERS[question.kind](question, submitted, today)
    if question.required:
        raise Wrong((first_field_id(question), sentence_for_missing(question)))
    return None


def clean_entry(question: Question, submitted: Submitted, *, today: date) -> CleanPage:
    """Clean what was sent for one entry of a list; an entry of which nothing is told is none."""
    page = page_of_entry(question)
    clean = clean_page(catalogue_of_entry(question), page, submitted, answers={}, today=today)
    if clean.values or clean.errors:
        return clean
    first = question.fields[0]
    told = f"Enter something about this {question.entry}, or go back without adding it"
    return CleanPage({}, [AnswerError(first.key, first_field_id(first), told)], clean.typed)


def _entries(question: Question, texts: list[str], today: date) -> list[dict[str, Any]]:
    """The entries of a list that were given at once; every fault says in which entry it is."""
    given = [from_text(text) for text in texts if text.strip()]
    if len(given) > question.many:
        told = f"Give at most {question.many} entries for the {question.called}: leave out {len(given) - question.many}"
        raise Wrong((question.key, told))
    faults: list[str] = []
    entries: list[dict[str, Any]] = []
    for place, entry in enumerate(given, start=1):
        try:
            entries.append(_entry(question, entry, place, {each["id"] for each in entries}, today))
        except Wrong as wrong:
            faults += [
                f"{question.entry[:1].upper()}{question.entry[1:]} {place}: {told}" for _id, told in wrong.faults
            ]
    if faults:
        raise Wrong(*((question.key, fault) for fault in faults))
    return entries


def _entry(
    question: Question, entry: dict[str, Any] | None, place: int, taken: set[str], today: date
) -> dict[str, Any]:
    fields = {field.key: field for field in question.fields}
    told = {key: value for key, value in (entry or {}).items() if key != "id" and value not in (None, "", [])}
    own_id = (entry or {}).get("id", str(place))
    if entry is None or not isinstance(own_id, str) or not ID_FORM.fullmatch(own_id) or own_id in taken:
        raise Wrong((question.key, "it is not in the form that the list asks for, or has the id of another"))
    submitted: dict[str, list[str]] = {}
    for key, value in told.items():
        if key not in fields:
            raise Wrong((question.key, f"there is no field {key!r}: take it out or correct it"))
        try:
            submitted |= as_submitted(fields[key], value)
        except (TypeError, ValueError, KeyError, AttributeError):
            raise Wrong((question.key, f"the {fields[key].called} is not in the form that it asks for")) from None
    clean = clean_entry(question, submitted, today=today)
    errors = [error.message for error in clean.errors]
    errors += [f"the {fields[key].called} is not asked here: take it out" for key in told if key not in clean.values]
    if errors:
        raise Wrong(*((question.key, message) for message in errors))
    return {"id": own_id, **clean.values}


def clean_answers(catalogue: Catalogue, given: Mapping[str, Any], *, today: date) -> CleanAnswers:
    """Clean a whole referral given as one JSON object of answers, as a file or another system sends it.

    The same rules hold as on the pages; a key that nobody asks, or that does not apply to these answers, is an error
    and not silently dropped.
    """
    values: dict[str, Any] = {}
    errors = [
        AnswerError(key, key, f"There is no question with the key {key!r}: take it out or correct it")
        for key in sorted(set(given) - set(catalogue.questions))
    ]
    for _section, page in catalogue.pages:
        submitted: dict[str, list[str]] = {}
        for question in page.questions:
            if question.key in given:
                try:
                    submitted |= as_submitted(question, given[question.key])
                except (TypeError, ValueError, KeyError, AttributeError):
                    told = f"The {question.called} is not in the form that its question asks for"
                    errors.append(AnswerError(question.key, question.key, told))
        clean = clean_page(catalogue, page, submitted, answers=values, today=today)
        values |= clean.values
        reported = {error.question_key for error in errors}
        errors += [error for error in clean.errors if error.question_key not in reported]
    reported = {error.question_key for error in errors}
    if any(each in given and each in catalogue.questions for each in reported):
        # Whether others are asked may hang on what is wrong: they are told of once it is put right.
        return CleanAnswers(answers_that_apply(catalogue, values), errors)
    errors += [
        AnswerError(key, key, f"The {catalogue.question(key).called} is not asked with these answers: take it out")
        for key in given
        if key not in values and key not in reported and given[key] not in (None, "", [])
    ]
    return CleanAnswers(answers_that_apply(catalogue, values), errors)


def clean_so_far(catalogue: Catalogue, given: Mapping[str, Any], *, today: date) -> CleanAnswers:
    """Clean answers of which more are to come: what is there must be right, and what is missing is no error yet."""
    clean = clean_answers(catalogue, given, today=today)
    known = catalogue.questions
    errors = [each for each in clean.errors if each.question_key not in known or each.question_key in given]
    return CleanAnswers(clean.values, errors)
