"""What a device that was without a network asks and sends once it is back, as JSON: who it is, and its drafts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse

from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from opennrm.partners.offline import works_offline
from opennrm.partners.roles import Permission
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.inputs import as_submitted
from opennrm.questions.question import Question
from opennrm.questions.summary import value_lines
from opennrm.referrals.offline import Conflict, KeptDraft, Synced, sync_draft
from opennrm.vault.hashes import keyed_hash
from opennrm.web.guard import SignedInRequest, page

NOT_READABLE = (
    "What the device sent could not be read, and nothing was kept. Open the page with a network, and try again."
)
GONE = "This draft was discarded in the service, or is no longer yours. Send it again to begin it anew."


@page(needs=Permission.REFER)
def drafts(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Whose device it is, by a name that only this service can make, and whether drafts may be kept on it."""
    is_on = works_offline(request.actor.organisation_id)
    account = keyed_hash("account on a device", str(request.actor.account_id))
    told = {
        "on": is_on,
        "account": account,
        "token": get_token(request),
        "idle_minutes": min(15, settings.IDLE_MINUTES),
    }
    return JsonResponse(told)


@drafts.post
def drafts_post(request: SignedInRequest) -> HttpResponse:
    """Take a draft in; answers tell what was kept, what is wrong, and what differs here and there."""
    kept = _kept(request.body)
    if kept is None:
        return JsonResponse({"refused": NOT_READABLE}, status=400)
    try:
        return JsonResponse(_told(kept, sync_draft(kept, by=request.actor, at=request.at)))
    except Refused as refused:
        return JsonResponse({"refused": refused.refusal.because}, status=422)
    except NotYours:
        return JsonResponse({"refused": GONE, "gone": True}, status=422)


def _kept(body: bytes) -> KeptDraft | None:
    """What was sent, where it has the shape of a draft; None otherwise."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(sent, dict):
        return None
    token, pages, known, settled = (sent.get(name) for name in ("token", "pages", "known", "settled"))
    is_draft = (
        isinstance(token, str)
        and 8 <= len(token) <= 64
        and token.isascii()
        and token.isprintable()
        and _are_pages(pages)
        and isinstance(known, dict)
        and _are_texts(settled)
    )
    return KeptDraft(token, pages, known, settled) if is_draft else None  # type: ignore[arg-type]


def _are_pages(pages: Any) -> bool:
    if not isinstance(pages, dict):
        return False
    return all(isinstance(typed, dict) and all(map(_are_texts, typed.values())) for typed in pages.values())


def _are_texts(texts: Any) -> bool:
    return isinstance(texts, list) and len(texts) <= 300 and all(isinstance(text, str) for text in texts)


def _told(kept: KeptDraft, synced: Synced) -> Mapping[str, Any]:
    """What came of it. What is not settled stays as the device knew it, so that the next sending asks again."""
    on_device = {each.key for slug in kept.pages for each in _questions_of(slug)}
    is_open = {each.question_key for each in synced.errors} | {each.question_key for each in synced.conflicts}
    known = {key: value for key, value in synced.answers.items() if key in on_device - is_open}
    return {
        "draft": str(synced.draft_id),
        "href": reverse("draft", kwargs={"draft_id": synced.draft_id}),
        "known": known | {key: value for key, value in kept.known.items() if key in is_open},
        "errors": [
            {"key": each.question_key, "field": each.field_id, "message": each.message} for each in synced.errors
        ],
        "conflicts": [_conflict(each) for each in synced.conflicts],
        "not_asked": synced.not_asked,
    }


def _questions_of(slug: str) -> tuple[Question, ...]:
    return next((page.questions for _section, page in CATALOGUE.pages if page.slug == slug), ())


def _conflict(each: Conflict) -> dict[str, Any]:
    question = CATALOGUE.question(each.question_key)
    typed = {} if each.there is None else as_submitted(question, each.there)
    return {
        "key": each.question_key,
        "here": _in_words(question, each.here),
        "there": _in_words(question, each.there),
        "typed": typed,
        "goes": each.goes,
    }


def _in_words(question: Question, value: Any) -> str:
    return "\n".join(value_lines(question, value)) if value is not None else ""
