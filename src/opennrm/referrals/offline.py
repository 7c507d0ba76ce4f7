"""Taking in what was written without a network, page by page, into the ordinary draft.

What a colleague changed meanwhile is never written over: where the draft holds another answer than the device last
knew, both are told, and whoever wrote on the device says which stays. An answer that would take away others which the
device never knew, since they would not be asked any more, is told likewise. Lists are not written on devices.
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
from opennrm.questions.journey import answers_that_apply, with_page
from opennrm.questions.question import Page, Question
from opennrm.referrals.actions import keep_answers, locked_draft, start_draft

Submitted = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as a device keeps it.

    `token` names it for ever; `pages` is what was typed, by page; `known` are the answers as this service told them
    last; `settled` are the questions whose answer on the device is to stay.
    """

    token: str
    pages: Mapping[str, Submitted] = field(repr=False)
    known: Mapping[str, Any] = field(repr=False)
    settled: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question that was answered here and there; `goes` are those whose answers go if the one here is taken."""

    question_key: str
    here: Any = field(repr=False)
    there: Any = field(repr=False)
    goes: tuple[str, ...] = ()


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
    for _section, page in CATALOGUE.pages:
        if page.slug not in kept.pages or page.entries is not None:
            continue
        sent = kept.pages[page.slug]
        clean = clean_page(CATALOGUE, page, sent, answers=synced.answers, today=legal_day(at))
        typed = {each.key for each in page.questions if _is_typed(each, sent)}
        synced.errors += [error for error in clean.errors if error.question_key in typed]
        given += [question.key for question in page.questions if question.key in typed]
        wanted = _wanted(kept, page, clean.values, synced.answers)
        found = _conflicts(kept, page, wanted, synced.answers)
        stored = {each.question_key: each.there for each in found}
        synced.conflicts += found
        synced.answers = with_page(CATALOGUE, synced.answers, page, _answered(wanted | stored))
    return given


def _wanted(kept: KeptDraft, page: Page, clean: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The page as the device would have it; what it left alone, or what is wrong there, is as the draft has it."""
    wanted: dict[str, Any] = {}
    for question in page.questions:
        there = answers.get(question.key)
        is_emptied = _was_emptied(question, kept.pages[page.slug]) and there == kept.known.get(question.key)
        wanted[question.key] = clean.get(question.key, None if is_emptied else there)
    return wanted


def _conflicts(kept: KeptDraft, page: Page, wanted: Mapping[str, Any], answers: Mapping[str, Any]) -> list[Conflict]:
    """What is asked first: answers that a colleague gave, or by which answers go that the device never knew."""
    after = with_page(CATALOGUE, answers, page, _answered(wanted))
    applying = answers_that_apply(CATALOGUE, answers).items()
    goes = tuple(key for key, value in applying if key not in after and value != kept.known.get(key))
    changed = [key for key in wanted if wanted[key] != answers.get(key)]
    asked = [key for key in changed if answers.get(key) != kept.known.get(key) and key not in kept.settled]
    if goes and not set(changed) <= set(kept.settled):
        asked = changed
    return [Conflict(key, wanted[key], answers.get(key), goes) for key in asked]


def _answered(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _was_emptied(question: Question, sent: Submitted) -> bool:
    """Did somebody empty it on the device? What they never touched is not among what is sent."""
    return any(name in sent for name in field_names(question)) and not _is_typed(question, sent)


def _is_typed(question: Question, sent: Submitted) -> bool:
    return any(text.strip() for name in field_names(question) for text in sent.get(name, ()))
