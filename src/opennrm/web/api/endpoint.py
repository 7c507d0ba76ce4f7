"""The one way to make an address for programs: it states which scope a token needs, and answers in JSON only.

Who asks is told by the token in `Authorization: Bearer` alone. No cookie is read, so no other site can make a browser
do anything here, and no form's token is asked for. Behind the token stand the same policy, the same rules and the same
wall as behind a page. Source: RFC 6750, RFC 9457; OWASP ASVS 5.0, 4.1 and 8.2.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from opennrm.audit.asking import ask_as
from opennrm.audit.record import NotRecorded, command
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from opennrm.partners.refused import record_refused_access
from opennrm.partners.systems import enter_by_token
from opennrm.partners.throttling import WINDOW, take_try
from opennrm.referrals.whole import WrongAnswers
from opennrm.vault.refusing import CannotOpen, Erased, WrongKeys
from opennrm.web import errors
from opennrm.web.costly import Busy
from opennrm.web.door import SignedInRequest
from opennrm.web.guard import status_of
from opennrm.web.policy import Policy
from opennrm.web.problems import Problem, not_there, of_answers, of_refusal

Handler = Callable[..., JsonResponse]
BEARER = "Bearer "
SENT_AS = "Authorization"
READS = ("GET", "HEAD")
AGAIN = {"Retry-After": "30"}


class Endpoint:
    """An address for programs: one policy, and a handler for each method that it has."""

    csrf_exempt = True

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.handlers: dict[str, Handler] = {}

    def on(self, method: str) -> Callable[[Handler], Handler]:
        """Say what is done when it is asked by this method."""

        def keep(handler: Handler) -> Handler:
            self.handlers[method] = handler
            return handler

        return keep

    @property
    def methods(self) -> list[str]:
        """The methods it answers."""
        return [*(["HEAD"] if "GET" in self.handlers else []), *self.handlers]

    def __call__(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer a request, whatever it is, and whatever happens that can be foreseen."""
        try:
            response: HttpResponse = self._answered(request, kwargs)
        except Problem as problem:
            response = problem.answer()
        except WrongAnswers as wrong:
            response = of_answers(wrong.errors).answer()
        except Refused as refused:
            response = of_refusal(refused.refusal, status_of(refused.refusal)).answer()
        except (NotYours, Http404):
            response = _not_there(request)
        except Erased:
            response = Problem(410, "erased", "This was erased, as it was decided. Nobody can read it again.").answer()
        except Busy:
            told = "Others send much at this moment. Send the same again, with the same Idempotency-Key."
            response = Problem(503, "busy", told, headers=AGAIN).answer()
        except (CannotOpen, WrongKeys, NotRecorded, OperationalError, InterfaceError):
            response = _away(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _answered(self, request: HttpRequest, kwargs: dict[str, Any]) -> JsonResponse:
        method = "GET" if request.method == "HEAD" else str(request.method)
        handler = self.handlers.get(method)
        if handler is None:
            told = f"This address is asked by {', '.join(self.methods)}."
            raise Problem(405, "no_such_method", told, headers={"Allow": ", ".join(self.methods)})
        if self.policy.is_public:
            return handler(request, **kwargs)
        self._let_in(request)
        if request.method not in READS:
            return handler(request, **kwargs)
        with command():
            return handler(request, **kwargs)

    def _let_in(self, request: HttpRequest) -> None:
        """Set `request.actor` and `request.at`. Raises `Problem` where the token or its scopes are not enough."""
        at = timezone.now()
        sent = request.headers.get(SENT_AS, "")
        came = enter_by_token(sent[len(BEARER) :].strip(), at=at) if sent.startswith(BEARER) else None
        if came is None:
            told = "Send a token that works, as Authorization: Bearer. Your organisation's administrator makes it."
            header = {"WWW-Authenticate": 'Bearer realm="opennrm"'}
            raise Problem(401, "no_token", told, field=SENT_AS, headers=header)
        if not take_try("api", str(came.token_id), at=at, limit=settings.API_REQUESTS):
            told = (
                f"A token may ask {settings.API_REQUESTS} times in {WINDOW.seconds // 60} minutes. Wait, and ask again."
            )
            raise Problem(429, "too_often", told, headers={"Retry-After": "60"})
        if self.policy.scope not in came.scopes:
            told = f"This needs a token with the scope {self.policy.scope}."
            header = {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{self.policy.scope}"'}
            raise Problem(403, "no_scope", told, field=SENT_AS, headers=header)
        refusal = self.policy.refusal_by_role(came.actor)
        if refusal is not None:
            raise of_refusal(refusal, 403)
        arrived: Any = request
        arrived.actor, arrived.at = came.actor, at
        ask_as(came.actor.grantees, at)


def key_in(request: HttpRequest) -> str:
    """The `Idempotency-Key` that was sent, by which the same is done once. Raises `Problem`."""
    key = request.headers.get("Idempotency-Key", "")
    if 8 <= len(key) <= 128 and key.isascii() and key.isprintable() and " " not in key:
        return key
    told = "Send a header Idempotency-Key of 8 to 128 characters, a new one for each thing that is to be done once."
    raise Problem(400, "no_key", told, field="Idempotency-Key")


def _not_there(request: HttpRequest) -> HttpResponse:
    asking: SignedInRequest = request  # type: ignore[assignment]
    match = request.resolver_match
    if getattr(request, "actor", None) is not None and match is not None and match.kwargs:
        asked = next(iter(match.kwargs.values()))
        try:
            record_refused_access(
                asked=asked, page=match.url_name or "unnamed", by=asking.actor.account_id, at=asking.at
            )
        except (NotRecorded, OperationalError, InterfaceError):
            return _away(request)
    return not_there().answer()


def _away(request: HttpRequest) -> HttpResponse:
    errors.logged(request, 503)
    told = "Nobody can say whether it was done. Send the same again, with the same Idempotency-Key: it is done once."
    if request.method in READS:
        told = "It cannot be shown now. Ask again."
    return Problem(503, "away", told, headers=AGAIN).answer()
