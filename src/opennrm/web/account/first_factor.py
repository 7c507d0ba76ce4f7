"""Setting up a first second factor: only whoever was invited does it with nothing but a password, and does it once."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest, HttpResponse

from opennrm.partners.second_factor import may_set_up_first, use_up_first
from opennrm.web import errors
from opennrm.web.confirming import hold_until_confirmed, recently_confirmed


def hold_first_factor(request: HttpRequest) -> HttpResponse | None:
    """None to whoever was invited and has no second factor yet; everybody else confirms first that it is they."""
    account: Any = request.user
    return None if may_set_up_first(account) else hold_until_confirmed(request)


def refuse_second_first(request: HttpRequest) -> None:
    """Use the invitation up, within the command that adds a second factor; of two at once, one is let through.

    Raises `ImmediateHttpResponse` to whoever comes second and did not confirm that it is they.
    """
    account: Any = request.user
    if not use_up_first(account.pk) and not recently_confirmed(request):
        raise ImmediateHttpResponse(errors.permission_denied(request))
