"""The pages on which an administrator registers webhooks, changes their secrets and ends them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from opennrm.notifications import webhooks as hooks
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.errors import PageError
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

Typed = Mapping[str, Sequence[str]] | None
Errors = Sequence[PageError]


@page(needs=Permission.INVITE)
def webhooks(request: SignedInRequest) -> HttpResponse:
    """Every webhook of the organisation, with what came of its newest calls."""
    shown = [
        {
            "address": row.address,
            "rows": _rows(row),
            "secret": reverse("webhook_secret", kwargs={"webhook_id": row.id}),
            "end": reverse("end_webhook", kwargs={"webhook_id": row.id}),
        }
        for row in hooks.webhooks_of(request.actor)
    ]
    return render(request, "partners/webhooks.html", {"webhooks": shown})


@page(needs=Permission.INVITE, confirmed=True)
def add(request: SignedInRequest, typed: Typed = None, errors: Errors = ()) -> HttpResponse:
    """The form to register one."""
    hint = _("An https address of the public network, without a query.")
    field = Fields(typed, errors).line("address", _("Address"), hint)
    shown = {
        "title": _("Register a webhook"),
        "lines": [_("It is told the reference of a referral and what kind of thing happened, and nothing else.")],
        "field": field,
        "button": _("Register it"),
    }
    return render(request, "partners/webhook_form.html", {**shown, "errors": errors})


@add.post
def add_post(request: SignedInRequest) -> HttpResponse:
    """Register it, and show its secret."""
    made = hooks.add_webhook(request.POST.get("address", ""), by=request.actor, at=request.at)
    return render(request, "partners/webhook_made.html", {"secret": made.secret})


@page(needs=Permission.INVITE, confirmed=True)
def secret(request: SignedInRequest, webhook_id: UUID, typed: Typed = None, errors: Errors = ()) -> HttpResponse:
    """Ask once more before the secret is changed."""
    row = hooks.webhook_of(request.actor, webhook_id)
    told = _("For 24 hours the former secret signs too. Calls that had stopped go on.")
    shown = {"title": _("Change the secret?"), "lines": [row.address, told], "button": _("Change the secret")}
    return render(request, "partners/webhook_form.html", {**shown, "errors": errors})


@secret.post
def secret_post(request: SignedInRequest, webhook_id: UUID) -> HttpResponse:
    """Change it, and show the new one."""
    made = hooks.change_secret(webhook_id, by=request.actor, at=request.at)
    return render(request, "partners/webhook_made.html", {"secret": made.secret})


@page(needs=Permission.INVITE, confirmed=True)
def end(request: SignedInRequest, webhook_id: UUID, typed: Typed = None, errors: Errors = ()) -> HttpResponse:
    """Ask once more before it ends."""
    row = hooks.webhook_of(request.actor, webhook_id)
    told = _("What was not called yet is called no more.")
    shown = {"title": _("End this webhook?"), "lines": [row.address, told], "button": _("End it"), "warns": True}
    return render(request, "partners/webhook_form.html", {**shown, "errors": errors})


@end.post
def end_post(request: SignedInRequest, webhook_id: UUID) -> HttpResponse:
    """End it."""
    hooks.end_webhook(webhook_id, by=request.actor, at=request.at)
    return redirect("webhooks")


def _rows(row: hooks.WebhookRow) -> list[dict[str, Any]]:
    state = _("In order")
    if row.failing_since is not None:
        state = f"{_('Every call failed since')} {wording.moment(row.failing_since)}"
    if row.stopped_at is not None:
        state = f"{_('Given up')} {wording.moment(row.stopped_at)}. {_('Change its secret to begin again.')}"
    calls = [
        f"{each.kind}, {wording.moment(each.happened_at)}: "
        + (f"{wording.code(each.result)} ({each.attempts})" if each.attempts else _("waits"))
        for each in row.calls
    ]
    return [
        wording.row(_("State"), state),
        wording.row(_("Registered"), f"{wording.moment(row.made_at)}, {_('by')} {row.made_by}"),
        wording.row(_("Newest calls"), *(calls or [_("None yet")])),
    ]
