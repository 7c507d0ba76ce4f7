"""A draft from a record of the Human Trafficking Case Data Standard, with answers beside it that the standard lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from opennrm.mechanism.calendar import legal_day
from opennrm.partners.access import Actor
from opennrm.questions.answers import clean_so_far
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.htcds import answers_of, fields
from opennrm.referrals.by_program import begin
from opennrm.referrals.whole import WrongAnswers


@dataclass(frozen=True, slots=True)
class FromRecord:
    """The draft that was begun, and each field of the record that was not taken into it, with the reason."""

    draft_id: UUID
    not_taken: tuple[tuple[str, str], ...]


def begin_from_record(
    record: Mapping[str, Any], answers: Mapping[str, Any], *, key: str, by: Actor, at: datetime
) -> FromRecord:
    """Begin a draft with what of the record a referral asks, and with these answers, which go before it.

    What of the record is not in order, or not asked with these answers, is left out and said. Raises `WrongAnswers`
    for the answers beside it, and `Refused`.
    """
    taken = answers_of(record)
    beside = {key: value for key, value in answers.items() if value is not None}
    ours = {key: value for key, value in taken.answers.items() if key not in beside}
    answered = {each.name for each in fields() if each.answer and set(each.answer) <= set(beside)}
    not_taken = [(name, because) for name, because in taken.not_taken if name not in answered]
    while errors := clean_so_far(CATALOGUE, ours | beside, today=legal_day(at)).errors:
        of_record = {each.question_key: each.message for each in errors if each.question_key in ours}
        if not of_record:
            raise WrongAnswers(errors)
        ours = {key: value for key, value in ours.items() if key not in of_record}
        not_taken += [(_field_of(key, record), because) for key, because in of_record.items()]
    return FromRecord(begin(ours | beside, key=key, by=by, at=at), tuple(not_taken))


def _field_of(key: str, record: Mapping[str, Any]) -> str:
    return next(each.name for each in fields() if key in each.answer and each.name in record)
