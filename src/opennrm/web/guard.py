"""The one way to make a page: it states what it needs, and nothing is shown before its viewing is recorded.

A GET runs in one command: who asks is read, the policy is asked, the page is rendered, and the events it announced
are appended as the last act before COMMIT. A POST is not wrapped: it calls actions, each a command of its own. Before a
form of a case is received, whoever does not work on that case is asked why, here and so of every form alike.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager, nullcontext
from functools import update_wrapper
from typing import Any, cast

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from opennrm.audit.once import FIRST_WAS_KEPT
from opennrm.audit.record import NotRecorded, command, only_looking
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.access import NotYours
from opennrm.partners.refused import record_refused_access
from opennrm.partners.roles import Permission
from opennrm.vault.refusing import CannotOpen, Erased, WrongKeys
from opennrm.web import errors
from opennrm.web.confirming import hold_until_confirmed, set_aside
from opennrm.web.costly import Busy, in_turn
from opennrm.web.door import PublicRequest, SignedInRequest, let_in
from opennrm.web.explaining import hold_until_explained
from opennrm.web.instead import Instead
from opennrm.web.kept_searches import let_go_of_old
from opennrm.web.kept_typing import keep_for_former_owner, let_go, typed_before
from opennrm.web.policy import PUBLIC, SIGNED_IN, Policy, policy_of
from opennrm.web.sent_once import TWICE, repeated

__all__ = ["PUBLIC", "SIGNED_IN", "Page", "PublicRequest", "SignedInRequest", "page", "status_of"]

View = Callable[..., HttpResponseBase]
CONFLICTS = frozenset(
    {"changed_after_sending", FIRST_WAS_KEPT.code, "changed_meanwhile", "already_decided", "key_used"}
)
"""Codes of refusals that are answered with 409: somebody (perhaps the same person) was there before."""


def status_of(refusal: Refusal) -> int:
    """The status of the answer to what was refused so."""
    return 409 if refusal.code in CONFLICTS else 422


NUL = "\x00"
UNREADABLE = "What you sent held a character that no computer can show. It was taken out: send it again."
"""No column can keep it, so it is refused here for every form; in an address it leads to nothing that is there."""


class Page:
    """A view with a policy. Made by `page`; its `post` adds what happens when its form is sent."""

    def __init__(
        self,
        show: View,
        policy: Policy,
        *,
        before_second_factor: bool,
        announces: bool,
        confirmed: bool,
        of_several: Collection[str] = (),
        costly: bool = False,
        costly_with: str = "",
    ) -> None:
        self.policy = policy
        self.of_several = frozenset(of_several)
        self.costly = costly
        self.costly_with = costly_with
        self.confirmed = confirmed
        self.before_second_factor = before_second_factor
        self.announces = announces
        self._show = show
        self._sent: View | None = None
        update_wrapper(self, show)

    def post(self, sent: View) -> View:
        """Say what happens when the form is sent. The page must take `typed` and `errors`, to show it again."""
        takes = inspect.signature(self._show).parameters
        if not {"typed", "errors"} <= set(takes):
            raise TypeError(f"{self._show.__name__} must take typed and errors, so that nothing typed is lost.")
        self._sent = sent
        return sent

    @property
    def methods(self) -> list[str]:
        """The methods it answers."""
        return ["GET", "HEAD"] + (["POST"] if self._sent else [])

    def __call__(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Answer a request."""
        if request.method not in self.methods:
            return errors.method_not_allowed(request, self.methods)
        if _holds_nul([*request.GET, *(text for texts in request.GET.lists() for text in texts[1])]):
            return errors.not_found(request)
        if request.method == "POST":
            return self._answer(request, errors.not_received, lambda: self._receive(request, kwargs))
        return self._answer(request, errors.not_shown, lambda: self._show_in_command(request, kwargs))

    def again(self, request: HttpRequest, *, status: int = 422, **kwargs: Any) -> HttpResponseBase:
        """Show the page once more after its form was sent, with what was `typed` and its `errors` (status 422)."""
        response = self._show_in_command(request, kwargs)
        if response.status_code == 200:
            response.status_code = status
        return response

    def _answer(
        self, request: HttpRequest, away: Callable[[HttpRequest], HttpResponse], answer: Callable[[], HttpResponseBase]
    ) -> HttpResponseBase:
        try:
            with in_turn() if self._is_costly(request) else nullcontext():
                response = self._answered(request, answer)
        except Busy:
            response = errors.busy(request)
        except Erased:
            response = errors.erased(request)
        except CannotOpen:
            response = errors.cannot_open(request)
        except WrongKeys:
            response = errors.no_key(request)
        except (NotRecorded, OperationalError, InterfaceError):
            response = away(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _is_costly(self, request: HttpRequest) -> bool:
        # Of a page with a form, what costs much is what is done when it is sent, or when it shows what that found.
        if self._sent is None or request.method == "POST":
            return self.costly
        return self.costly and bool(self.costly_with) and self.costly_with in request.GET

    def _answered(self, request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        try:
            return answer()
        except Instead as instead:
            return instead.answer()
        except NotYours:
            _keep_refusal(request)
            return errors.not_found(request)
        except Http404:
            return errors.not_found(request)
        except Refused as refused:
            return errors.forbidden(request, refused.refusal.because)

    def _show_in_command(self, request: HttpRequest, kwargs: dict[str, Any]) -> HttpResponseBase:
        with only_looking(), self._scope():
            refused = self._let_in(request)
            if refused is None and self.confirmed and self._sent is None:
                refused = hold_until_confirmed(request)
            return refused or _rendered(self._show(request, **self._with_what_was_typed_before(request, kwargs)))

    def _let_in(self, request: HttpRequest) -> HttpResponse | None:
        refused = let_in(request, self.policy, before_second_factor=self.before_second_factor)
        if getattr(request, "actor", None) is not None:
            let_go_of_old(cast("SignedInRequest", request))
        return refused

    def _with_what_was_typed_before(self, request: HttpRequest, kwargs: dict[str, Any]) -> dict[str, Any]:
        """For a form that was sent when the session had run out: what was typed, now that somebody signed in again."""
        actor = getattr(request, "actor", None)
        if self._sent is None or request.method == "POST" or actor is None:
            return kwargs
        before = typed_before(request, actor.account_id, cast("SignedInRequest", request).at)
        return kwargs if before is None else {**kwargs, "typed": before[0], "errors": [errors.PageError(before[1])]}

    def _receive(self, request: HttpRequest, kwargs: dict[str, Any]) -> HttpResponseBase:
        refused = self._let_in(request)
        twice = repeated(request.POST, self.of_several)
        set_aside(request)
        if refused is not None:
            return _signed_out(request, refused) if _was_signed_in(request, refused) else refused
        assert self._sent is not None  # noqa: S101 - `methods` let POST through
        unreadable = [name for name, texts in request.POST.lists() if _holds_nul([name, *texts])]
        if unreadable:
            return self._not_read(request, kwargs, unreadable, UNREADABLE)
        if twice:
            return self._not_read(request, kwargs, twice, TWICE)
        held = hold_until_explained(request) or (hold_until_confirmed(request) if self.confirmed else None)
        if held is not None:
            return held
        let_go(request)
        try:
            return self._sent(request, **kwargs)
        except Refused as refusal:
            told = refusal.refusal
            status = status_of(told)
            typed = {name: request.POST.getlist(name) for name in request.POST}
            if told.code == FIRST_WAS_KEPT.code:
                typed.pop("token", None)  # it stands for what was kept: with another this can be sent
            return self.again(request, status=status, **kwargs, typed=typed, errors=[errors.of_refusal(told)])

    def _not_read(
        self, request: HttpRequest, kwargs: dict[str, Any], names: list[str], because: str
    ) -> HttpResponseBase:
        """The form again, without a character that cannot be kept; its error leads to the input if the page has it."""
        typed = {name: [text.replace(NUL, "") for text in texts] for name, texts in request.POST.lists()}
        told: Any = self.again(request, **kwargs, typed=typed, errors=[errors.PageError(because)])
        found = [name for name in names if f'id="{name}"'.encode() in told.content]
        if not found:
            return told  # type: ignore[no-any-return]
        return self.again(request, **kwargs, typed=typed, errors=[errors.PageError(because, found[0])])

    def _scope(self) -> AbstractContextManager[None]:
        return command() if self.announces else nullcontext()


def page(
    *,
    needs: Permission | Policy | tuple[Permission, ...],
    announces: bool | None = None,
    before_second_factor: bool = False,
    confirmed: bool = False,
    of_several: Collection[str] = (),
    costly: bool = False,
    costly_with: str = "",
) -> Callable[[View], Page]:
    """Make a view a page.

    `needs`: a permission, several of which one is enough, PUBLIC, or SIGNED_IN (whatever the roles).
    `announces`: does its GET run in a command; by default all do but public pages, which so outlive the database.
    `before_second_factor`: may it be opened by somebody who has yet to set up their second factor.
    `confirmed`: must whoever asks have shown within the last minutes that it is they (`web.account.confirming`). Asked
    when its form is sent, what was typed kept; of a page without a form, when it is opened.
    `of_several`: the names of its fields that may come several times; any other that does is refused (`sent_once`).
    `costly`: does it take much, such as a PDF, a file or a search: then it waits for its turn (`web.costly`). Of a page
    with a form that is sending it, and opening it with `costly_with` in its address.
    The view may read `request.actor` (None only on public pages) and `request.at`.
    """
    policy = policy_of(needs)

    def make(show: View) -> Page:
        in_command = not policy.is_public if announces is None else announces
        when = {"before_second_factor": before_second_factor, "announces": in_command, "confirmed": confirmed}
        return Page(show, policy, of_several=of_several, costly=costly, costly_with=costly_with, **when)

    return make


def _rendered(response: HttpResponseBase) -> HttpResponseBase:
    """Rendered before COMMIT: what fails to render is not recorded as seen, and what is not recorded is not shown."""
    render = getattr(response, "render", None)
    if callable(render) and not getattr(response, "is_rendered", True):
        return render()  # type: ignore[no-any-return]
    return response


def _keep_refusal(request: HttpRequest) -> None:
    """Keep that somebody asked for what is not theirs."""
    actor, match = getattr(request, "actor", None), request.resolver_match
    if actor is None or match is None:
        return
    asked = next(iter(match.kwargs.values()), "")
    record_refused_access(asked=asked, page=match.url_name or "unnamed", by=actor.account_id, at=request.at)  # type: ignore[attr-defined]


def _holds_nul(texts: Iterable[str]) -> bool:
    return any(NUL in text for text in texts)


def _signed_out(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    kept = keep_for_former_owner(request)
    return errors.signed_out(request, refused["Location"], kept=kept)


def _was_signed_in(request: HttpRequest, refused: HttpResponse) -> bool:
    """Did a session end under somebody who typed? They bring its cookie, and are now sent to sign in."""
    to_sign_in = refused.headers.get("Location", "").startswith(reverse("account_login"))
    return to_sign_in and settings.SESSION_COOKIE_NAME in request.COOKIES and bool(errors.typed_fields(request))
