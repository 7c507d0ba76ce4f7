"""Starting a draft, saving a page of it, discarding it, and sending it: once, and for good."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection

from opennrm.audit.asking import as_the_house
from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import DraftDiscarded, DraftStarted
from opennrm.mechanism.references import reference_from
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.directory import names_of
from opennrm.partners.roles import Permission
from opennrm.questions.answers import CleanPage, clean_page
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import may_be_sent, with_page
from opennrm.questions.moving import moved_to
from opennrm.questions.question import Page
from opennrm.referrals.merging import (
    NOT_ASKED,
    OTHERS,
    Clash,
    Merged,
    merged,
    no_longer_asked,
    read_shown,
    written_anew,
)
from opennrm.referrals.models import Draft
from opennrm.referrals.paper import Paper, refuse_paper
from opennrm.referrals.queries import ANSWERS
from opennrm.referrals.sending import keep_referral
from opennrm.vault.erasing import forget
from opennrm.vault.fields import open_selected, personal, sealed, selected

ALREADY_SENT = Refusal(
    code="already_sent",
    because="This referral was sent and can no longer be changed. Open it in the list of referrals.",
    source="house",
)
NOT_COMPLETE = Refusal(
    code="not_complete",
    because="Something is still to be answered. The list above says what.",
    source="house",
)


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving a page came to: the cleaned page, and all the answers as they now stand.

    Where there are `clashes` nothing was kept: a colleague answered the same, and which answer stands is to be chosen.
    """

    page: CleanPage
    answers: dict[str, Any]
    clashes: tuple[Clash, ...] = ()


def start_draft(*, by: Actor, at: datetime, paper: Paper | None = None, same_group: UUID | None = None) -> UUID:
    """Begin a referral; gives the draft's id. `paper` says that it was written down on paper first, `same_group` is
    the draft with which its family or group began.

    It is shared with the first, by name, of the teams in which the actor may refer; with them alone where there is
    none. Raises `Refused` if their role does not let them refer, or for a paper that cannot be so.
    """
    refuse_if(refusal_to_act(by, Permission.REFER))
    if paper is not None:
        refuse_paper(paper, legal_day(at))
    draft_id = uuid4()
    with command():
        Draft.objects.create(
            id=draft_id,
            same_group=same_group,
            shared_with=next(iter(by.teams_for(Permission.REFER)), by.account_id),
            organisation_id=by.organisation_id,
            catalogue_version=str(CATALOGUE.version),
            answers={},
            paper=paper.as_data() if paper else None,
            started_at=at,
            started_by_id=by.account_id,
            saved_at=at,
            saved_by_id=by.account_id,
            expires_on=legal_day(at) + timedelta(days=settings.DRAFT_DAYS),
        )
        group = str(same_group) if same_group else None
        begun = DraftStarted(subject=str(draft_id), organisation=by.organisation_slug, same_group=group)
        announce(begun, at=at, by=by.account_id)
    return draft_id


WRITTEN = personal(Draft, "written")
LOCK_DRAFT = f"""
SELECT {selected(ANSWERS, "referrals_draft")}, sent_at IS NOT NULL, catalogue_version, version, saved_by_id,
    {selected(WRITTEN, "referrals_draft")}
FROM referrals_draft WHERE id = %s AND shared_with = ANY(%s) FOR UPDATE
"""  # noqa: S608 - made of the names of columns
SAVE_DRAFT = """
UPDATE referrals_draft SET answers = %s, version = version + 1, saved_at = %s, saved_by_id = %s, expires_on = %s,
    catalogue_version = %s, written = %s, warned_on = NULL WHERE id = %s
"""


def save_page(
    draft_id: UUID,
    slug: str,
    submitted: Mapping[str, list[str]],
    *,
    by: Actor,
    at: datetime,
    shown: str | None = None,
) -> Saved:
    """Clean what a page was sent with and, where it has no error, keep it; answers that no longer apply are gone.

    Only the questions of this page are touched, under the draft's lock, so two people on two pages do not undo each
    other. `shown` is what the page showed (`merging.what_is_shown`): what a colleague answered on it since is put
    together with what was sent. Without it, what was sent stands. With errors, or clashes, nothing is kept. Raises
    `NotYours`, and `Refused` if it was sent already or what was answered is not asked any more.
    """
    refuse_if(refusal_to_act(by, Permission.REFER))
    page = CATALOGUE.page(slug)
    with command(), connection.cursor() as cursor:
        held = locked_draft(cursor, draft_id, by)
        if shown is not None and no_longer_asked(CATALOGUE, page, held.answers, submitted):
            raise Refused(NOT_ASKED)
        cleaned = clean_page(CATALOGUE, page, submitted, today=legal_day(at), answers=held.answers)
        if cleaned.errors:
            return Saved(cleaned, held.answers)
        together = _together(held, page, cleaned.values, submitted, shown)
        if together.clashes:
            return Saved(cleaned, held.answers, together.clashes)
        answers = with_page(CATALOGUE, held.answers, page, together.values)
        keep_answers(cursor, held, answers, by=by, at=at)
    return Saved(cleaned, answers)


def _together(
    held: HeldDraft, page: Page, mine: dict[str, Any], submitted: Mapping[str, list[str]], shown: str | None
) -> Merged:
    if shown is None:
        return Merged(mine)
    keys = [*(question.key for question in page.questions), OTHERS]
    return merged(
        held.draft_id,
        CATALOGUE,
        page,
        stored=held.answers,
        mine=mine,
        shown=read_shown(shown),
        written=held.written,
        chosen={key: (submitted.get(f"choose-{key}") or [""])[0] for key in keys},
    )


def discard_draft(draft_id: UUID, *, by: Actor, at: datetime) -> None:
    """Remove a draft that was not sent, with every answer in it. Raises `NotYours`, and `Refused` once it was sent."""
    refuse_if(refusal_to_act(by, Permission.REFER))
    with command(), connection.cursor() as cursor:
        locked_draft(cursor, draft_id, by)
        Draft.objects.filter(id=draft_id).delete()
        forget(draft_id)
        announce(DraftDiscarded(subject=str(draft_id)), at=at, by=by.account_id)


def submit_referral(draft_id: UUID, *, token: str, by: Actor, at: datetime, seen: int | None = None) -> str:
    """Send a draft as a referral and give its reference, which is true once this returns: it returns after COMMIT.

    `seen` is the version of the draft whose answers were checked (None: whoever sends has just written them). Sent
    again, with the same token or another, a draft that was sent gives the same reference. Raises `NotYours`; `Refused`
    when somebody saved the draft after version `seen`, when something is still missing, when answers contradict each
    other, or when consent does not allow it.
    """
    refuse_if(refusal_to_act(by, Permission.REFER))
    with command():
        earlier = once(who=by.account_id, token=token, body={"send": str(draft_id)}, at=at)
        if earlier is not None:
            return earlier.result
        reference = submit_claimed(draft_id, by=by, at=at, seen=seen)
        remember(who=by.account_id, token=token, result=reference)
    return reference


def submit_claimed(draft_id: UUID, *, by: Actor, at: datetime, seen: int | None = None) -> str:
    """As `submit_referral`, within a command that claimed its token already and asked whether they may refer."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK_DRAFT, [draft_id, list(by.grantees_for(Permission.REFER))])
        row = cursor.fetchone()
    if row is None:
        raise NotYours
    if row[1]:
        # Sent already, from another tab or by a colleague: the answer is the same referral, not a second one.
        # Its access may begin after the moment at which this request, which waited for the lock, arrived.
        with as_the_house():
            return str(Draft.objects.values_list("referral__reference", flat=True).get(id=draft_id))
    if seen is not None and row[3] != seen:
        raise Refused(saved_since(row[4]))
    answers = at_newest_questions(open_selected(ANSWERS, bytes(row[0]), held=True), row[2])
    if not may_be_sent(CATALOGUE, answers):
        raise Refused(NOT_COMPLETE)
    reference = reference_from(secrets.token_bytes(7))
    keep_referral(draft_id, reference, answers, by=by, at=at)
    return reference


def saved_since(account_id: UUID) -> Refusal:
    """Why what was checked is not sent: somebody saved the draft after it was checked."""
    who = names_of([account_id]).get(str(account_id), "Somebody")
    return Refusal(
        code="changed_meanwhile",
        because=f"{who} saved an answer since you checked them, so nothing was sent. "
        "Read the answers again as they now stand, and send them then.",
        source="house",
    )


def sealed_answers(draft_id: UUID, answers: dict[str, Any]) -> bytes:
    """The answers of a draft as `SAVE_DRAFT` keeps them."""
    return sealed(ANSWERS, answers, row=draft_id, scope=draft_id)


@dataclass(frozen=True, slots=True)
class HeldDraft:
    """A draft that is locked: its answers, its version, and who wrote what."""

    draft_id: UUID
    answers: dict[str, Any]
    version: int
    written: dict[str, Any]


def keep_answers(cursor: Any, held: HeldDraft, answers: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """Save a draft's answers, and who wrote each, inside the command that locked it."""
    written = written_anew(held.written, held.answers, answers, held.version + 1, by.account_id, at.isoformat())
    expires_on: date = legal_day(at) + timedelta(days=settings.DRAFT_DAYS)
    kept = sealed_answers(held.draft_id, answers)
    whose = sealed(WRITTEN, written, row=held.draft_id, scope=held.draft_id)
    cursor.execute(SAVE_DRAFT, [kept, at, by.account_id, expires_on, str(CATALOGUE.version), whose, held.draft_id])


def locked_draft(cursor: Any, draft_id: UUID, by: Actor) -> HeldDraft:
    """A draft, locked until the command ends. Raises `NotYours`, and `Refused` if it was sent already."""
    cursor.execute(LOCK_DRAFT, [draft_id, list(by.grantees_for(Permission.REFER))])
    row = cursor.fetchone()
    if row is None:
        raise NotYours
    if row[1]:
        raise Refused(ALREADY_SENT)
    answers = at_newest_questions(dict(open_selected(ANSWERS, bytes(row[0]), held=True)), row[2])
    return HeldDraft(draft_id, answers, row[3], open_selected(WRITTEN, bytes(row[5])) if row[5] else {})


def at_newest_questions(answers: dict[str, Any], version: str) -> dict[str, Any]:
    """A draft moves to the newest catalogue when it is next saved or sent."""
    if version == str(CATALOGUE.version):
        return answers
    return moved_to(CATALOGUE, answers, int(version)).answers
