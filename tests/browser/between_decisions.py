"""What the pages between the two decisions are opened with: a question to who referred, and representations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.stories.people import CASEWORKER, House


def returned_with_a_question(house: House) -> dict[str, Any]:
    """A case that was returned to who referred with a question."""
    from opennrm.cases.actions.asking import ask_responder
    from opennrm.cases.queries import case_for
    from opennrm.cases.second_stage import questions_to
    from opennrm.mechanism.calendar import legal_day
    from opennrm.partners.actors import actor_of

    reference, at = house.has_case(), timezone.now()
    by = actor_of(CASEWORKER, at)
    ask_responder(
        reference,
        topics=["places"],
        words="Which farm was it?",
        due_on=legal_day(at) + timedelta(days=7),
        chase_every=3,
        seen=case_for(by, reference, at=at).version,
        by=by,
        at=at,
    )
    return {"reference": reference, "request_id": questions_to(reference)[0].id}


def represented(house: House) -> dict[str, Any]:
    """Representations about recovery, not answered yet."""
    from opennrm.cases.actions.representations import record_representation
    from opennrm.cases.queries import case_for
    from opennrm.cases.second_stage import second_stage_of
    from opennrm.mechanism.calendar import legal_day
    from opennrm.partners.actors import actor_of

    reference, at = house.has_case(), timezone.now()
    by = actor_of(CASEWORKER, at)
    put: dict[str, Any] = {"source": "person", "text": "Not yet.", "received_on": legal_day(at), "token": "one"}
    record_representation(reference, **put, by=by, at=at)
    read = second_stage_of(case_for(by, reference, at=at).id)
    return {"reference": reference, "representation_id": read.representations[0].id}
