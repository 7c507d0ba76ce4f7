"""Drafts of a system: begin one, read it, change its answers, have it checked, send it; and where a referral stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import JsonResponse
from django.urls import reverse

from opennrm.audit.record import announce
from opennrm.cases.queries import standing_of
from opennrm.mechanism.events import DraftViewed, ReferralViewed
from opennrm.partners.roles import Permission
from opennrm.partners.systems import Scope
from opennrm.referrals import by_program
from opennrm.referrals.by_program import ChangedMeanwhile
from opennrm.referrals.queries import DraftRead
from opennrm.web.api.bodies import answers_in, nothing_in, object_in, version_in
from opennrm.web.api.endpoint import Endpoint, key_in
from opennrm.web.api.stages import stage_known
from opennrm.web.door import SignedInRequest
from opennrm.web.policy import by_token
from opennrm.web.problems import Problem, error_of

WRITES = by_token(Scope.DRAFTS_WRITE.value, Permission.REFER)
SENDS = by_token(Scope.REFERRALS_SUBMIT.value, Permission.REFER)
READS = by_token(Scope.REFERRALS_READ.value, Permission.SEE_OWN_REFERRALS)
drafts, draft, validate, submit, referral = (Endpoint(policy) for policy in (WRITES, WRITES, WRITES, SENDS, READS))


@drafts.on("POST")
def begin(request: SignedInRequest) -> JsonResponse:
    """Begin a draft."""
    key = key_in(request)
    given = answers_in(object_in(request))
    draft_id = by_program.begin(given, key=key, by=request.actor, at=request.at)
    return begun(draft_id)


def begun(draft_id: UUID) -> JsonResponse:
    """What is answered once a draft was begun: where it is, and nothing of what it says."""
    href = reverse("api_draft", kwargs={"draft_id": draft_id})
    return JsonResponse({"id": str(draft_id), "href": href}, status=201, headers={"Location": href})


@draft.on("GET")
def show(request: SignedInRequest, draft_id: UUID) -> JsonResponse:
    """The draft with its answers."""
    announce(DraftViewed(subject=str(draft_id)), at=request.at, by=request.actor.account_id)
    return JsonResponse(draft_as_data(by_program.read(draft_id, by=request.actor)))


@draft.on("PATCH")
def change(request: SignedInRequest, draft_id: UUID) -> JsonResponse:
    """Change the answers that are given."""
    sent = object_in(request)
    version = version_in(sent)
    given = answers_in(sent)
    try:
        by_program.change(draft_id, given, version=version, by=request.actor, at=request.at)
    except ChangedMeanwhile as changed:
        raise _changed(changed) from changed
    return JsonResponse({"id": str(draft_id), "href": request.path})


def _changed(changed: ChangedMeanwhile) -> Problem:
    remedy = "Nothing was changed. Read the draft, and send with your answers the version that you read."
    told = f"A colleague or another request changed the draft, which is version {changed.version} now. {remedy}"
    at_each = "This was written since, or by somebody else: read what stands before you change it or take it out."
    errors = [error_of(key, key, at_each) for key in changed.keys]
    return Problem(409, "changed_meanwhile", told, field="version", errors=errors)


@validate.on("POST")
def see_whether_it_could_be_sent(request: SignedInRequest, draft_id: UUID) -> JsonResponse:
    """All that keeps the draft from being sent, or that nothing does."""
    nothing_in(request)
    by_program.check(draft_id, by=request.actor, at=request.at)
    return JsonResponse({"ready": True})


@submit.on("POST")
def send(request: SignedInRequest, draft_id: UUID) -> JsonResponse:
    """Send it. The reference is true once it is answered: it is answered after COMMIT."""
    key = key_in(request)
    nothing_in(request)
    reference = by_program.send(draft_id, key=key, by=request.actor, at=request.at)
    href = reverse("api_referral", kwargs={"reference": reference})
    return JsonResponse({"reference": reference, "href": href}, headers={"Location": href})


@referral.on("GET")
def status(request: SignedInRequest, reference: str) -> JsonResponse:
    """Where the referral stands, as its referrer may know it: no answer, and nothing of the person."""
    found = by_program.begun_referral(reference, by=request.actor)
    announce(ReferralViewed(subject=reference, case=reference), at=request.at, by=request.actor.account_id)
    standing = standing_of([reference]).get(reference)
    told: dict[str, Any] = {
        "reference": found.reference,
        "kind": found.kind,
        "received_on": found.received_on.isoformat(),
        "submitted_at": found.submitted_at.isoformat(),
        "stage": stage_known(standing),
        "reasonable_grounds": None,
        "conclusive_grounds": None,
    }
    if standing and standing.reasonable_grounds and standing.reasonable_grounds_on:
        decided_on = standing.reasonable_grounds_on.isoformat()
        told["reasonable_grounds"] = {"outcome": standing.reasonable_grounds, "decided_on": decided_on}
    if standing and standing.conclusive_grounds and standing.conclusive_grounds_on:
        decided_on = standing.conclusive_grounds_on.isoformat()
        told["conclusive_grounds"] = {"outcome": standing.conclusive_grounds, "decided_on": decided_on}
    return JsonResponse(told)


def draft_as_data(read: DraftRead) -> dict[str, Any]:
    """A draft as a program reads it; of one that was sent the answers are in the referral, and no longer here."""
    return {
        "id": str(read.id),
        "state": "sent" if read.reference else "draft",
        "reference": read.reference,
        "catalogue_version": int(read.catalogue_version),
        "version": read.version,
        "saved_at": read.saved_at.isoformat(),
        "expires_on": read.expires_on.isoformat(),
        "answers": read.answers,
    }
