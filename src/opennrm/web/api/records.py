"""A record of the Human Trafficking Case Data Standard, sent by a system: it makes a draft."""

from __future__ import annotations

from django.http import JsonResponse
from django.urls import reverse

from opennrm.referrals.by_htcds import begin_from_record
from opennrm.web.api.bodies import object_in
from opennrm.web.api.drafts import WRITES
from opennrm.web.api.endpoint import Endpoint, key_in
from opennrm.web.door import SignedInRequest
from opennrm.web.problems import Problem

htcds = Endpoint(WRITES)


@htcds.on("POST")
def begin(request: SignedInRequest) -> JsonResponse:
    """Begin a draft from a record; says which fields were not taken, and why."""
    key = key_in(request)
    sent = object_in(request)
    record, answers = sent.get("record"), sent.get("answers", {})
    if set(sent) - {"record", "answers"} or not isinstance(record, dict) or not isinstance(answers, dict):
        told = 'Send {"record": {...}, "answers": {...}}: fields of HTCDS 2.0, and answers that it has none for.'
        beside = sorted(set(sent) - {"record", "answers"})
        wrong = (beside[0][:100] or "body") if beside else "answers" if isinstance(record, dict) else "record"
        raise Problem(400, "no_record", told, field=wrong)
    made = begin_from_record(record, answers, key=key, by=request.actor, at=request.at)
    href = reverse("api_draft", kwargs={"draft_id": made.draft_id})
    left_out = [{"field": name, "detail": because} for name, because in made.not_taken]
    body = {"id": str(made.draft_id), "href": href, "not_taken": left_out}
    return JsonResponse(body, status=201, headers={"Location": href})
