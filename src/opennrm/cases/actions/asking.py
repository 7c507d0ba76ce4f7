"""Asking for information: of any agency beside the case, or of who referred, for whom the case then waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from opennrm.audit.once import FIRST_WAS_KEPT, once, remember
from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import keep_case, locked_case, move_case
from opennrm.cases.models import Case, InformationRequest
from opennrm.cases.texts import request_hash
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import AgencyAsked, InformationRequested
from opennrm.mechanism.information import AgencyKind, first_chaser, refusal_to_ask
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.stages import ENDED_STAGES, FINAL_STAGES, Move, Stage
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for

LONGEST_NAME = 200
STILL_ASKED = Refusal(
    "still_asked",
    "Earlier questions to who referred have no answer yet. Record what became of them before you ask again.",
    "house",
)


def ask_agency(
    reference: str,
    *,
    agency: str,
    agency_kind: str,
    topics: Sequence[str],
    words: str,
    due_on: date | None,
    chase_every: int | None,
    token: str,
    by: Actor,
    at: datetime,
) -> UUID:
    """Record that an agency is asked; the case and its clocks go on. Any number can wait at once. Gives its id.

    Raises `NotYours`, and `Refused` naming the field that is wrong, or once the case has ended.
    """
    today = legal_day(at)
    refuse_if(
        refusal_to_ask(
            agency=agency,
            kind=agency_kind,
            topics=topics,
            words=words,
            due_on=due_on,
            chase_every=chase_every,
            on=today,
        )
    )
    refuse_if(refusal_of_length(words, "words") or _refusal_of_name(agency))
    with command():
        body = {"agency": agency, "kind": agency_kind, "topics": list(topics), "words": words, "due_on": due_on}
        key = f"ask:{reference}:{token}"
        earlier = once(who=by.account_id, token=key, body=body, at=at, changed=FIRST_WAS_KEPT)
        if earlier is not None:
            return UUID(earlier.result)
        case = locked_case(reference, needs=Permission.DECIDE, seen=None, by=by, at=at)
        if Stage(case.stage) in FINAL_STAGES | ENDED_STAGES:
            raise Refused(Refusal("case_has_ended", "The case has ended, so nothing more is asked for it.", "house"))
        assert due_on is not None  # noqa: S101 - the rule has refused it
        kept = _kept(case, agency, agency_kind, topics, words, due_on, chase_every, by=by, at=at)
        told = AgencyAsked(
            subject=case.reference,
            case=case.reference,
            request=str(kept.id),
            agency_kind=agency_kind,
            topics=tuple(topics),
            asked_on=today,
            due_on=due_on,
            text_hash=kept.text_hash,
        )
        announce(told, at=at, by=by.account_id)
        remember(who=by.account_id, token=key, result=str(kept.id))
        return kept.id


def ask_responder(
    reference: str,
    *,
    topics: Sequence[str],
    words: str,
    due_on: date | None,
    chase_every: int | None,
    seen: int,
    by: Actor,
    at: datetime,
) -> None:
    """Return the case to who referred with questions; its clocks run on. They answer on the page of their referral.

    Raises `NotYours`, and `Refused` naming the field that is wrong, or where the case cannot be returned now.
    """
    with command():
        body = {"topics": list(topics), "words": words, "due_on": due_on}
        if once(who=by.account_id, token=f"return:{reference}:{seen}", body=body, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        kind, agency = AgencyKind.FIRST_RESPONDER.value, case.referred_by.name
        refusal = refusal_to_ask(
            agency=agency,
            kind=kind,
            topics=topics,
            words=words,
            due_on=due_on,
            chase_every=chase_every,
            on=legal_day(at),
        )
        refuse_if(refusal or refusal_of_length(words, "words"))
        move_case(case, Move.ASK_FOR_INFORMATION, rules_for(case.profile, case.received_on, at))
        if InformationRequest.objects.filter(case=case, case_waits=True, answer="").exists():
            # It was asked before the case was suspended, and the case has gone on without the answer.
            raise Refused(STILL_ASKED)
        assert due_on is not None  # noqa: S101 - the rule has refused it
        kept = _kept(case, agency, kind, topics, words, due_on, chase_every, by=by, at=at, case_waits=True)
        keep_case(case, "stage")
        told = InformationRequested(
            subject=case.reference,
            case=case.reference,
            topics=tuple(topics),
            asked_on=legal_day(at),
            request=str(kept.id),
            text_hash=kept.text_hash,
        )
        announce(told, at=at, by=by.account_id)


def _kept(
    case: Case,
    agency: str,
    kind: str,
    topics: Sequence[str],
    words: str,
    due_on: date,
    chase_every: int | None,
    *,
    by: Actor,
    at: datetime,
    case_waits: bool = False,
) -> InformationRequest:
    request = InformationRequest(
        case=case,
        agency=agency,
        agency_kind=kind,
        case_waits=case_waits,
        topics=list(topics),
        words=words,
        asked_on=legal_day(at),
        due_on=due_on,
        chase_every=chase_every,
        chase_on=first_chaser(due_on, chase_every),
        asked_at=at,
        asked_by_id=by.account_id,
    )
    request.text_hash = request_hash(request)
    request.save(force_insert=True)
    return request


def _refusal_of_name(agency: str) -> Refusal | None:
    if len(agency) > LONGEST_NAME or "\x00" in agency:
        return Refusal("too_long", f"Write a name of at most {LONGEST_NAME} characters.", "house", "agency")
    return None
