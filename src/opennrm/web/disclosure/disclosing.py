"""Disclosures of a case: beginning one, releasing it as second person, taking it out, and giving it up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from markupsafe import Markup

from opennrm.cases.queries import CaseRead
from opennrm.disclosure.actions.preparing import Asked, drop_disclosure, prepare_disclosure
from opennrm.disclosure.actions.releasing import FileForm, release_disclosure, take_disclosure
from opennrm.disclosure.leaving_files import holds_originals
from opennrm.disclosure.pieces import SECTIONS
from opennrm.disclosure.queries import DisclosureRead, disclosure_of, disclosures_of
from opennrm.mechanism.disclosing import BASES
from opennrm.partners.roles import Permission
from opennrm.retention.queries import holds_of
from opennrm.web.budget import count_person
from opennrm.web.cases.seeing import openable, seen
from opennrm.web.cases.typed_day import day_if_any
from opennrm.web.disclosure import choosing_files, presenters
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.tokens import token_again, token_in

PREPARE, RELEASE = Permission.PREPARE_DISCLOSURES, Permission.RELEASE_DISCLOSURES
FORMS = (
    (FileForm.ZIP.value, "A zip with the PDF, the same as data, the files that are given, and a list of hashes"),
    (FileForm.PDF.value, "The PDF alone, without the files"),
)


@page(needs=Permission.SEE_CASES)
def every(request: SignedInRequest, reference: str) -> HttpResponse:
    """What left of this case, to whom and on what basis, and what is on its way."""
    read = seen(request, reference)
    may = request.actor.permissions_in(read.owner_team_id)
    shown = {
        "reference": reference,
        "rows": [presenters.disclosure_row(reference, each) for each in disclosures_of(read.id)],
        "holds": [presenters.hold_row(reference, each) for each in holds_of(read.id)],
        "may_hold": Permission.HOLD_RECORDS in may,
        "may_prepare": PREPARE in may,
        "may_mark": Permission.MARK_RECORDS in may,
    }
    return render(request, "disclosure/disclosures.html", shown)


@page(needs=PREPARE, of_several=("sections",))
def begin(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Say for whom it is, on what basis, and what is asked for."""
    seen(request, reference, PREPARE)
    fields = Fields(typed, errors, {"sections": " ".join(SECTIONS)})
    shown = {
        "reference": reference,
        "title": "Begin a disclosure",
        "back_to": reverse("disclosures", kwargs={"reference": reference}),
        "lines": (
            "Nothing leaves yet. You say next what is held back, and somebody else reads and releases it.",
            "The laws below are as this product understands them; nobody has checked them for your installation.",
        ),
        "token": token_again(typed),
        "errors": errors,
        "fields": [
            fields.radios("purpose", "For whom is it?", presenters.PURPOSES),
            fields.radios("basis", "On what basis?", [(each.code, f"{each.words} ({each.law})") for each in BASES]),
            fields.text("words", "What the request or order says (optional)", "Needed for another basis.", rows=4),
            fields.line("recipient", "Who receives it?", "A name and where they work; it is printed on it."),
            fields.checkboxes("sections", "Which parts of the record?", list(SECTIONS.items())),
            fields.date("from", "From which day? (optional)", "Parts without a day are always in it."),
            fields.date("until", "Until which day? (optional)"),
        ],
        "button": "Begin it",
    }
    return render(request, "cases/form.html", shown)


@begin.post
def begin_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Begin it."""
    sent = request.POST
    asked = Asked(
        purpose=sent.get("purpose", ""),
        basis=sent.get("basis", ""),
        words=sent.get("words", ""),
        recipient=sent.get("recipient", ""),
        sections=sent.getlist("sections"),
        from_on=day_if_any(sent, "from", "first day"),
        until_on=day_if_any(sent, "until", "last day"),
    )
    made = prepare_disclosure(reference, asked, token=token_in(sent), by=request.actor, at=request.at)
    return redirect("disclosure", reference=reference, disclosure_id=made)


@page(needs=(PREPARE, RELEASE))
def one(request: SignedInRequest, reference: str, disclosure_id: UUID) -> HttpResponse:
    """Where a disclosure stands, what it gives, what is held back and why, and what comes next."""
    read = _either(request, reference)
    found = disclosure_of(read.id, disclosure_id)
    may = request.actor.permissions_in(read.owner_team_id)
    shown = presenters.disclosure_page(reference, found, may, request.actor.account_id)
    return render(request, "disclosure/disclosure.html", shown)


@page(needs=RELEASE, confirmed=True, costly=True)
def release(
    request: SignedInRequest, reference: str, disclosure_id: UUID, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """As second person, read exactly what would leave, and release or return it."""
    found = _read(request, reference, disclosure_id, RELEASE)[1]
    fields = Fields(typed, errors)
    shown = {
        "reference": reference,
        "back_href": reverse("disclosure", kwargs={"reference": reference, "disclosure_id": found.id}),
        "rows": presenters.about(found),
        "files": choosing_files.rows_to_look_at(reference, found),
        "errors": errors,
        "seen": found.content_hash,
        "fields": [
            fields.radios(
                "agreed", "May exactly this leave?", (("yes", "Yes, I release it"), ("no", "No, I return it"))
            ),
            *_originals(fields, found),
            fields.text("remark", "What should be looked at again", "Needed if you return it.", rows=4),
        ],
        "sections": (found.content or {}).get("sections", []),
        "withheld": [presenters.withheld_row(each) for each in found.withheld or []],
    }
    return render(request, "disclosure/release.html", shown)


@release.post
def release_post(request: SignedInRequest, reference: str, disclosure_id: UUID) -> HttpResponse:
    """Release or return it."""
    release_disclosure(
        reference,
        disclosure_id,
        agreed={"yes": True, "no": False}.get(request.POST.get("agreed", "")),
        remark=request.POST.get("remark", ""),
        seen=request.POST.get("seen", ""),
        originals=request.POST.get("originals") == "yes",
        by=request.actor,
        at=request.at,
    )
    return redirect("disclosure", reference=reference, disclosure_id=disclosure_id)


@page(needs=PREPARE, confirmed=True, costly=True)
def take(
    request: SignedInRequest, reference: str, disclosure_id: UUID, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """Ask in which form it is taken out."""
    found = _read(request, reference, disclosure_id, PREPARE)[1]
    shown = {
        "reference": reference,
        "title": "Take the file out",
        "back_to": reverse("disclosure", kwargs={"reference": reference, "disclosure_id": found.id}),
        "lines": (
            "It is made again from what was released, to the letter. That you took it out is recorded.",
            "Hand it over by a way that is safe for the person. Leave no copy among the downloads.",
        ),
        "errors": errors,
        "fields": [Fields(typed, errors, {"form": "zip"}).radios("form", "What should it be?", FORMS)],
        "button": "Take it out",
    }
    return render(request, "cases/form.html", shown)


@take.post
def take_post(request: SignedInRequest, reference: str, disclosure_id: UUID) -> HttpResponse:
    """Make it, and send it as a file under a name that tells only the reference."""
    read, because = openable(request, reference, PREPARE)
    count_person(request, read.person_id)
    told = {"form": request.POST.get("form", ""), "because": because}
    made = take_disclosure(reference, disclosure_id, **told, by=request.actor, at=request.at)
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response


@page(needs=PREPARE)
def drop(
    request: SignedInRequest, reference: str, disclosure_id: UUID, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """Ask once more before it is given up."""
    found = _read(request, reference, disclosure_id, PREPARE)[1]
    shown = {
        "reference": reference,
        "title": "Give the disclosure up",
        "back_to": reverse("disclosure", kwargs={"reference": reference, "disclosure_id": found.id}),
        "lines": ("Nothing of it leaves. That it was begun and given up stays in the history.",),
        "errors": errors,
        "fields": [],
        "button": "Give it up",
    }
    return render(request, "cases/form.html", shown)


@drop.post
def drop_post(request: SignedInRequest, reference: str, disclosure_id: UUID) -> HttpResponse:
    """Give it up."""
    drop_disclosure(reference, disclosure_id, by=request.actor, at=request.at)
    return redirect("disclosure", reference=reference, disclosure_id=disclosure_id)


def _originals(fields: Fields, found: DisclosureRead) -> list[Markup]:
    """What the second person says of originals, where any leave."""
    if not holds_originals(found.content):
        return []
    agrees = [("yes", "I have looked at them, and agree that they leave as they were sent")]
    hint = "They can tell where and by what they were made, and so where somebody is safe."
    return [fields.checkboxes("originals", "Originals of files leave", agrees, hint)]


def _either(request: SignedInRequest, reference: str) -> CaseRead:
    """The case, for whoever prepares or releases in its team: what they may in another team counts for nothing."""
    team = openable(request, reference)[0].owner_team_id
    needs = PREPARE if PREPARE in request.actor.permissions_in(team) else RELEASE
    return seen(request, reference, needs)


def _read(
    request: SignedInRequest, reference: str, disclosure_id: UUID, needs: Permission
) -> tuple[CaseRead, DisclosureRead]:
    read = seen(request, reference, needs)
    return read, disclosure_of(read.id, disclosure_id)
