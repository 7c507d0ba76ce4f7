"""Recording what speaks against in a case, and what weight an officer gives to its points before they decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from opennrm.audit.once import FIRST_WAS_KEPT, once
from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_length, refusal_of_text
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.models import AdversePoint, Case, PointsWeighed
from opennrm.cases.reasons import addressed_in, evidence_to_name, points_of
from opennrm.cases.texts import adverse_hash, weighed_hash
from opennrm.mechanism.decision_points import AdverseKind, refusal_of_unaddressed
from opennrm.mechanism.events import AdversePointAdded, PointsAddressed
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission

NO_POINT = Refusal("no_point", "Choose the points that you address. One that is not listed is gone.", "house", "points")
NO_EVIDENCE = Refusal("no_evidence", "Choose on what in the case this rests.", "house", "rests_on")
LONGEST_GUIDANCE = 500


def add_adverse_point(
    reference: str, *, kind: str, text: str, source: str, by: Actor, at: datetime, token: str | None = None
) -> None:
    """Record something that speaks against, and where it comes from. Raises `NotYours`; `Refused` with the field."""
    if kind not in set(AdverseKind):
        raise Refused(Refusal("no_kind", "Choose what speaks against.", "house", "kind"))
    refuse_if(refusal_of_text(text, "text", "Write what speaks against."))
    refuse_if(refusal_of_text(source, "source", "Write where this comes from."))
    with command():
        body = {"kind": kind, "text": text, "source": source}
        named = f"adverse:{reference}:{token}"
        if token and once(who=by.account_id, token=named, body=body, at=at, changed=FIRST_WAS_KEPT) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=None, by=by, at=at)
        row = AdversePoint(case=case, kind=kind, text=text, source=source, added_at=at, added_by_id=by.account_id)
        row.text_hash = adverse_hash(row)
        row.save(force_insert=True)
        added = AdversePointAdded(subject=reference, case=reference, point_kind=kind, text_hash=row.text_hash)
        announce(added, at=at, by=by.account_id)


def address_points(
    reference: str,
    *,
    kind: DecisionKind,
    points: Sequence[str],
    text: str,
    rests_on: Sequence[str],
    guidance: str = "",
    by: Actor,
    at: datetime,
    token: str | None = None,
) -> None:
    """Say what weight is given to one or several points for a decision, and why.

    `points` and `rests_on` are keys. It does not change the version of the case: it undoes nobody's decision.
    Raises `NotYours`; `Refused` naming the field that is wrong.
    """
    refuse_if(refusal_of_text(text, "text", "Write what weight you give to it, and why."))
    refuse_if(refusal_of_length(guidance, "guidance", LONGEST_GUIDANCE))
    with command():
        body = {
            "kind": kind.value,
            "points": list(points),
            "text": text,
            "rests_on": list(rests_on),
            "guidance": guidance,
        }
        named = f"address:{reference}:{token}"
        if token and once(who=by.account_id, token=named, body=body, at=at, changed=FIRST_WAS_KEPT) is not None:
            return
        case = locked_case(reference, needs=Permission.DECIDE, seen=None, by=by, at=at)
        known, evidence = {point.key for point in points_of(case.id, reference)}, evidence_to_name(case.id)
        if not points or not set(points) <= known:
            raise Refused(NO_POINT)
        if not rests_on or not set(rests_on) <= set(evidence):
            raise Refused(NO_EVIDENCE)
        row = PointsWeighed(
            case=case,
            kind=kind.value,
            points="\n".join(dict.fromkeys(points)),
            text=text,
            rests_on="\n".join(evidence[key] for key in dict.fromkeys(rests_on)),
            guidance=guidance or None,
            weighed_at=at,
            weighed_by_id=by.account_id,
        )
        row.text_hash = weighed_hash(row)
        row.save(force_insert=True)
        addressed = PointsAddressed(subject=reference, case=reference, decision=kind.value, text_hash=row.text_hash)
        announce(addressed, at=at, by=by.account_id)


def refusal_of_points(case: Case, kind: DecisionKind) -> Refusal | None:
    """Why a decision may not be written in a locked case: a point that was not addressed; None if there is none."""
    return refusal_of_unaddressed(points_of(case.id, case.reference), addressed_in(case.id, kind))
