"""Taking in what was written without a network, page by page, into the ordinary draft.

What a colleague changed meanwhile is never written over: where the draft holds another answer than the device last
knew, both are told, and whoever wrote on the device says which stays.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from opennrm.audit.once import once, remember
from opennrm.audit.record import command
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import refuse_if
from opennrm.partners.access import Actor, refusal_to_act
from opennrm.partners.offline import SWITCHED_OFF, works_offline
from opennrm.partners.roles import Permission
from opennrm.questions.answers import AnswerError, clean_page
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.inputs import field_names
from opennrm.questions.journey import with_page
from opennrm.questions.question import Question
from opennrm.referrals.actions import keep_answers, locked_draft, start_draft

Submitted = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as a device keeps it.

    `token` names it for ever; `pages` is what was typed, by page; `known` are the answers as this service told them
    last, at `version` (None: never); `settled` are the questions whose answer on the device is to stay.
    """

    token: str
    pages: Mapping[str, Submitted] = field(repr=False)
    known: Mapping[str, Any] = field(repr=False)
    version: int | None
    settled: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question that was answered here and there."""

    question_key: str
    here: Any = field(repr=False)
    there: Any = field(repr=False)


@dataclass(slots=True)
class Synced:
    """What came of it: the draft and its version, its answers, and what is still to be put right."""

    draft_id: UUID
    version: int
    answers: dict[str, Any] = field(repr=False)
    errors: list[AnswerError] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    not_asked: list[str] = field(default_factory=list)


def sync_draft(kept: KeptDraft, *, by: Actor, at: datetime) -> Synced:
    """Write a device's draft into the ordinary one, begun here where it is new; what is wrong or differs is told.

    Sent twice it comes to the same draft. Raises `Refused` where the organisation does not allow it or the draft was
    sent, and `NotYours` where it is gone.
    """
    refuse_if(refusal_to_act(by, Permission.REFER))
    refuse_if(None if works_offline(by.organisation_id) else SWITCHED_OFF)
    with command(), connection.cursor() as cursor:
        draft_id = _draft_of(kept.token, by=by, at=at)
        held = locked_draft(cursor, draft_id, by)
        synced = Synced(draft_id, held.version, held.answers)
        given = _take(kept, synced, at)
        shown = {error.question_key for error in synced.errors} | {each.question_key for each in synced.conflicts}
        synced.not_asked = [key for key in given if key not in synced.answers and key not in shown]
        if synced.answers != held.answers:
            synced.version += 1
            keep_answers(cursor, held, synced.answers, by=by, at=at)
    return synced


def _draft_of(token: str, *, by: Actor, at: datetime) -> UUID:
    earlier = once(who=by.account_id, token=token, body={"kept_on": "device"}, at=at)
    if earlier is not None:
        return UUID(earlier.result)
    draft_id = start_draft(by=by, at=at)
    remember(who=by.account_id, token=token, result=str(draft_id))
    return draft_id


def _take(kept: KeptDraft, synced: Synced, at: datetime) -> list[str]:
    """Page after page, as if each was sent by itself; gives the questions that were answered.

    Of a page the answers that are right are kept. One that was left out is no mistake yet: what is missing is told
    before the referral is sent.
    """
    given: list[str] = []
    is_as_known = kept.version == synced.version
    for _section, page in CATALOGUE.pages:
        if page.slug not in kept.pages:
            continue
        sent = kept.pages[page.slug]
        clean = clean_page(CATALOGUE, page, sent, answers=synced.answers, today=legal_day(at))
        typed = {each.key for each in page.questions if _is_typed(each, sent)}
        synced.errors += [error for error in clean.errors if error.question_key in typed]
        values: dict[str, Any] = {}
        for question in page.questions:
            key = question.key
            here, there, known = clean.values.get(key), synced.answers.get(key), kept.known.get(key)
            is_their_own = there not in (here, known) and not is_as_known and key not in kept.settled
            if here is not None and is_their_own:
                synced.conflicts.append(Conflict(key, here, there))
            if here is not None and not is_their_own:
                values[key] = here
            elif not (_was_emptied(question, sent) and there == known):
                values[key] = there
        values = {key: value for key, value in values.items() if value is not None}
        given += [question.key for question in page.questions if question.key in typed]
        synced.answers = with_page(CATALOGUE, synced.answers, page, values)
    return given


def _was_emptied(question: Question, sent: Submitted) -> bool:
    """Did somebody empty it on the device? What they never touched is not among what is sent."""
    return any(name in sent for name in field_names(question)) and not _is_typed(question, sent)


def _is_typed(question: Question, sent: Submitted) -> bool:
    return any(text.strip() for name in field_names(question) for text in sent.get(name, ()))
