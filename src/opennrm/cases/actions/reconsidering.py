"""A negative decision is looked at again: asked for, and then made afresh or left to stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from opennrm.audit.once import once
from opennrm.audit.record import announce, command
from opennrm.cases.actions.bars import deadline_of, newest_clock, override_of
from opennrm.cases.actions.clocks import meet_clock, start_clock
from opennrm.cases.actions.dropping import drop_clock
from opennrm.cases.actions.grounds import grounds_of
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import keep_case, locked_case, move_case
from opennrm.cases.models import Case, Decision
from opennrm.cases.models import ReconsiderationRequest as Kept
from opennrm.cases.parties import parties_of
from opennrm.cases.texts import answer_hash, reconsideration_hash
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import ReconsiderationAccepted, ReconsiderationRefused, ReconsiderationRequested
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.reconsideration import ReconsiderationRequest, refusal_to_refuse, refusal_to_request
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.stages import Move
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import Nation
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for

NO_PART = Refusal(
    "requester_has_no_part",
    "Nobody has a part in this case as whom you chose. Add a party first, or choose who it was that asked.",
    "RECON-ANNEX",
    "requester",
)


def request_reconsideration(
    reference: str,
    *,
    requester: str,
    grounds: Sequence[str],
    words: str,
    on: date | None,
    facing_removal: bool,
    seen: int,
    by: Actor,
    at: datetime,
) -> None:
    """Record that somebody asks for the negative decision that was served to be looked at again.

    Raises `NotYours`, and `Refused` naming the field that is wrong, or where nobody may ask, or no longer.
    """
    if on is None or on > legal_day(at):
        raise Refused(Refusal("no_day", "Give the day on which they asked: today or earlier.", "house", "on-day"))
    if not words.strip():
        raise Refused(Refusal("no_words", "Write what the request says.", "house", "words"))
    refuse_if(refusal_of_length(words, "words"))
    with command():
        body = {"requester": requester, "grounds": list(grounds), "words": words, "on": on}
        if once(who=by.account_id, token=f"reconsider:{reference}:{seen}", body=body, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        version = rules_for(case.profile, case.received_on, at)
        move_case(case, Move.REQUEST_RECONSIDERATION, version)
        asked = ReconsiderationRequest(
            requester=requester, grounds=tuple(grounds), asked_on=on, facing_removal=facing_removal
        )
        _refuse_what_is_not_open(case, asked, version)
        decision = _served(case)
        kept = Kept.objects.create(
            case=case,
            decision=decision,
            requester=requester,
            grounds=list(grounds),
            words=words,
            text_hash=reconsideration_hash(requester, grounds, words, on),
            requested_on=on,
            recorded_at=at,
            recorded_by_id=by.account_id,
            state="requested",
        )
        meet_clock(case, Rule.RECONSIDERATION_REQUEST, at=at, by=by.account_id)
        keep_case(case, "stage", "due_on")
        told = ReconsiderationRequested(
            subject=case.reference,
            case=case.reference,
            decision=decision.kind,
            requester=requester,
            grounds=tuple(grounds),
            requested_on=on,
            text_hash=kept.text_hash,
        )
        announce(told, at=at, by=by.account_id)


def accept_reconsideration(reference: str, *, answer: str, seen: int, by: Actor, at: datetime) -> None:
    """Let the decision be made afresh: what was served no longer stands, and its clock begins again today.

    Raises `NotYours` and `Refused`.
    """
    refuse_if(refusal_of_length(answer, "answer"))
    with command():
        if once(who=by.account_id, token=f"accept:{reference}:{seen}", body={"answer": answer}, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        version = rules_for(case.profile, case.received_on, at)
        move_case(case, Move.ACCEPT_RECONSIDERATION, version)
        kept = _answered(case, "accepted", "", answer, by=by, at=at)
        decision = kept.decision
        decision.state = "reconsidered"
        decision.save(update_fields=["state"])
        grounds = grounds_of(decision)
        columns = grounds.set_outcome(case, "", None)
        told = ReconsiderationAccepted(
            subject=case.reference, case=case.reference, decision=decision.kind, text_hash=kept.answer_hash
        )
        drop_clock(case, Rule.EXIT_PERIOD, "reconsideration", at=at, by=by.account_id)
        afresh = rules_for(case.profile, legal_day(at), at)
        if grounds.met in afresh.time_limits:
            start_clock(case, grounds.met, legal_day(at), afresh, at=at, by=by.account_id)
        # Saved first: what follows asks where the case stands, and sends what a negative decision held back.
        keep_case(case, "stage", "due_on", *columns)
        announce(told, at=at, by=by.account_id)


def refuse_reconsideration(reference: str, *, reason: str, answer: str, seen: int, by: Actor, at: datetime) -> None:
    """Let the decision stand, for a coded reason and in words. Raises `NotYours` and `Refused`."""
    refuse_if(refusal_to_refuse(reason, answer) or refusal_of_length(answer, "answer"))
    with command():
        body = {"reason": reason, "answer": answer}
        if once(who=by.account_id, token=f"refuse:{reference}:{seen}", body=body, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        move_case(case, Move.REFUSE_RECONSIDERATION, rules_for(case.profile, case.received_on, at))
        kept = _answered(case, "refused", reason, answer, by=by, at=at)
        keep_case(case, "stage")
        told = ReconsiderationRefused(
            subject=case.reference,
            case=case.reference,
            decision=kept.decision.kind,
            reason=reason,
            text_hash=kept.answer_hash,
        )
        announce(told, at=at, by=by.account_id)


def _refuse_what_is_not_open(case: Case, asked: ReconsiderationRequest, version: ProfileVersion) -> None:
    """The right and its window are those of the day on which the negative was served."""
    clock = newest_clock(case, Rule.RECONSIDERATION_REQUEST)
    if clock is None:
        raise Refused(Refusal("no_window", "Nothing was served in this case that can be looked at again.", "house"))
    began_under = rules_for(case.profile, clock.starts_on, clock.started_at)
    window = deadline_of(clock, began_under, Nation(case.nation))
    if asked.asked_on < clock.starts_on:
        because = "The request cannot have come before the decision was served: check the day."
        raise Refused(Refusal("before_it_was_served", because, "house", "on-day"))
    refuse_if(refusal_to_request(began_under, asked, window, override_of(case, Rule.RECONSIDERATION_REQUEST)))
    if not any(asked.requester == part.value for party in parties_of(case.id) for part in party.parts):
        raise Refused(NO_PART)


def _served(case: Case) -> Decision:
    return Decision.objects.filter(case=case, state="served", outcome="negative").order_by("-served_at")[0]


def _answered(case: Case, state: str, reason: str, answer: str, *, by: Actor, at: datetime) -> Kept:
    kept: Kept = Kept.objects.select_related("decision").get(case=case, state="requested")
    changed: dict[str, Any] = {
        "state": state,
        "reason": reason,
        "answer": answer or None,
        "answer_hash": answer_hash(kept.id, reason, answer),
        "answered_at": at,
        "answered_by_id": by.account_id,
    }
    for name, value in changed.items():
        setattr(kept, name, value)
    kept.save()
    return kept
