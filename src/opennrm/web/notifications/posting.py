"""The post: how many letters wait, putting them together to be printed, and saying that they were posted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.actions.posting import (
    batch_of,
    batches_to_post,
    letters_to_post,
    make_post_batch,
    mark_posted,
    pdf_of_batch,
    posted_batches,
    pulled_from,
)
from opennrm.notifications.posting import BatchRow
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.choosing import one_of
from opennrm.web.files import pdf_named
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.places import place_in

LAST_PAGE = 1_000_000
"""No list of batches is as long: a number beyond it would be too large for the database."""
TAKEN_OUT = (("yes", "I took out every one of them, and destroyed what was printed"),)


@page(needs=Permission.POST_LETTERS, confirmed=True)
def post(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """How much waits, the batches to post, and a page of those that were posted: counts, and never names."""
    page_number = place_in(request.GET.get("page")) or 1
    if page_number > LAST_PAGE:
        raise Http404
    posted, more = posted_batches(request.actor, at=request.at, page=page_number)
    if page_number > 1 and not posted:
        raise Http404
    waiting, to_post = letters_to_post(request.actor, at=request.at), batches_to_post(request.actor, at=request.at)
    shown = {
        "errors": errors,
        "waiting": waiting.letters,
        "restricted": waiting.restricted,
        "goes_to_folder": settings.POST == "folder",
        "tables": [
            (
                "Batches to post, the oldest first",
                [_row(each) for each in to_post],
            ),
            ("Batches that were posted, the newest first", [_row(each) for each in posted]),
        ],
        "next_href": f"{reverse('post')}?page={page_number + 1}" if more else "",
    }
    return render(request, "notifications/post.html", shown)


@post.post
def post_post(request: SignedInRequest) -> HttpResponse:
    """Put what waits into a batch, and each restricted case's letters into one of its own."""
    made = make_post_batch(by=request.actor, at=request.at)
    return redirect("post_batch", batch_id=made[0]) if len(made) == 1 else redirect("post")


@page(needs=Permission.POST_LETTERS)
def batch(request: SignedInRequest, batch_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """A batch: print it, post it, and say so."""
    row = _row(batch_of(request.actor, batch_id, at=request.at))
    pulled = pulled_from(request.actor, batch_id, at=request.at)
    tick = one_of("taken_out", "Were they taken out?", TAKEN_OUT, typed, errors) if pulled else ""
    shown = {"errors": errors, "batch": row, "pulled": pulled, "tick": tick}
    return render(request, "notifications/post_batch.html", shown)


@batch.post
def batch_post(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Record that it was posted."""
    taken_out = request.POST.get("taken_out") == "yes"
    mark_posted(batch_id, taken_out=taken_out, by=request.actor, at=request.at)
    return redirect("post_batch", batch_id=batch_id)


@page(needs=Permission.POST_LETTERS, confirmed=True, costly=True)
def batch_pdf(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """The batch to print, until it was posted: a cover list, then each letter on sheets of its own.

    The budget of records does not count its people: it is confirmed, and told as one act and in each case.
    """
    return pdf_named(f"post-{str(batch_id)[:8]}", pdf_of_batch(batch_id, by=request.actor, at=request.at))


def _row(batch: BatchRow) -> dict[str, Any]:
    posted = f"{wording.moment(batch.posted_at)}, by {batch.posted_by}" if batch.posted_at else ""
    return {
        "href": reverse("post_batch", kwargs={"batch_id": batch.id}),
        "pdf_href": reverse("post_batch_pdf", kwargs={"batch_id": batch.id}),
        "name": str(batch.id)[:8],
        "letters": f"{batch.letters:,}",
        "made": f"{wording.moment(batch.made_at)}, by {batch.made_by}",
        "posted": posted,
    }
