"""Closing a case without a decision, for a coded reason; a duplicate names the case it doubles."""

from __future__ import annotations

from datetime import datetime

from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.cases.actions.growing_up import is_adult_by_age
from opennrm.cases.actions.moving import keep_case, locked_case, move_case
from opennrm.cases.actions.stopping import stop_clocks
from opennrm.cases.models import Case
from opennrm.cases.queries import visible_to
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import CaseClosed, DuplicateFound
from opennrm.mechanism.interruptions import ClosingReason, refusal_to_close
from opennrm.mechanism.references import reference_as_meant
from opennrm.mechanism.refusal import refuse_if
from opennrm.mechanism.stages import Move
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for


def close_case(reference: str, *, reason: str, duplicate_of: str = "", seen: int, by: Actor, at: datetime) -> None:
    """Close a case. Raises `NotYours`; `Refused` with the field that is wrong.

    A duplicate is closed in favour of another case that the actor may see, and both tell of it; nothing is merged.
    """
    with command():
        token = f"close:{reference}:{seen}"
        body = {"reason": reason, "duplicate_of": duplicate_of}
        if once(who=by.account_id, token=token, body=body, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.MOVE_CASES, seen=seen, by=by, at=at)
        coded = ClosingReason(reason) if reason in set(ClosingReason) else None
        other = _other(case, duplicate_of, by=by, at=at) if coded is ClosingReason.DUPLICATE else None
        is_18 = coded is ClosingReason.TURNED_18_WITHOUT_CONSENT and is_adult_by_age(case, at)
        kind = ReferralKind(case.kind)
        refuse_if(refusal_to_close(coded, kind, is_known_duplicate=other is not None, is_18=is_18))
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


def _other(case: Case, typed: str, *, by: Actor, at: datetime) -> str | None:
    """The reference of the other case, if there is one that the actor may see."""
    meant = reference_as_meant(typed)
    if meant == case.reference:
        return None
    return Case.objects.filter(visible_to(by, at), reference=meant).values_list("reference", flat=True).first()
