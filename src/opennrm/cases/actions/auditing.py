"""Somebody of the central authority looks at what a local panel decided, and records what they found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.independent_reviews import who_had_a_part
from opennrm.cases.local_panels import audit_of, waits_for_audit
from opennrm.mechanism.events import LocalPanelAudited
from opennrm.mechanism.panels.auditing import QUESTIONS, refusal_to_audit
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission

NOT_DECIDED = Refusal("no_local_panel_decided", "No local panel has decided this case.", "DDM24")


def audit_local_panel(reference: str, answers: Mapping[str, str], *, seen: int, by: Actor, at: datetime) -> None:
    """Record what was found: yes or no to each question. What is wrong is told in a note and mended by its own way.

    Raises `NotYours`; `Refused` for who had a part in the case, before the panel decided, and where it was done.
    """
    with command():
        token = f"audit_local_panel:{reference}:{seen}"
        if once(who=by.account_id, token=token, body=dict(answers), at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.CHECK_DECISIONS, seen=seen, by=by, at=at)
        is_done = audit_of(reference) is not None
        if not is_done and not waits_for_audit(case.profile, case.stage, reference):
            raise Refused(NOT_DECIDED)
        part = [str(each) for each in who_had_a_part(reference)]
        refuse_if(refusal_to_audit(answers, str(by.account_id), part, is_done=is_done))
        found = tuple(question.key for question in QUESTIONS if answers[question.key] == "no")
        audited = LocalPanelAudited(subject=reference, case=reference, satisfied=not found, found=found)
        announce(audited, at=at, by=by.account_id)
        remember(who=by.account_id, token=token, result="audited")
