"""What the pages of letters show, made without a browser or a database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from opennrm.cases.actions.resending import WayNow
from opennrm.cases.previews import Preview
from opennrm.notifications.deliveries import DeliveryRow, LetterRead
from opennrm.notifications.kinds import Channel
from opennrm.notifications.letters import FORMS
from opennrm.web import wording

WAYS = {
    Channel.POST.value: "By post",
    Channel.HAND_OVER.value: "Handed over by the first responder",
    Channel.PORTAL.value: "In the portal",
}
STANDINGS = {
    "waiting": "Waits to be sent",
    "to_hand_over": "Waits for somebody to hand it over",
    "in_portal": "Lies in the portal",
    "sent": "Sent",
    "handed_over": "Handed over",
    "dead": "Could not be delivered",
    "ended": "Not sent: it was stopped, or was sent in another way",
}
AGAIN = {
    "not_received": "It was not received",
    "returned_undelivered": "It came back undelivered",
    "safe_contact_changed": "The safe way to write changed",
    "asked_for_again": "Somebody entitled asked for it again",
    "could_not_be_delivered": "It could not be delivered",
}


STOPPED = {
    "safe_contact_changed": "Stopped: the safe way to write changed",
    "person_missing": "Stopped: the person is missing, so nothing goes to them by a way confirmed before",
    "left_the_country": "Stopped: the person left the country",
    "record_erased": "Stopped: the record was erased",
    "person_died": "Stopped: the person died, so nothing more goes to them",
}


def letter_page(reference: str, letter: LetterRead, may_resend: bool) -> dict[str, Any]:
    """A letter, and every time it was sent."""
    known_as = [wording.row("Known as", letter.historic_code)] if letter.historic_code else []
    to = letter.organisation or f"The {letter.audience.replace('_', ' ')}"
    parts = {"reference": reference, "letter_id": letter.id}
    return {
        "reference": reference,
        "title": letter.title,
        "pdf_href": reverse("letter", kwargs=parts),
        "again_href": reverse("resend_letter", kwargs=parts) if may_resend else "",
        "rows": [
            wording.row("To", to),
            *known_as,
            wording.row("Written", wording.moment(letter.written_at) + _after(letter.written_by)),
        ],
        "deliveries": [_delivery(each) for each in letter.deliveries],
    }


def again_fields(ways: Sequence[WayNow]) -> dict[str, list[tuple[str, str]]]:
    """The choices of the form that sends a letter again: the ways by their first words, and why."""
    return {
        "way": [(way.key, _way(way)) for way in ways],
        "because": list(AGAIN.items()),
    }


def _way(way: WayNow) -> str:
    """A way to choose: by its number, because where it leads is hidden until somebody asks; an organisation by name."""
    where = ", ".join(way.lines) if way.channel is Channel.PORTAL else way.key.replace("-", " ")
    return f"{WAYS[way.channel.value]}: {where}"


def preview_page(reference: str, previews: Sequence[Preview]) -> dict[str, Any]:
    """What each outcome would write."""
    return {"reference": reference, "previews": [_preview(reference, each) for each in previews]}


def _preview(reference: str, preview: Preview) -> dict[str, Any]:
    return {
        "title": f"{wording.code(preview.decision.value)}: {preview.outcome.value}",
        "because": preview.refusal.because if preview.refusal else "",
        "letters": [
            {
                "title": FORMS[planned.kind].title,
                "line": f"To the {planned.audience.words}. {WAYS[planned.channel.value]}.",
                "href": reverse(
                    "letter_preview",
                    kwargs={"reference": reference, "outcome": preview.outcome.value, "number": number},
                ),
            }
            for number, planned in enumerate(preview.letters, start=1)
        ],
    }


def _delivery(row: DeliveryRow) -> dict[str, Any]:
    lines = [wording.row("How", WAYS.get(row.channel, wording.code(row.channel)))]
    if row.because:
        lines.append(wording.row("Sent again because", AGAIN.get(row.because, wording.code(row.because))))
    lines.append(wording.row("Waits since", wording.moment(row.created_at)))
    lines.append(wording.row("State", _state(row)))
    if row.last_error and row.standing in ("waiting", "dead"):
        tried = f"Tried {row.attempts} times; last: {row.last_error.replace('_', ' ')}"
        lines.append(wording.row("Failed because", tried))
    return {"rows": lines}


def _state(row: DeliveryRow) -> str:
    if row.standing == "ended":
        return _ended(row)
    said = STANDINGS[row.standing]
    if row.standing == "waiting" and row.in_batch:
        return "In a batch for the post, not posted yet"
    if row.sent_at is None:
        return said
    return f"{said} on {wording.moment(row.sent_at)}, by {_who(row.sent_by)}"


def _ended(row: DeliveryRow) -> str:
    because = row.stopped_because
    said = STOPPED.get(because, wording.code(because)) if because else STANDINGS[row.standing]
    return f"{said}. It lay in a batch for the post, so it may have been printed" if row.in_batch else said


def _after(name: str) -> str:
    return f", after an act of {name}" if name else ""


def _who(name: str) -> str:
    return name or "the system"
