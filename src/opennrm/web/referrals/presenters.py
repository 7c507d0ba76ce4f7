"""What the pages of a referral show: every heading, line and link, made without a browser or a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from opennrm.cases.queries import Standing
from opennrm.notifications.queries import LetterRow
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.contradictions import contradictions
from opennrm.questions.inputs import as_submitted
from opennrm.questions.journey import (
    ending_of,
    first_incomplete,
    missing,
    page_after,
    page_before,
    pages_that_apply,
)
from opennrm.questions.quality import quality_of
from opennrm.questions.question import Ending, Page
from opennrm.questions.sections.evidence import SECTION as EVIDENCE
from opennrm.referrals.merging import what_is_shown
from opennrm.referrals.queries import DraftRead, ReferralRead
from opennrm.web import wording
from opennrm.web.answered import answered_sections, paper_in_words, paper_rows, sections_in
from opennrm.web.corrections import corrected_line
from opennrm.web.forms import Mistake, page_of_questions
from opennrm.web.referrals.clashes import not_asked_any_more
from opennrm.web.referrals.criteria_rows import in_short, is_looked_at
from opennrm.web.referrals.numbers import numbers_in_words
from opennrm.web.referrals.status import expires_soon, next_date, standing_in_words

NEXT_STEPS = (
    "The competent authority looks at the referral and decides whether there are reasonable grounds to believe that "
    "the person is a victim. The aim is five working days where possible.",
    "You can see where the case stands on the page of the referral.",
    "If the person is in danger, ring 999. If they need a place to stay tonight, ring the Modern Slavery Helpline on "
    "08000 121 700.",
)

SUGGESTED = (
    "What stands here was answered for another person of the same family or group. Look it over: it counts for this "
    "person once you save the page."
)


def first_slug() -> str:
    """Where a new draft begins."""
    return pages_that_apply(CATALOGUE, {})[0].slug


def slug_after(answers: Mapping[str, Any], page: Page, *, changing: bool) -> str | None:
    """The page to show after one was saved; None: the answers to check.

    Somebody who changes an answer goes back to checking, unless the change asks something new.
    """
    if changing:
        gap = first_incomplete(CATALOGUE, answers)
        return gap.slug if gap else None
    following = page_after(CATALOGUE, answers, page.slug)
    return following.slug if following else None


def question_page(
    draft: DraftRead,
    page: Page,
    typed: Mapping[str, Sequence[str]] | None,
    errors: Sequence[Mistake],
    *,
    changing: bool,
    today: date,
    suggested: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """One page of questions, filled with what was typed or, where nothing was, with what is saved or `suggested`."""
    before = page_before(CATALOGUE, draft.answers, page.slug)
    back = reverse("question", kwargs={"draft_id": draft.id, "slug": before.slug}) if before else None
    if changing:
        back = reverse("check_answers", kwargs={"draft_id": draft.id})
    return frame(draft, page) | {
        "title": page.title if len(page.questions) != 1 else page.questions[0].ask,
        "back_to": back or reverse("draft", kwargs={"draft_id": draft.id}),
        "takes_files": page.slug == EVIDENCE.slug,
        "shown": _shown_before(typed) or what_is_shown(draft.id, page, draft.answers, draft.version),
        "not_asked": not_asked_any_more(page, typed, draft.answers) if typed else [],
        "is_looked_at": is_looked_at(page),
        "errors": errors,
        "fields": page_of_questions(
            page,
            _saved(page, {**(suggested or {}), **draft.answers}) if typed is None else typed,
            errors,
            answers=draft.answers,
            on=today,
            caption=numbers_in_words(page),
        ),
    }


def frame(draft: DraftRead, page: Page) -> dict[str, Any]:
    """What stands around the fields of a page and of an entry of a list, where neither says otherwise."""
    return {
        "draft_id": draft.id,
        "ends": page.ending is Ending.CANNOT_REFER,
        "asks": bool(page.questions),
        "note": "",
        "without": "",
        "choices": "",
        "not_asked": [],
        "takes_files": False,
        "is_looked_at": False,
        "on_paper": draft.paper is not None,
    }


def _shown_before(typed: Mapping[str, Sequence[str]] | None) -> str:
    """What the form showed that was sent, so that also when it is sent again a change in between is noticed."""
    return ((typed or {}).get("shown") or [""])[0]


def _saved(page: Page, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    typed: dict[str, list[str]] = {}
    for question in page.questions:
        if question.key in answers:
            typed |= as_submitted(question, answers[question.key])
    return typed


def task_list(draft: DraftRead, today: date) -> dict[str, Any]:
    """The sections of a draft, each with where it begins and whether anything in it is missing."""
    applying = {page.slug for page in pages_that_apply(CATALOGUE, draft.answers)}
    gaps = {gap.page_slug for gap in missing(CATALOGUE, draft.answers)}
    shown = []
    for section in CATALOGUE.sections:
        slugs = [page.slug for page in section.pages if page.slug in applying]
        if slugs:
            started = any(question.key in draft.answers for page in section.pages for question in page.questions)
            complete = started and not gaps & set(slugs)
            shown.append({"title": section.title, "slug": slugs[0], "complete": complete})
    following = first_incomplete(CATALOGUE, draft.answers)
    check = reverse("check_answers", kwargs={"draft_id": draft.id})
    return {
        "draft_id": draft.id,
        "saved_at": wording.moment(draft.saved_at),
        "saved_by": draft.saved_by,
        "expires_on": wording.day(draft.expires_on),
        "expires_soon": expires_soon(draft.expires_on, today),
        "held": _held(draft),
        "note": draft.note,
        "changes": draft.changes,
        "sections": shown,
        "paper": paper_in_words(draft.paper),
        "go_on": reverse("question", kwargs={"draft_id": draft.id, "slug": following.slug}) if following else check,
    }


def _held(draft: DraftRead) -> str:
    if not draft.held_by or draft.handed_over_at is None:
        return ""
    return f"{draft.handed_over_by} handed it over to {draft.held_by} on {wording.moment(draft.handed_over_at)}."


def answers_to_check(draft: DraftRead, today: date, *, is_beside: bool = True) -> dict[str, Any]:
    """Every answer with a link to change it, and what stands between it and being sent."""

    def change(slug: str) -> str:
        if is_beside:  # a whole address in each of a hundred rows would be a tenth of the page
            return f"../{slug}/?change=1"
        return reverse("question", kwargs={"draft_id": draft.id, "slug": slug}) + "?change=1"

    gaps = [
        {"href": f"{change(gap.page_slug)}#{gap.question_key}", "message": gap.message}
        for gap in missing(CATALOGUE, draft.answers)
    ]
    page_of = {placed.question.key: placed.page.slug for placed in CATALOGUE.placed}
    gaps += [
        {"href": f"{change(page_of[error.question_key])}#{error.field_id}", "message": error.message}
        for error in contradictions(draft.answers, today)
    ]
    return {
        "draft_id": draft.id,
        "sections": sections_in(CATALOGUE, draft.answers, change),
        "gaps": gaps,
        "cannot_send": ending_of(CATALOGUE, draft.answers) is Ending.CANNOT_REFER,
        "strength": in_short(draft.id, quality_of(CATALOGUE, draft.answers)),
    }


def referral_page(referral: ReferralRead, standing: Standing | None, letters: Sequence[LetterRow]) -> dict[str, Any]:
    """A sent referral and where its case stands."""
    return {
        "reference": referral.reference,
        "standing": [
            wording.row("Where it stands", standing_in_words(standing)),
            *([wording.row("Next date", next_date(standing))] if next_date(standing) else []),
            wording.row("Sent", f"{wording.moment(referral.submitted_at)} by {referral.submitted_by}"),
            wording.row("Referred as", wording.code(referral.kind)),
            *paper_rows(referral.paper),
        ],
        "letters": [_letter(referral.reference, letter) for letter in letters],
        "show_hidden_href": reverse("referral_whereabouts", kwargs={"reference": referral.reference}),
        "sections": answered_sections(referral, may_reveal=True),
        "corrected": corrected_line(referral),
    }


def _letter(reference: str, letter: LetterRow) -> dict[str, Any]:
    parts = {"reference": reference, "letter_id": letter.id}
    waits = letter.standing == "to_hand_over"
    return {
        "title": letter.title,
        "href": reverse("referral_letter", kwargs=parts),
        "line": f"Written {wording.moment(letter.written_at)}: {letter.standing.replace('_', ' ')}",
        "hand_over": reverse("hand_over_letter", kwargs=parts) if waits else None,
    }


def hand_over(reference: str, letter: LetterRow) -> dict[str, Any]:
    """The page on which a letter is recorded as handed over."""
    return {"reference": reference, "letter": _letter(reference, letter)}


def confirmation(referral: ReferralRead) -> dict[str, Any]:
    """What is said right after sending."""
    return {
        "reference": referral.reference,
        "submitted_at": wording.moment(referral.submitted_at),
        "organisation": referral.organisation,
        "next_steps": NEXT_STEPS,
    }


def receipt_content(referral: ReferralRead, authority: str) -> dict[str, Any]:
    """What the printable receipt says: that it was received, when, from whom and under which hash; no name."""
    return {
        "service_name": settings.SERVICE_NAME,
        "authority_name": authority,
        "written_on": referral.received_on.isoformat(),
        "reference": referral.reference,
        "language": "en",
        "addressee_lines": [referral.organisation],
        "contact": f"Quote the reference {referral.reference} whenever you ask about this referral.",
        "referral_reference": referral.reference,
        "received_at": wording.moment(referral.submitted_at),
        "organisation_name": referral.organisation,
        "referral_kind_name": wording.code(referral.kind),
        "sent_hash": referral.answers_hash,
        "next_steps": list(NEXT_STEPS),
    }
