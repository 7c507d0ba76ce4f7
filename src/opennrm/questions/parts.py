"""Which answers of a referral each receiver of a part of it is told, and no others.

Each has what it needs to act and to reach whoever referred. Nobody is told where decisions are sent, what the person
said about immigration, or how they came to consent; the support provider is not told what was done to them, and the
police of the place where it happened are not told where the person is now. Source: ICO14 in the facts of this field,
only relevant data and not more than is needed; which questions those are is own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opennrm.mechanism.receivers import Receiver
from opennrm.questions.question import Catalogue
from opennrm.questions.summary import State, sections
from opennrm.questions.whereabouts import whereabouts_of

_WHO = ("first_name", "last_name", "other_names", "date_of_birth", "gender")
_SPEAKING = ("interpreter_needed", "interpreter_language", "communication_help", "communication_help_details")
_NATIONALITY = ("nationality", "second_nationality")
_DANGER = ("danger_now", "still_in_situation")
_STAYING = ("staying_town", "staying_region")
_POLICE = ("reported_before", "police_force", "crime_reference")
_REFERRER = ("referrer_role", "referrer_phone")

PARTS: Mapping[Receiver, tuple[str, ...]] = {
    Receiver.COUNCIL_SAFEGUARDING: (
        *(*_WHO, *_NATIONALITY, *_SPEAKING, "age_answer", *_DANGER, *_STAYING),
        *("exploitation_components", "indicators_seen", "council_contact_name", *_REFERRER),
    ),
    Receiver.GUARDIAN_SERVICE: (
        *(*_WHO, *_NATIONALITY, *_SPEAKING, "age_answer", *_DANGER, *_STAYING, "exploitation_components"),
        *("council_contacted", "council_contact_name", "council_phone", "council_email", *_REFERRER),
    ),
    Receiver.SUPPORT_PROVIDER: (
        *(*_WHO, *_NATIONALITY, *_SPEAKING, *_DANGER, "staying_region"),
        *("support_contact", "support_phone", "support_phone_whose", *_REFERRER),
    ),
    Receiver.POLICE_HERE: (*_WHO, *_SPEAKING, *_DANGER, *_STAYING, *_POLICE, *_REFERRER),
    Receiver.POLICE_THERE: (
        *(*_WHO, *_NATIONALITY, *_SPEAKING, *_DANGER, "exploitation_components", "exploitation_when"),
        *("exploitation_where", "exploitation_uk_towns", "exploitation_uk_details", "exploiters_known"),
        *("exploiters_in_uk", "evidence_described", *_POLICE, *_REFERRER),
    ),
}


def part_of(receiver: Receiver, catalogue: Catalogue, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What one receiver is told: question, its words and the answer in lines, in the order in which they were asked.

    `catalogue` is the one that the referral answered. A question that was not answered is left out. `hidden` says what
    an answer tells of where the person is (empty: nothing), so that it is shown only to who asks for it.
    """
    named = set(PARTS[receiver])
    return [
        {
            "key": row.question_key,
            "label": row.label,
            "lines": list(row.value_lines),
            "is_known": row.state is State.GIVEN,
            "hidden": whereabouts_of(catalogue.question(row.question_key)) or "",
        }
        for section in sections(catalogue, answers)
        for row in section.rows
        if row.question_key in named and row.state in (State.GIVEN, State.NOT_KNOWN)
    ]
