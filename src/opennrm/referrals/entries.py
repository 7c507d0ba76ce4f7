"""Saving and removing one entry of a list in a draft: a vehicle, a place, somebody who exploited the person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from opennrm.audit.record import command
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.roles import Permission
from opennrm.questions.answers import clean_entry
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.entries import (
    ID_FORM,
    catalogue_of_entry,
    entry_of,
    page_of_entry,
    with_entry,
    without_entry,
)
from opennrm.questions.journey import pages_that_apply, with_page
from opennrm.questions.question import Page, Question
from opennrm.referrals.actions import HeldDraft, Saved, keep_answers, locked_draft
from opennrm.referrals.merging import NOT_ASKED, Merged, merged, read_shown


def save_entry(
    draft_id: UUID,
    slug: str,
    entry_id: str,
    submitted: Mapping[str, list[str]],
    *,
    by: Actor,
    at: datetime,
    shown: str | None = None,
) -> Saved:
    """Clean what was sent for one entry and, where it has no error, keep it under its id, under the draft's lock.

    Sent twice under one id it is one entry. `shown` is what the page showed: what a colleague changed in the same entry
    since is put together with what was sent, field by field. With errors, or clashes, nothing is kept. Raises
    `NotYours` where the page is no list; `Refused` if the draft was sent already, the list is full or
    not asked for any more.
    """
    refuse_if(refusal_to_act(by, Permission.REFER))
    page, listed = _list_of(slug, entry_id)
    with command(), connection.cursor() as cursor:
        held = locked_draft(cursor, draft_id, by)
        answers = held.answers
        if page not in pages_that_apply(CATALOGUE, answers):
            raise Refused(NOT_ASKED)
        cleaned = clean_entry(listed, submitted, today=legal_day(at))
        if cleaned.errors:
            return Saved(cleaned, answers)
        before = answers.get(listed.key, [])
        known = entry_of(before, entry_id)
        if len(before) >= listed.many and known is None:
            raise Refused(full_list(listed))
        together = _together(held, listed, known, cleaned.values, submitted, shown)
        if together.clashes:
            return Saved(cleaned, answers, together.clashes)
        after = with_entry(before, entry_id, together.values)
        answers = with_page(CATALOGUE, answers, page, {listed.key: after})
        keep_answers(cursor, held, answers, by=by, at=at)
    return Saved(cleaned, answers)


def remove_entry(draft_id: UUID, slug: str, entry_id: str, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Take an entry out of its list; gives the answers as they now stand. One that is gone already stays gone.

    Raises `NotYours` where the page is no list; `Refused` if the draft was sent already.
    """
    refuse_if(refusal_to_act(by, Permission.REFER))
    page, listed = _list_of(slug, entry_id)
    with command(), connection.cursor() as cursor:
        held = locked_draft(cursor, draft_id, by)
        left = without_entry(held.answers.get(listed.key, []), entry_id)
        answers = with_page(CATALOGUE, held.answers, page, {listed.key: left} if left else {})
        keep_answers(cursor, held, answers, by=by, at=at)
    return answers


def _together(
    held: HeldDraft,
    listed: Question,
    known: Mapping[str, Any] | None,
    mine: dict[str, Any],
    submitted: Mapping[str, list[str]],
    shown: str | None,
) -> Merged:
    """An entry is put together as a page of questions is; who wrote last in its list counts as who wrote its fields."""
    if shown is None or known is None:
        return Merged(mine)
    page, last = page_of_entry(listed), held.written.get(listed.key)
    return merged(
        held.draft_id,
        catalogue_of_entry(listed),
        page,
        stored={key: value for key, value in known.items() if key != "id"},
        mine=mine,
        shown=read_shown(shown),
        written={field.key: last for field in page.questions} if last else {},
        chosen={field.key: (submitted.get(f"choose-{field.key}") or [""])[0] for field in page.questions},
    )


def _list_of(slug: str, entry_id: str) -> tuple[Page, Question]:
    try:
        page = CATALOGUE.page(slug)
    except KeyError:
        raise NotYours from None
    if page.entries is None or not ID_FORM.fullmatch(entry_id):
        raise NotYours
    return page, page.entries


def full_list(listed: Question) -> Refusal:
    """Why no more is added to a list."""
    told = f"There are {listed.many} entries already, which is the most: remove one before you add another."
    return Refusal(code="list_full", because=told, source="house", field=listed.fields[0].key)
