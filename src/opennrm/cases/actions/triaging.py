"""Triage by hand: somebody looked at what spoke for it, and the case goes on to its decision."""

from __future__ import annotations

from datetime import datetime

from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.cases.actions.moving import keep_case, locked_case, move_case
from opennrm.mechanism.events import CaseAccepted
from opennrm.mechanism.stages import Move
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for


def accept_case(reference: str, *, seen: int, by: Actor, at: datetime) -> None:
    """Let a case that waits at triage go on. Raises `NotYours` and `Refused`.

    The other ways out of triage are those of any case: closed as a duplicate or out of scope, or passed on.
    """
    with command():
        token = f"accept:{reference}:{seen}"
        if once(who=by.account_id, token=token, body={}, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.MOVE_CASES, seen=seen, by=by, at=at)
        move_case(case, Move.ACCEPT, rules_for(case.profile, case.received_on, at))
        keep_case(case, "stage")
        announce(CaseAccepted(subject=reference, case=reference), at=at, by=by.account_id)
        remember(who=by.account_id, token=token, result=case.stage)
