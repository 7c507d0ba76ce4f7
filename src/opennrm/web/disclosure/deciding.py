"""Deciding what is held back of a disclosure, and letting a notification in that could not be matched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.disclosure.actions.deciding import HeldBack, WouldBeGiven, decide_redaction, what_would_be_given
from opennrm.disclosure.actions.preparing import let_notification_in
from opennrm.disclosure.queries import DisclosureRead, disclosure_of
from opennrm.mechanism.disclosing import (
    ALWAYS_HELD_BACK,
    USUALLY_HELD_BACK,
    DisclosureState,
    Purpose,
    refusal_to_show_lifted,
)
from opennrm.mechanism.refusal import Refusal
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.seeing import OWN_WORK, openable, seen
from opennrm.web.disclosure import choosing_files, presenters
from opennrm.web.errors import of_refusal
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page, status_of
from opennrm.web.jinja import render
from opennrm.web.marks import MARKS

PREPARE = Permission.PREPARE_DISCLOSURES
LIFTS = [("yes", "Give also where the person is safe: addresses, telephone numbers, e-mail addresses")]
LIFTS_HINT = (
    "These are held back by rule, wherever they stand, and nobody has to mark them. Tick this and write why to be "
    "shown them below: that you were shown them is recorded."
)


@page(needs=PREPARE, confirmed=True, of_several=("held_back",))
def decide(
    request: SignedInRequest, reference: str, disclosure_id: UUID, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """Choose what is held back, with what would be given then below it."""
    read = seen(request, reference, PREPARE)
    found = disclosure_of(read.id, disclosure_id)
    purpose = Purpose(found.purpose)
    usual = found.held_back or sorted(USUALLY_HELD_BACK[purpose])
    lifted = {"lifts": "yes" if found.lifted else "", "lifted_because": found.lifted_because}
    earlier = {**found.files, "originals_because": found.originals_because}
    files = choosing_files.files_of(reference, found)
    held, refusal = _shown_with(typed, usual, found)
    status = 200
    if refusal and not errors:  # what is wrong with what was sent is told first, with a status of its own
        errors, status = [of_refusal(refusal)], status_of(refusal)
    why = openable(request, reference, PREPARE)[1] if held.lifts else OWN_WORK
    fields = Fields(typed, errors, {"held_back": " ".join(usual), **lifted, **earlier})
    of_files = choosing_files.file_fields(fields, files, found)
    would = what_would_be_given(reference, found.id, held=held, by=request.actor, at=request.at, because=why)
    always = ", ".join(sorted(wording.code(mark).lower() for mark in ALWAYS_HELD_BACK[purpose]))
    shown = {
        "reference": reference,
        "back_href": reverse("disclosure", kwargs={"reference": reference, "disclosure_id": found.id}),
        "marks_href": reverse("marks", kwargs={"reference": read.reference}),
        "remark": found.remark,
        "was_checked": found.checked_at is not None,
        "errors": errors,
        "seen": would.fingerprint,
        "fields": [
            fields.checkboxes("held_back", "What is held back?", MARKS, f"Always for this purpose: {always}."),
            fields.checkboxes("lifts", "Where the person is safe", LIFTS, LIFTS_HINT),
            fields.text("lifted_because", "Why must that be given?", "Needed only if it is given.", rows=3),
            *of_files,
            fields.checkboxes(
                "read", "Before you decide", [("yes", "I have read every part, and what must not leave is marked")]
            ),
        ],
        "about_files": choosing_files.ABOUT if of_files else "",
        "files_href": reverse("case_files", kwargs={"reference": reference}),
        **_to_look_at(reference, found, would),
        "sections": would.made.sections,
        "withheld": [presenters.withheld_row(each) for each in would.made.withheld],
    }
    return render(request, "disclosure/decide.html", shown, status=status)


@decide.post
def decide_post(request: SignedInRequest, reference: str, disclosure_id: UUID) -> HttpResponse:
    """Decide it; or only show what would be given."""
    typed = {name: request.POST.getlist(name) for name in request.POST}
    if request.POST.get("do") == "show":
        parts: dict[str, Any] = {"reference": reference, "disclosure_id": disclosure_id}
        return decide.again(request, status=200, **parts, typed=typed, errors=[])  # type: ignore[return-value]
    decide_redaction(
        reference,
        disclosure_id,
        held=_held_in(typed),
        seen=request.POST.get("seen", ""),
        read=request.POST.get("read") == "yes",
        by=request.actor,
        at=request.at,
    )
    return redirect("disclosure", reference=reference, disclosure_id=disclosure_id)


@page(needs=PREPARE, confirmed=True)
def let_in(
    request: SignedInRequest, reference: str, disclosure_id: UUID, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """Say by what it is known that a notification is about the person, before anything of it is shown."""
    read = seen(request, reference, PREPARE)
    found = disclosure_of(read.id, disclosure_id)
    shown = {
        "reference": reference,
        "title": "Let a notification in",
        "back_to": reverse("decide_redaction", kwargs={"reference": reference, "disclosure_id": found.id}),
        "lines": (
            "The referral names a notification whose name and date of birth are not those of this person, or are not "
            "known. It may be about somebody else: a reference is easily typed wrong.",
            "Nothing of it is shown before you decide that it is about this person. Ask whoever sent it first.",
        ),
        "errors": errors,
        "fields": [Fields(typed, errors).text("because", "By what do you know that it is about this person?", rows=4)],
        "button": "Let it in",
    }
    return render(request, "cases/form.html", shown)


@let_in.post
def let_in_post(request: SignedInRequest, reference: str, disclosure_id: UUID) -> HttpResponse:
    """Let it in."""
    because = request.POST.get("because", "")
    let_notification_in(reference, disclosure_id, because=because, by=request.actor, at=request.at)
    return redirect("decide_redaction", reference=reference, disclosure_id=disclosure_id)


def _held_in(typed: Mapping[str, Sequence[str]]) -> HeldBack:
    return HeldBack(
        presenters.marks_in(typed.get("held_back", ())),
        list(typed.get("lifts", ())) == ["yes"],
        (typed.get("lifted_because") or [""])[0],
        choosing_files.typed_files(typed),
        (typed.get("originals_because") or [""])[0],
    )


def _shown_with(
    typed: Mapping[str, Sequence[str]] | None, usual: Sequence[str], found: DisclosureRead
) -> tuple[HeldBack, Refusal | None]:
    """With what held back it is shown, and why where the person is safe stays so though it was ticked.

    Never before somebody sent the form, also where it was lifted before: to see it is asked for each time.
    """
    if typed is None:
        return HeldBack(usual, files=found.files, originals_because=found.originals_because), None
    held = _held_in(typed)
    refusal = refusal_to_show_lifted(DisclosureState(found.state), held.lifted_because) if held.lifts else None
    return (replace(held, lifts=False) if refusal else held), refusal


def _to_look_at(reference: str, found: DisclosureRead, would: WouldBeGiven) -> dict[str, Any]:
    """What somebody has to settle before they decide: marks that hang in the air, and a notification."""
    named = {"reference": reference, "disclosure_id": found.id}
    return {
        "orphaned": [presenters.orphan_row(reference, each) for each in would.orphaned],
        "not_matched": would.not_matched,
        "let_in": presenters.let_in_lines(found.let_in),
        "let_in_href": reverse("let_notification_in", kwargs=named),
    }
