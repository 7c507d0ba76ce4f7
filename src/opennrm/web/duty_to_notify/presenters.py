"""What the pages of a notification show: every heading, line and link, made without a browser or a database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from opennrm.duty_to_notify.alike import how_many_alike
from opennrm.duty_to_notify.printed import DUTIES, force_of
from opennrm.duty_to_notify.queries import NotificationRead, NotificationRow
from opennrm.duty_to_notify.review import findings
from opennrm.duty_to_notify.told import told_by
from opennrm.mechanism.duty_to_notify import Duty, NotificationKind
from opennrm.mechanism.sources import cited
from opennrm.questions import lists
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.identifying import Trace
from opennrm.questions.notification_facts import notification_facts
from opennrm.referrals.queries import DraftRead
from opennrm.web import wording
from opennrm.web.referrals.presenters import answers_to_check

KINDS = {NotificationKind.ANONYMOUS: "Anonymous", NotificationKind.NAMED: "Named, with the person’s consent"}

MOST_SHOWN = 40
"""So many words are pointed at; a text with more has to be written anew, and no page grows with it."""


def duty_in_words(duty: Duty) -> str:
    """How the organisation stands to the duty, with the source that says so."""
    return f"{duty.because} ({cited(duty.source)})"


def notification_to_check(draft: DraftRead, duty: Duty, today: date) -> dict[str, Any]:
    """Every answer with a link to change it, what is missing, and what in the words could identify somebody."""
    shown = answers_to_check(draft, today, is_beside=False)
    names = draft.answers.get("may_be_named") == "yes"
    found = [] if names else findings(draft.answers)
    doubtful = [_pointed_at(draft, each.question_key, trace) for each in found for trace in each.doubtful]
    return {
        **shown,
        "version": draft.version,
        "duty": duty_in_words(duty),
        "names": names,
        "traces": [_pointed_at(draft, each.question_key, trace) for each in found for trace in each.sure][:MOST_SHOWN],
        "doubtful": doubtful[:MOST_SHOWN],
        "more_doubtful": len(doubtful[MOST_SHOWN:]),
        "alike": None if names or shown["gaps"] else _alike(draft, today),
    }


def _pointed_at(draft: DraftRead, key: str, trace: Trace) -> dict[str, Any]:
    """A trace with the words around it, and the page on which to change them."""
    return {
        "href": _change(draft, key),
        "what": trace.what,
        "words": trace.words,
        "before": trace.before,
        "after": trace.after,
    }


def _alike(draft: DraftRead, today: date) -> dict[str, Any]:
    """How many notifications of the last year are like this one, itself counted, and what could be left out."""
    facts = notification_facts(draft.answers).shared
    alike = how_many_alike(facts, today)
    nationality = lists.label("nationalities", facts.nationality) if facts.nationality else "nationality not known"
    told = (wording.code(facts.gender).lower(), nationality, lists.label("police_forces", facts.force))
    kinds = sorted(kind.name.replace("_", " ").lower() for kind in facts.statistics_types)
    return {
        "band": alike.band,
        "few": alike.few,
        "told": ", ".join((*told, *kinds)),
        "without": [
            {"fact": each.fact, "band": each.band, "href": _change(draft, each.question_key)} for each in alike.without
        ],
        "bound": settings.FEW_ALIKE,
    }


def _change(draft: DraftRead, key: str) -> str:
    slug = next(placed.page.slug for placed in CATALOGUE.placed if placed.question.key == key)
    return reverse("question", kwargs={"draft_id": draft.id, "slug": slug}) + f"?change=1#{key}"


def notification_list(rows: Sequence[NotificationRow], url_name: str) -> dict[str, Any]:
    """A list of notifications: no names, also of named ones."""
    return {
        "rows": [
            {
                "href": reverse(url_name, kwargs={"reference": row.reference}),
                "reference": row.reference,
                "kind": "Named" if row.kind is NotificationKind.NAMED else "Anonymous",
                "organisation": row.organisation,
                "force": lists.label("police_forces", row.force),
                "danger": row.danger_now == "yes",
                "sent_at": wording.moment(row.sent_at),
                "sent_by": row.sent_by,
            }
            for row in rows
        ]
    }


def notification_page(notification: NotificationRead) -> dict[str, Any]:
    """A notification as it was sent."""
    return {
        "reference": notification.reference,
        "names": notification.kind is NotificationKind.NAMED,
        "head": [
            wording.row("Kind", KINDS[notification.kind]),
            wording.row("Sent", f"{wording.moment(notification.sent_at)} by {notification.organisation}"),
            wording.row("How they stand to the duty", DUTIES[notification.duty]),
            wording.row("Police force", force_of(notification)),
            wording.row("Where it is", *where_it_is(notification)),
        ],
        "sections": [
            {"title": section.title, "rows": [wording.row(row.label, *row.lines) for row in section.rows]}
            for section in told_by(notification)
        ],
    }


def where_it_is(notification: NotificationRead) -> tuple[str, ...]:
    """Who has it for the force, in words."""
    force = force_of(notification)
    if notification.received_by is None:
        return (f"{force} does not work with this service yet: print the MS1 form and send it to them yourself.",)
    if notification.forwarded:
        return (f"{notification.received_by} has received it, and forwards it to {force}.",)
    return (f"{notification.received_by} has received it.",)


def confirmation(notification: NotificationRead) -> dict[str, Any]:
    """What is said right after sending."""
    return {
        "reference": notification.reference,
        "sent_at": wording.moment(notification.sent_at),
        "organisation": notification.organisation,
        "next_steps": [
            *where_it_is(notification),
            "It is not a referral: nothing is decided about the person, and no support follows from it.",
            "If the person consents later, start a referral from this notification.",
            "If the person is in danger, ring 999.",
        ],
    }


def pdf(made: bytes, name: str) -> HttpResponse:
    """A PDF to keep; its name holds the reference alone."""
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
