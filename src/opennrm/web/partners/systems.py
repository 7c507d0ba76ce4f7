"""The pages on which an administrator enters systems of their organisation, and makes and ends their tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from opennrm.partners.access import NotYours
from opennrm.partners.queries import teams_of
from opennrm.partners.roles import Permission
from opennrm.partners.systems import (
    IN_WORDS,
    LASTS,
    TokenRow,
    add_system,
    end_token,
    make_token,
    system_of,
    systems_of,
    token_of,
)
from opennrm.web import wording
from opennrm.web.errors import PageError
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

Typed = Mapping[str, Sequence[str]] | None
Errors = Sequence[PageError]
SCOPES = [(scope.value, f"{words[:1].upper()}{words[1:]}") for scope, words in IN_WORDS.items()]


@page(needs=Permission.INVITE)
def systems(request: SignedInRequest) -> HttpResponse:
    """Every system of the organisation, with its tokens."""
    shown = [
        {
            "name": row.name,
            "rows": [
                wording.row(_("Mailbox"), row.email),
                wording.row(_("Works for the team"), ", ".join(row.teams) or _("None yet: its role waits or ended")),
            ],
            "closed": not row.is_active,
            "close": reverse("person", kwargs={"account_id": row.id}),
            "make": reverse("make_token", kwargs={"system_id": row.id}),
            "tokens": [_token(request, token) for token in row.tokens],
        }
        for row in systems_of(request.actor)
    ]
    return render(request, "partners/systems.html", {"systems": shown})


@page(needs=Permission.INVITE, confirmed=True)
def add(request: SignedInRequest, typed: Typed = None, errors: Errors = ()) -> HttpResponse:
    """The form to enter a system."""
    fields = Fields(typed, errors)
    teams = [(str(key), name) for key, name in teams_of(request.actor)]
    shown = [
        fields.line("name", _("Name"), _("As its drafts and referrals are to name it.")),
        fields.line("email", _("Mailbox"), _("It is told when there is work. No link in it signs anybody in.")),
        fields.select("team", _("Team"), teams, _("Its people see what the system begins and sends.")),
    ]
    return render(request, "partners/add_system.html", {"fields": shown, "errors": errors})


@add.post
def add_post(request: SignedInRequest) -> HttpResponse:
    """Enter it."""
    sent = request.POST
    add_system(
        name=sent.get("name", ""),
        email=sent.get("email", ""),
        team_id=_id(sent.get("team", "")),
        by=request.actor,
        at=request.at,
    )
    return redirect("systems")


@page(needs=Permission.INVITE, confirmed=True, of_several=("scopes",))
def make(request: SignedInRequest, system_id: UUID, typed: Typed = None, errors: Errors = ()) -> HttpResponse:
    """The form to make a token."""
    system = system_of(request.actor, system_id)
    fields = Fields(typed, errors)
    shown = [
        fields.checkboxes("scopes", _("What may the system do with it?"), SCOPES),
        fields.radios("days", _("How long does it work?"), [(str(days), f"{days} days") for days in LASTS]),
    ]
    return render(request, "partners/make_token.html", {"system": system, "fields": shown, "errors": errors})


@make.post
def make_post(request: SignedInRequest, system_id: UUID) -> HttpResponse:
    """Make it and show it, this once: nobody can be led to it again."""
    days = request.POST.get("days", "")
    made = make_token(
        system_id=system_id,
        scopes=request.POST.getlist("scopes"),
        days=int(days) if days in {str(each) for each in LASTS} else 0,
        by=request.actor,
        at=request.at,
    )
    shown = {"secret": made.secret, "until": wording.moment(made.until), "address": settings.PUBLIC_ADDRESS.rstrip("/")}
    return render(request, "partners/token_made.html", shown)


@page(needs=Permission.INVITE, confirmed=True)
def end(request: SignedInRequest, token_id: UUID, typed: Typed = None, errors: Errors = ()) -> HttpResponse:
    """Ask once more before a token ends."""
    system, token = token_of(request.actor, token_id)
    shown = {"system": system, "rows": _rows(token), "errors": errors}
    return render(request, "partners/end_token.html", shown)


@end.post
def end_post(request: SignedInRequest, token_id: UUID) -> HttpResponse:
    """End it."""
    end_token(token_id, by=request.actor, at=request.at)
    return redirect("systems")


def _token(request: SignedInRequest, token: TokenRow) -> dict[str, Any]:
    works = token.works_at(request.at)
    end_at = reverse("end_token", kwargs={"token_id": token.id}) if works else ""
    return {"rows": _rows(token), "works": works, "end": end_at}


def _rows(token: TokenRow) -> list[dict[str, Any]]:
    ended = wording.moment(token.ended_at) if token.ended_at else None
    used = wording.moment(token.last_used_at) if token.last_used_at else _("Never")
    return [
        wording.row(_("May"), *(words for scope, words in IN_WORDS.items() if scope.value in token.scopes)),
        wording.row(_("Made"), f"{wording.moment(token.made_at)}, {_('by')} {token.made_by}"),
        wording.row(_("Last used"), used),
        wording.row(_("Ended"), ended) if ended else wording.row(_("Works until"), wording.moment(token.expires_at)),
    ]


def _id(chosen: str) -> UUID | None:
    try:
        return UUID(chosen) if chosen else None
    except ValueError:
        raise NotYours from None
