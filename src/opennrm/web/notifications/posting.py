"""The post: how many letters wait, putting them together to be printed, and saying that they were posted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.actions.posting import letters_to_post, make_post_batch
from opennrm.notifications.posting import BatchRow, batch_of, batches_of, mark_posted, pdf_of_batch
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.files import pdf_named
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render


@page(needs=Permission.POST_LETTERS)
def post(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """How much waits, and the batches so far: counts, and never names."""
    shown = {
        "errors": errors,
        "waiting": letters_to_post(request.actor),
        "goes_to_folder": settings.POST == "folder",
        "rows": [_row(batch) for batch in batches_of(request.actor)],
    }
    return render(request, "notifications/post.html", shown)


@post.post
def post_post(request: SignedInRequest) -> HttpResponse:
    """Put what waits into a batch."""
    return redirect("post_batch", batch_id=make_post_batch(by=request.actor, at=request.at))


@page(needs=Permission.POST_LETTERS)
def batch(request: SignedInRequest, batch_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """A batch: print it, post it, and say so."""
    row = _row(batch_of(request.actor, batch_id))
    return render(request, "notifications/post_batch.html", {"errors": errors, "batch": row})


@batch.post
def batch_post(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Record that it was posted."""
    mark_posted(batch_id, by=request.actor, at=request.at)
    return redirect("post_batch", batch_id=batch_id)


@page(needs=Permission.POST_LETTERS)
def batch_pdf(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """The batch to print: a cover list, then each letter on sheets of its own."""
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
