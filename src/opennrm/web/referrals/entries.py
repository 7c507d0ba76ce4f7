"""The pages of a list in a draft: its entries with "add another?", one page for each entry, and one to remove it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.audit.record import announce
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import DraftViewed
from opennrm.partners.roles import Permission
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.entries import ID_FORM, entry_of, page_of_entry
from opennrm.questions.inputs import as_submitted
from opennrm.questions.journey import page_before, pages_that_apply
from opennrm.questions.question import Page, Question
from opennrm.questions.summary import entry_lines
from opennrm.referrals.entries import remove_entry, save_entry
from opennrm.referrals.groups import taken_over
from opennrm.referrals.merging import what_is_shown
from opennrm.referrals.queries import DraftRead, draft_for
from opennrm.web.errors import PageError
from opennrm.web.form_fields import Fields
from opennrm.web.forms import page_of_questions
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.referrals import presenters
from opennrm.web.referrals.clashes import choices_of, errors_of, names_of_clashes
from opennrm.web.referrals.numbers import numbers_in_words
from opennrm.web.sent_once import OF_SEVERAL

ADD = "add_another"
CHOICES = (("yes", "Yes"), ("no", "No"))


def show_list(
    request: HttpRequest, read: DraftRead, asked: Page, typed: Mapping[str, Any] | None, errors: Sequence[PageError]
) -> HttpResponse:
    """The entries of a list, each to be changed or removed, and "another?"; the first one is asked at once."""
    listed = _listed(asked)
    if asked not in pages_that_apply(CATALOGUE, read.answers):
        return redirect("draft", draft_id=read.id)
    entries = read.answers.get(listed.key, [])
    if not entries:
        return redirect(_address(request, read.id, asked, _new_id()))
    before = page_before(CATALOGUE, read.answers, asked.slug)
    back = _page_address(request, read.id, before) if before else reverse("draft", kwargs={"draft_id": read.id})
    shown = {
        "draft_id": read.id,
        "title": asked.title,
        "rows": [_row(request, read.id, asked, place, entry) for place, entry in enumerate(entries, start=1)],
        "is_full": len(entries) >= listed.many,
        "another": Fields(typed, errors).radios(ADD, f"Is there another {listed.entry} to add?", CHOICES),
        "back_to": reverse("check_answers", kwargs={"draft_id": read.id}) if _is_changing(request) else back,
        "errors": errors,
    }
    return render(request, "referrals/entries.html", shown)


def after_list(request: SignedInRequest, draft_id: UUID, asked: Page) -> HttpResponse | PageError:
    """Where the answer to "is there another?" leads, or what is wrong with it."""
    said, read = request.POST.get(ADD), draft_for(request.actor, draft_id)
    listed = _listed(asked)
    is_full = len(read.answers.get(listed.key, [])) >= listed.many
    if said == "yes" and not is_full:
        return redirect(_address(request, draft_id, asked, _new_id()))
    if said == "no" or is_full:
        return redirect(_onward(request, read, asked))
    return PageError(f"Choose whether there is another {listed.entry} to add", ADD)


@page(needs=Permission.REFER, of_several=OF_SEVERAL)
def entry(
    request: SignedInRequest,
    draft_id: UUID,
    slug: str,
    entry_id: str,
    typed: Any = None,
    errors: Any = (),
    clashes: Any = (),
) -> HttpResponse:
    """One entry of a list: a new one where there is none of this id."""
    asked, read = _seen(request, draft_id, slug, entry_id)
    if read.reference and typed is None:  # what somebody typed meanwhile is shown to them again, to be copied
        return redirect("referral", reference=read.reference)
    listed = _listed(asked)
    if asked not in pages_that_apply(CATALOGUE, read.answers) and typed is None:
        return redirect("draft", draft_id=draft_id)
    entries = read.answers.get(listed.key, [])
    known = entry_of(entries, entry_id)
    now = what_is_shown(draft_id, page_of_entry(listed), known or {}, read.version)
    suggested = taken_over(draft_id).get(listed.key, []) if read.same_group and known is None else []
    is_suggested = typed is None and len(entries) < len(suggested)
    if typed is None and (known is not None or is_suggested):
        typed = _as_typed(listed, known if known is not None else suggested[len(entries)])
    place = entries.index(known) + 1 if known is not None else len(entries) + 1
    titled = replace(page_of_entry(listed), title=f"{_one(listed)} {place}", text=asked.text, warning=asked.warning)
    today = legal_day(request.at)
    before = page_before(CATALOGUE, read.answers, slug)
    back = _page_address(request, draft_id, asked if entries else before or asked)
    shown = presenters.frame(read, asked) | {
        "title": titled.title,
        "back_to": back,
        "shown": ((typed or {}).get("shown") or [now])[0],
        "choices": choices_of(clashes, names_of_clashes(clashes), errors) if clashes else "",
        "note": presenters.SUGGESTED if is_suggested else "",
        "without": "" if entries else _onward(request, read, asked),
        "errors": errors,
        "fields": page_of_questions(titled, typed or {}, errors, answers={}, on=today, caption=numbers_in_words(asked)),
    }
    return render(request, "referrals/question.html", shown)


@entry.post
def entry_post(request: SignedInRequest, draft_id: UUID, slug: str, entry_id: str) -> HttpResponse:
    """Keep the entry and show the list."""
    sent = dict(request.POST.lists())
    shown = request.POST.get("shown", "")
    saved = save_entry(draft_id, slug, entry_id, sent, by=request.actor, at=request.at, shown=shown)
    if saved.page.errors or saved.clashes:
        return entry.again(  # type: ignore[return-value]
            request,
            draft_id=draft_id,
            slug=slug,
            entry_id=entry_id,
            typed={**saved.page.typed, "shown": [shown]},
            errors=saved.page.errors or errors_of(saved.clashes, names_of_clashes(saved.clashes)),
            clashes=saved.clashes,
            status=409 if saved.clashes else 422,
        )
    return redirect(_page_address(request, draft_id, CATALOGUE.page(slug)))


@page(needs=Permission.REFER)
def remove(
    request: SignedInRequest, draft_id: UUID, slug: str, entry_id: str, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """Ask once before an entry is removed."""
    asked, read = _seen(request, draft_id, slug, entry_id)
    listed = _listed(asked)
    known = entry_of(read.answers.get(listed.key, []), entry_id)
    if read.reference or known is None:
        return redirect(_page_address(request, draft_id, asked))
    shown = {
        "called": listed.entry,
        "lines": entry_lines(listed, known),
        "back_to": _page_address(request, draft_id, asked),
        "errors": errors,
    }
    return render(request, "referrals/remove_entry.html", shown)


@remove.post
def remove_post(request: SignedInRequest, draft_id: UUID, slug: str, entry_id: str) -> HttpResponse:
    """Remove it; after the last one the way goes on."""
    answers = remove_entry(draft_id, slug, entry_id, by=request.actor, at=request.at)
    asked = CATALOGUE.page(slug)
    if _listed(asked).key in answers:
        return redirect(_page_address(request, draft_id, asked))
    return redirect(_onward(request, draft_for(request.actor, draft_id), asked))


def _seen(request: SignedInRequest, draft_id: UUID, slug: str, entry_id: str) -> tuple[Page, DraftRead]:
    """The page of the list and the draft, its viewing announced."""
    asked = next((each for _section, each in CATALOGUE.pages if each.slug == slug and each.entries), None)
    if asked is None or not ID_FORM.fullmatch(entry_id):
        raise Http404
    read = draft_for(request.actor, draft_id)
    announce(DraftViewed(subject=str(draft_id)), at=request.at, by=request.actor.account_id)
    return asked, read


def _row(request: HttpRequest, draft_id: UUID, asked: Page, place: int, known: Mapping[str, Any]) -> dict[str, Any]:
    listed = _listed(asked)
    called = f"{_one(listed)} {place}"
    change = _address(request, draft_id, asked, known["id"])
    remove_it = _address(request, draft_id, asked, known["id"], "remove_entry")
    links = [(change, "Change"), (remove_it, "Remove")]
    return {
        "key": {"text": called},
        "value": {"text": "\n".join(entry_lines(listed, known)), "classes": "nrm-keep-lines"},
        "actions": {
            "items": [{"href": href, "text": text, "visuallyHiddenText": called.lower()} for href, text in links]
        },
    }


def _as_typed(listed: Question, known: Mapping[str, Any]) -> dict[str, list[str]]:
    typed: dict[str, list[str]] = {}
    for field in listed.fields:
        if field.key in known:
            typed |= as_submitted(field, known[field.key])
    return typed


def _onward(request: HttpRequest, read: DraftRead, asked: Page) -> str:
    following = presenters.slug_after(read.answers, asked, changing=_is_changing(request))
    if following is None:
        return reverse("check_answers", kwargs={"draft_id": read.id})
    return reverse("question", kwargs={"draft_id": read.id, "slug": following})


def _address(request: HttpRequest, draft_id: UUID, asked: Page, entry_id: str, name: str = "entry") -> str:
    parts = {"draft_id": draft_id, "slug": asked.slug, "entry_id": entry_id}
    return reverse(name, kwargs=parts) + ("?change=1" if _is_changing(request) else "")


def _page_address(request: HttpRequest, draft_id: UUID, asked: Page) -> str:
    changing = "?change=1" if _is_changing(request) else ""
    return reverse("question", kwargs={"draft_id": draft_id, "slug": asked.slug}) + changing


def _is_changing(request: HttpRequest) -> bool:
    return "change" in request.GET


def _new_id() -> str:
    """The id of an entry that is yet to be written: sent twice, its form makes one entry."""
    return secrets.token_hex(4)


def _listed(asked: Page) -> Question:
    listed = asked.entries
    assert listed is not None  # noqa: S101 - only pages of lists come here
    return listed


def _one(listed: Question) -> str:
    return listed.entry[:1].upper() + listed.entry[1:]
