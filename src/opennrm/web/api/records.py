"""Records of the Human Trafficking Case Data Standard: one that a system sends makes a draft; what it sent goes out."""

from __future__ import annotations

from django.http import JsonResponse
from django.urls import reverse

from opennrm.audit.record import announce
from opennrm.cases.standard_records import record_of_sent
from opennrm.mechanism.events import ReferralViewed
from opennrm.partners.roles import Permission
from opennrm.partners.systems import Scope
from opennrm.referrals.by_htcds import begin_from_record
from opennrm.referrals.by_program import begun_referral
from opennrm.referrals.queries import referral_for
from opennrm.web.api.bodies import object_in
from opennrm.web.api.drafts import WRITES
from opennrm.web.api.endpoint import Endpoint, key_in
from opennrm.web.door import SignedInRequest
from opennrm.web.policy import by_token
from opennrm.web.problems import Problem

EXPORTS = by_token(Scope.REFERRALS_EXPORT.value, Permission.SEE_OWN_REFERRALS)
htcds, referral_record = Endpoint(WRITES), Endpoint(EXPORTS)


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


@referral_record.on("GET")
def record_of_referral(request: SignedInRequest, reference: str) -> JsonResponse:
    """A referral that the system began, as its team may read it; that it was read is part of its history."""
    begun_referral(reference, by=request.actor)
    sent = referral_for(request.actor, reference, at=request.at)
    announce(ReferralViewed(subject=reference, case=reference), at=request.at, by=request.actor.account_id)
    return JsonResponse({"record": record_of_sent(sent)})
