"""One cleaner for each kind of question: from the texts that were sent to one JSON value, or the words of its error."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from opennrm.questions import lists
from opennrm.questions.inputs import ADDRESS_PARTS
from opennrm.questions.question import Kind, Question
from opennrm.questions.typed_dates import clean_date
from opennrm.questions.wrong import Wrong, check_text, one_text

Submitted = Mapping[str, list[str]]

UK_POSTCODE = re.compile(r"(GIR ?0AA|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2})", re.IGNORECASE)
"""The form of a UK postcode (BS 7666): area and district, then a digit and two letters other than C I K M O V."""

NUMBERS_FOR_DRAMA = (
    *("1134960", "1144960", "1154960", "1164960", "1174960", "1184960", "1214960", "1314960", "1414960", "1514960"),
    *("1614960", "1914980", "1632960", "2079460", "2896496", "2920180", "7700900", "8081570", "9098790", "3069990"),
)
"""What Ofcom keeps free for drama (national digits without the leading 0): made-up people have these numbers, and the
library's own tables call some of them impossible. https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/"""


def _single_choice(question: Question, submitted: Submitted, today: date) -> str:
    sent = submitted[question.key]
    if len(set(sent)) > 1:
        raise Wrong((question.key, f"Choose only one answer for the {question.called}"))
    if question.choice(sent[0]) is None:
        raise Wrong((question.key, f"Choose one of the answers listed for the {question.called}"))
    return sent[0]


def _several_choices(question: Question, submitted: Submitted, today: date) -> list[str]:
    sent = {value for value in submitted[question.key] if value}
    known = [choice for choice in question.choices if choice.value in sent]
    if len(known) != len(sent):
        raise Wrong((question.key, f"Choose only from the answers listed for the {question.called}"))
    alone = next((choice for choice in known if choice.alone), None)
    if alone and len(known) > 1:
        raise Wrong((question.key, f"Choose either “{alone.label}” or the others for the {question.called}, not both"))
    return [choice.value for choice in known]


def _text(question: Question, submitted: Submitted, today: date) -> str:
    text = one_text(question.key, submitted)
    check_text(text, question.called, question.max_length, question.key)
    if question.kind is Kind.TEXT and len(text.splitlines()) > 1:
        raise Wrong((question.key, f"Put the {question.called} on one line"))
    return text


def _lookup(question: Question, submitted: Submitted, today: date) -> str | list[str]:
    codes: list[str] = []
    for text in submitted[question.key]:
        if not text.strip():
            continue
        entry = lists.entry_for(question.list_name, text, on=today)
        if entry is None:
            raise Wrong((question.key, _not_in_list(question, text, today)))
        if entry.code not in codes:
            codes.append(entry.code)
    if len(codes) > question.many:
        told = f"Choose one entry for the {question.called}" if question.many == 1 else _too_many(question)
        raise Wrong((question.key, told))
    return codes if question.many > 1 else codes[0]


def _not_in_list(question: Question, text: str, today: date) -> str:
    instead = lists.successors(question.list_name, text, on=today)
    if instead:
        names = " or ".join(entry.label for entry in instead)
        return f"What you typed for the {question.called} no longer exists: choose {names}"
    if lists.matches(question.list_name, text, on=today):
        return (
            f"Choose the {question.called} from the list: what you typed fits one or more entries, but is none in full"
        )
    return f"Choose the {question.called} from the list: nothing in it is written as you typed it"


def _too_many(question: Question) -> str:
    return f"Choose at most {question.many} entries for the {question.called}"


def _whole_number(question: Question, submitted: Submitted, today: date) -> int:
    text = one_text(question.key, submitted).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Wrong((question.key, f"The {question.called} must be a whole number in digits, such as 3"))
    return int(text)


def _phone(question: Question, submitted: Submitted, today: date) -> str:
    text = one_text(question.key, submitted).strip()
    check_text(text, question.called, question.max_length, question.key)
    told = f"Enter the {question.called} as a full phone number, such as 020 7946 0958 or +355 4 222 2222"
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        raise Wrong((question.key, told)) from None
    if not (_is_for_drama(number) or phonenumbers.is_valid_number(number)):
        raise Wrong((question.key, told))
    return text


def _is_for_drama(number: phonenumbers.PhoneNumber) -> bool:
    digits = str(number.national_number)
    return number.country_code == 44 and len(digits) == 10 and digits.startswith(NUMBERS_FOR_DRAMA)


def _email(question: Question, submitted: Submitted, today: date) -> str:
    text = one_text(question.key, submitted).strip()
    check_text(text, question.called, question.max_length, question.key)
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        told = f"Enter the {question.called} as an e-mail address, such as name@organisation.example"
        raise Wrong((question.key, told)) from None
    return text


def _postcode(question: Question, submitted: Submitted, today: date) -> str:
    text = one_text(question.key, submitted).strip()
    if not UK_POSTCODE.fullmatch(text):
        raise Wrong((question.key, f"Enter the {question.called} as a full UK postcode, such as SW1A 2AA"))
    return text


def _address(question: Question, submitted: Submitted, today: date) -> dict[str, str]:
    faults: list[tuple[str, str]] = []
    lines: dict[str, str] = {}
    words = {"line_1": "first line", "line_2": "second line", "town": "town or city", "county": "county"}
    for part in ADDRESS_PARTS:
        name = f"{question.key}-{part}"
        called = f"{words.get(part, part)} of the {question.called}"
        text = submitted.get(name, [""])[0]
        try:
            check_text(text, called, question.max_length, name)
        except Wrong as wrong:
            faults += wrong.faults
        if text.strip():
            lines[part] = text
        elif part in ("line_1", "town", "postcode"):
            faults.append((name, f"Enter the {called}"))
        if part == "postcode" and text.strip() and not UK_POSTCODE.fullmatch(text.strip()):
            faults.append((name, f"Enter the {called} as a full UK postcode, such as SW1A 2AA"))
    if faults:
        raise Wrong(*faults)
    return lines


def _date(question: Question, submitted: Submitted, today: date) -> str:
    return clean_date(question, submitted, today)


CLEANERS: dict[Kind, Callable[[Question, Submitted, date], Any]] = {
    Kind.RADIOS: _single_choice,
    Kind.SELECT: _single_choice,
    Kind.CHECKBOXES: _several_choices,
    Kind.TEXT: _text,
    Kind.TEXTAREA: _text,
    Kind.DATE: _date,
    Kind.LOOKUP: _lookup,
    Kind.NUMBER: _whole_number,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.POSTCODE: _postcode,
    Kind.ADDRESS: _address,
}
