"""What somebody typed when their session had run out: sealed for them, and back in the form once they signed in again.

It waits in the session of a browser in which nobody is signed in, bound to the account whose session ran out, for an
hour; whoever else signs in there does not get it. Files cannot be kept.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from opennrm.partners.enter import KEPT_FOR
from opennrm.partners.own_sessions import former_owner
from opennrm.vault.sealing import CannotOpen, open_sealed, seal

KEPT = "typed"
LASTS = KEPT_FOR
LARGEST = 500_000
"""Bytes of what is kept; a form with more is only shown to be copied."""
BACK = (
    "What you typed was not received, because you had been signed out. "
    "It is in the form again: look it over and send it."
)
BACK_CONFIRMED = "What you typed is in the form again: look it over and send it."


def keep_for_former_owner(request: HttpRequest) -> bool:
    """Keep what was sent for whoever's session ran out; False where nobody's did, or it is too much."""
    owner = former_owner(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    return owner is not None and keep(request, owner, BACK)


def keep(request: HttpRequest, account_id: UUID, because: str) -> bool:
    """Keep what was sent with this request for this account, and why the form will be shown again."""
    typed = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    text = json.dumps(typed)
    if not typed or len(text) > LARGEST:
        return False
    request.session[KEPT] = {
        "account": str(account_id),
        "address": request.path,
        "because": because,
        "at": timezone.now().timestamp(),
        "typed": seal(text, purpose=f"{KEPT} {account_id} {request.path}"),
    }
    return True


def typed_before(request: HttpRequest, account_id: UUID, at: datetime) -> tuple[dict[str, list[str]], str] | None:
    """What this account typed into the form at this address before, and why it is there again; None: nothing."""
    kept: dict[str, Any] | None = request.session.get(KEPT)
    if kept is not None and kept["at"] < (at - LASTS).timestamp():
        del request.session[KEPT]
        return None
    if kept is None or kept["address"] != request.path or kept["account"] != str(account_id):
        return None
    try:
        text = open_sealed(kept["typed"], purpose=f"{KEPT} {account_id} {request.path}")
    except CannotOpen:
        return None
    typed: dict[str, list[str]] = json.loads(text)
    return typed, kept["because"]


def let_go(request: HttpRequest) -> None:
    """The form at this address was sent: what was kept for it is not needed any more."""
    kept = request.session.get(KEPT)
    if kept is not None and kept["address"] == request.path:
        del request.session[KEPT]


def keep_only_for(request: HttpRequest, account_id: UUID) -> None:
    """Somebody signed in: what was kept for another, or for longer than an hour, is removed."""
    kept = request.session.get(KEPT)
    is_over = kept is not None and kept["at"] < (timezone.now() - LASTS).timestamp()
    if kept is not None and (is_over or kept["account"] != str(account_id)):
        del request.session[KEPT]
