"""The page on which somebody says where they live, so that a record of that address is asked about if they open it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from opennrm.partners.own_address import keep_own_address, own_address_of
from opennrm.web.components import text_input
from opennrm.web.guard import SIGNED_IN, SignedInRequest, page
from opennrm.web.jinja import render


@page(needs=SIGNED_IN)
def own_address(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Say what is kept and what not, and ask."""
    wrong = next((error.message for error in errors if error.field_id == "address"), None)
    field = {
        "id": "address",
        "name": "address",
        "label": {"text": "House or flat number, and postcode", "classes": "govuk-label--m"},
        "hint": {"text": "Such as 12, LN1 1AA. Leave it empty to take away what is kept."},
        "value": ((typed or {}).get("address") or [""])[0],
        "autocomplete": "off",
        **({"errorMessage": {"text": wrong}} if wrong else {}),
    }
    is_kept = bool(own_address_of(request.actor.account_id))
    return render(
        request, "partners/own_address.html", {"field": text_input(field), "is_kept": is_kept, "errors": errors}
    )


@own_address.post
def own_address_post(request: SignedInRequest) -> HttpResponse:
    """Keep its hash."""
    keep_own_address(request.POST.get("address", ""), by=request.actor, at=request.at)
    return redirect("own_account")
