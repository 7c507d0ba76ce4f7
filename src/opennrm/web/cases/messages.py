"""The messages between a case's team and whoever referred, as the team reads and writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from opennrm.cases.actions.partner_messages import read_as_team, write_to_referrer
from opennrm.cases.partner_messages import MessageRead, Side, latest_messages
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.seeing import seen
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.tokens import token_again, token_in

READ = "read"
HINT = (
    "They are sent an e-mail that there is work, and nothing more. What is written here belongs to the record, and the "
    "person may ask to read it."
)


@page(needs=Permission.WORK_ON_CASES)
def of_case(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What was written both ways, the newest first, and a form for more."""
    read = seen(request, reference, Permission.WORK_ON_CASES)
    shown = messages_page(latest_messages(read.reference), Side.AUTHORITY, typed, errors)
    return render(request, "cases/messages.html", {"reference": reference, "back_name": "case", **shown})


@of_case.post
def of_case_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Write, or say that what there is was read."""
    if request.POST.get("what") == READ:
        read_as_team(reference, by=request.actor, at=request.at)
    else:
        text, token = request.POST.get("text", ""), token_in(request.POST)
        write_to_referrer(reference, text=text, by=request.actor, at=request.at, token=token)
    return redirect("messages_of_case", reference=reference)


def messages_page(messages: Sequence[MessageRead], mine: Side, typed: Any, errors: Any) -> dict[str, Any]:
    """What a side is shown: whose each message is, which of the other's are not read yet, and room for an answer."""
    names = {mine: "You", mine.other: "Who referred" if mine is Side.AUTHORITY else "The competent authority"}
    return {
        "errors": errors,
        "token": token_again(typed),
        "field": Fields(typed, errors).text("text", "Write a message", HINT, rows=5),
        "unread": any(each.side == mine.other and each.read_at is None for each in messages),
        "messages": [
            {
                "text": each.text,
                "line": f"{names[Side(each.side)]}: {each.written_by}, {wording.moment(each.written_at)}",
                "state": _state(each, mine),
                "is_new": each.side == mine.other and each.read_at is None,
            }
            for each in messages
        ],
    }


def _state(message: MessageRead, mine: Side) -> str:
    if message.read_at is not None:
        return f"Read on {wording.moment(message.read_at)}"
    return "Not read yet" if message.side == mine else "New"
