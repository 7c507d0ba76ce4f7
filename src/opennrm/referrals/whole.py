"""A whole referral given at once, as a file or another system sends it: the rules of the pages, one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection

from opennrm.audit.once import once, remember
from opennrm.audit.record import command
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import refuse_if
from opennrm.partners.access import Actor, refusal_to_act
from opennrm.partners.roles import Permission
from opennrm.questions.answers import AnswerError, clean_answers
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.contradictions import contradictions
from opennrm.questions.journey import ending_of
from opennrm.questions.question import Ending
from opennrm.referrals.actions import SAVE_DRAFT, sealed_answers, start_draft, submit_claimed
from opennrm.referrals.queries import draft_for
from opennrm.vault.hashes import keyed_hash


class WrongAnswers(Exception):
    """Some answers must be corrected before anything is sent; nothing was kept."""

    def __init__(self, errors: list[AnswerError]) -> None:
        super().__init__(f"{len(errors)} answers are wrong")
        self.errors = errors


def refer_at_once(given: Mapping[str, Any], *, by: Actor, at: datetime) -> str:
    """Send a referral from one object of answers by question key; gives its reference, which is true once this returns.

    The same answers sent again by the same person give the same reference. Raises `WrongAnswers` naming every answer
    to correct; `Refused` if their role, or the consent given, does not allow the referral.
    """
    refuse_if(refusal_to_act(by, Permission.REFER))
    answers = checked(given, today=legal_day(at))
    # Keyed, since it is kept: without the key nobody can find out by trying whether certain answers were sent.
    token = keyed_hash("whole referral", answers)
    with command():
        earlier = once(who=by.account_id, token=token, body={"whole": token}, at=at)
        if earlier is not None:
            return earlier.result
        draft_id = start_draft(by=by, at=at)
        draft = draft_for(by, draft_id)
        with connection.cursor() as cursor:
            kept = sealed_answers(draft_id, answers)
            cursor.execute(
                SAVE_DRAFT, [kept, at, by.account_id, draft.expires_on, str(CATALOGUE.version), None, draft_id]
            )
        reference = submit_claimed(draft_id, by=by, at=at)
        remember(who=by.account_id, token=token, result=reference)
    return reference


def checked(given: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """The answers as they would be sent. Raises `WrongAnswers` with every one that is missing or to be corrected."""
    clean = clean_answers(CATALOGUE, given, today=today)
    errors = clean.errors or list(contradictions(clean.values, today))
    if not errors and ending_of(CATALOGUE, clean.values) is not Ending.SEND:
        told = "With this answer no referral can be made: see docs/questions.md for what can be done instead"
        errors = [AnswerError("consent_to_referral", "consent_to_referral", told)]
    if errors:
        raise WrongAnswers(list(errors))
    return clean.values
