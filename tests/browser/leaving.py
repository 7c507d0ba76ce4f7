"""A mark, a disclosure and a hold that the pages are opened with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from opennrm.partners.actors import actor_of
from tests.stories.people import CASEWORKER, RECORDS_OFFICER


def marked(reference: str) -> dict[str, Any]:
    """A mark on an answer of a case."""
    from opennrm.disclosure.actions.marking import mark_piece

    at, piece = timezone.now(), "answer:how_they_left"
    told: dict[str, Any] = {"mark": "third_party", "whole": True, "by": actor_of(CASEWORKER, at), "at": at}
    return {"reference": reference, "piece": piece, "mark_id": mark_piece(reference, piece, **told)[0]}


def disclosed(reference: str) -> dict[str, Any]:
    """A disclosure of a case that waits for the second person."""
    from opennrm.audit.once import form_token
    from opennrm.disclosure.actions.deciding import HeldBack, decide_redaction, what_would_be_given
    from opennrm.disclosure.actions.preparing import Asked, prepare_disclosure
    from opennrm.disclosure.pieces import SECTIONS
    from opennrm.mechanism.redaction import Mark

    at = timezone.now()
    by = actor_of(RECORDS_OFFICER, at)
    asked = Asked("subject_access", "right_of_access", "", "Linh Exemple", list(SECTIONS))
    made = prepare_disclosure(reference, asked, token=form_token(), by=by, at=at)
    held = HeldBack(list(Mark))
    seen = what_would_be_given(reference, made, held=held, by=by, at=at).fingerprint
    decide_redaction(reference, made, held=held, seen=seen, read=True, by=by, at=at)
    return {"reference": reference, "disclosure_id": made}


def held(reference: str) -> dict[str, Any]:
    """A hold on the record of a case."""
    from opennrm.mechanism.calendar import legal_day
    from opennrm.retention.actions.holding import hold_record

    at = timezone.now()
    review_on = legal_day(at) + timedelta(days=30)
    told: dict[str, Any] = {"because": "An inquest.", "review_on": review_on, "by": actor_of(RECORDS_OFFICER, at)}
    return {"reference": reference, "hold_id": hold_record(reference, **told, at=at)}
