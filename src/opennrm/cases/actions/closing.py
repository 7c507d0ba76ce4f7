"""Closing a case without a decision, for a coded reason; a duplicate names the case it doubles."""

from __future__ import annotations

from datetime import datetime

from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.cases.actions.growing_up import is_adult_by_age
from opennrm.cases.actions.moving import keep_case, locked_case, move_case
from opennrm.cases.actions.stopping import stop_clocks
from opennrm.cases.models import Case
from opennrm.cases.visibility import visible_to
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import CaseClosed, DuplicateFound
from opennrm.mechanism.interruptions import ClosingReason, refusal_to_close
from opennrm.mechanism.references import reference_as_meant
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.stages import DECIDED_STAGES, ENDED_STAGES, Move
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for

OTHER_HAS_ENDED = Refusal(
    "other_case_has_ended",
    "The other case was withdrawn or closed, so this one cannot end in its favour. Reopen that one first, or keep this "
    "one open.",
    "house",
    "duplicate_of",
)


def close_case(reference: str, *, reason: str, duplicate_of: str = "", seen: int, by: Actor, at: datetime) -> None:
    """Close a case. Raises `NotYours`; `Refused` with the field that is wrong.

    A duplicate is closed in favour of another case that the actor may see, and both tell of it; nothing is merged.
    """
    with command():
        token = f"close:{reference}:{seen}"
        body = {"reason": reason, "duplicate_of": duplicate_of}
        if once(who=by.account_id, token=token, body=body, at=at) is not None:
            return
        meant = reference_as_meant(duplicate_of)
        if reason == ClosingReason.DUPLICATE:
            _lock_both(reference, meant)
        case = locked_case(reference, needs=Permission.MOVE_CASES, seen=seen, by=by, at=at)
        coded = ClosingReason(reason) if reason in set(ClosingReason) else None
        other = _other(case, meant, by=by, at=at) if coded is ClosingReason.DUPLICATE else None
        is_18 = coded is ClosingReason.TURNED_18_WITHOUT_CONSENT and is_adult_by_age(case, at)
        kind, is_decided = ReferralKind(case.kind), case.stage in DECIDED_STAGES
        known = other is not None
        refuse_if(refusal_to_close(coded, kind, is_known_duplicate=known, is_18=is_18, is_decided=is_decided))
        assert coded is not None  # noqa: S101 - the rule refused otherwise
        move_case(case, Move.CLOSE, rules_for(case.profile, case.received_on, at))
        stop_clocks(case, "closed", at=at, by=by.account_id)
        case.ended_because, case.ended_on = coded.value, legal_day(at)
        keep_case(case, "stage", "due_on", "ended_because", "ended_on")
        closed = CaseClosed(
            subject=reference, case=reference, reason=coded.value, closed_on=case.ended_on, duplicate_of=other
        )
        announce(closed, at=at, by=by.account_id)
        for told_in in (reference, other) if other else ():
            found = DuplicateFound(subject=told_in, case=told_in, duplicate=reference, original=other or "")
            announce(found, at=at, by=by.account_id)
        remember(who=by.account_id, token=token, result=case.stage)


def _lock_both(reference: str, other: str) -> None:
    """Lock both cases in the order of their references, so that two commands cannot wait for one another."""
    both = Case.objects.select_for_update().filter(reference__in=[reference, other]).order_by("reference")
    list(both.values_list("id", flat=True))


def _other(case: Case, meant: str, *, by: Actor, at: datetime) -> str | None:
    """The reference of the other case, if there is one that the actor may see.

    Raises `Refused` where that case has ended without a decision itself, as a duplicate or otherwise: one of the two
    must go on, or nobody decides about the person.
    """
    if meant == case.reference:
        return None
    other = Case.objects.filter(visible_to(by, at), reference=meant).first()
    if other is not None and other.stage in ENDED_STAGES:
        raise Refused(OTHER_HAS_ENDED)
    return other.reference if other else None
