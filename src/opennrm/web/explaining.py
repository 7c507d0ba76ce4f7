"""Why somebody opens a case that is not their own work, or sends a form of it: asked once a case and session.

A form that is sent without waits on the page that asks, its fields hidden in it, and goes on with the reason: nothing
typed is lost, and nothing is kept on the server. So a form can be sent from a page that was open as a colleague took
the case over, and never by somebody who was not asked.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from opennrm.audit.record import only_looking
from opennrm.cases.actions.opening import explain_opening
from opennrm.cases.openings import must_say_why
from opennrm.mechanism.need_to_know import OpeningReason
from opennrm.mechanism.refusal import Refused
from opennrm.vault.hashes import keyed_hash
from opennrm.web.door import SignedInRequest
from opennrm.web.errors import PageError
from opennrm.web.form_fields import Fields
from opennrm.web.jinja import render

OPENINGS = "openings"
"""Under this the session keeps what its reasons are known by; it outlives a change of the session's key."""
OF_A_CASE = "cases/<str:reference>/"
"""How the address of every page of a case begins."""
ASKS_ITSELF = "why_opened"
PREFIX = "why-"
"""Fields of the page that asks in the place of a form; every other field belongs to the form that waits."""
REASON, WORDS = PREFIX + "reason", PREFIX + "words"
NUL = "\x00"

REASONS = {
    OpeningReason.ASSIGNED_COVER: "I cover for a colleague",
    OpeningReason.DUTY: "I am on duty today",
    OpeningReason.QUALITY_CHECK: "I check the quality of work",
    OpeningReason.SUBJECT_ACCESS_REQUEST: "The person asked what is held about them",
    OpeningReason.COURT_ORDER: "A court ordered something",
    OpeningReason.COMPLAINT: "I look into a complaint",
    OpeningReason.AUDIT: "I audit",
}


def session_of(request: SignedInRequest) -> str:
    """A keyed hash of the session in which reasons are given; empty while none was given in it."""
    kept = request.session.get(OPENINGS)
    return keyed_hash("session", kept) if isinstance(kept, str) else ""


def explain(request: SignedInRequest, reference: str, *, reason: str, words: str) -> None:
    """Keep why they open a case, for this session, which is changed only if that is kept. Raises what the action does.

    A refused reason so answers alike whether the case is hidden or not there, cookies included.
    """
    kept = request.session.get(OPENINGS) or secrets.token_hex(16)
    session = keyed_hash("session", kept)
    explain_opening(reference, reason=reason, words=words, session=session, by=request.actor, at=request.at)
    request.session[OPENINGS] = kept


def hold_until_explained(request: Any) -> HttpResponse | None:
    """None if a form that was sent may go on; otherwise the page that asks why, in its place (403).

    For a form of a case that is not its sender's own work, and for no other. Sent with what the page asked for it goes
    on when that is right, without those fields. Costs one statement, on forms of cases alone.
    """
    match = request.resolver_match
    if match is None or match.url_name == ASKS_ITSELF or not str(match.route).startswith(OF_A_CASE):
        return None
    answered = _set_aside(request)
    reference = str(match.kwargs["reference"])
    if not must_say_why(request.actor, reference, session_of(request), request.at):
        return None
    if not answered:
        return ask_why(request, reference)
    try:
        with only_looking():  # the reason is kept, and nothing yet of the form that waits
            explain(request, reference, reason=answered.get(REASON, ""), words=answered.get(WORDS, ""))
    except Refused as refused:
        told = refused.refusal
        field_id = PREFIX + told.field if told.field else None
        return ask_why(request, reference, answered, [PageError(told.because, field_id)])
    return None


def ask_why(
    request: HttpRequest, reference: str, answered: QueryDict | None = None, errors: list[PageError] | None = None
) -> HttpResponse:
    """The page that asks why, with the form that was sent waiting in it (403)."""
    typed = None if answered is None else {name: [str(each) for each in answered.getlist(name)] for name in answered}
    fields = Fields(typed, errors or [])
    shown = {
        "reference": reference,
        "title": "Why do you work on this case?",
        "back_to": reverse("work_list"),
        "back_words": "Work list",
        "lines": (
            "You do not work on this case. Those who do are shown who opened it, when, and this reason.",
            "What you sent waits on this page and was not received yet. It goes on when you have said why.",
        ),
        "errors": errors or [],
        "held": _held(request),
        "fields": [
            fields.radios(REASON, "Why?", [(code.value, words) for code, words in REASONS.items()]),
            fields.text(WORDS, "Say more", "At least 20 letters if you are not of the team that holds the case.", 3),
        ],
        "button": "Say why and go on",
    }
    return render(request, "cases/form.html", shown, status=403)


def _held(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of the form that waits; a character that no page can hold is left out."""
    sent = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    return [(name.replace(NUL, ""), value.replace(NUL, "")) for name, value in sent if name != "csrfmiddlewaretoken"]


def _set_aside(request: Any) -> QueryDict:
    """The fields of the page that asks; from then on the request holds the others only."""
    typed, answered = QueryDict(mutable=True), QueryDict(mutable=True)
    for name, values in request.POST.lists():
        (answered if name.startswith(PREFIX) else typed).setlist(name, values)
    if answered:
        request.POST = typed
    return answered
