"""What this actor can do next with a case, as the buttons of its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from opennrm.cases.actions.grounds import GROUNDS
from opennrm.cases.independent_reviews import ReviewRead, is_answer_owed
from opennrm.cases.local_panels import is_before_local_panel, waits_for_audit
from opennrm.cases.panels import confirms
from opennrm.cases.queries import CaseRead, DecisionRead
from opennrm.mechanism.stages import Stage
from opennrm.mechanism.vocabulary import DecisionKind, ReferralKind
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.web.cases.moving import moves_for, next_moves
from opennrm.web.cases.panels import panel_in

SECONDARY = "govuk-button--secondary"


def actions_for(
    case: CaseRead, decisions: Sequence[DecisionRead], actor: Actor, reviews: Sequence[ReviewRead] = ()
) -> list[dict[str, Any]]:
    """The buttons in groups: what comes next, the work in the case, and what changes its course, which is rare and
    stands last. The rules are asked again when one is pressed."""
    may = actor.permissions_in(case.owner_team_id)
    next_steps = next_moves(case, actor)
    for kind in DecisionKind:
        next_steps += _of_a_decision(kind, case, decisions, actor, is_owed=is_answer_owed(reviews, kind))
    next_steps += _of_a_reconsideration(case, may)
    if Permission.CHECK_DECISIONS in may and waits_for_audit(case.profile, case.stage, case.reference):
        next_steps.append(button("Look at what the local panel decided", "audit_local_panel", case))
    groups = (
        ("Next step", next_steps),
        ("Work on the case", _work(case, may)),
        ("Change the course of the case", moves_for(case, actor)),
    )
    return [{"title": title, "actions": actions} for title, actions in groups if actions]


def _work(case: CaseRead, may: frozenset[Permission]) -> list[dict[str, Any]]:
    """The buttons of the daily work, which leave the case where it stands."""
    found = []
    if Permission.DECIDE in may and case.owner_id is None:
        found.append(button("Take the case", "take_case", case, SECONDARY, post=True))
    if Permission.ALLOCATE in may:
        found.append(button("Say who holds the case", "allocate_case", case, SECONDARY))
    if Permission.ADD_EVIDENCE in may:
        found.append(button("Add evidence", "add_evidence", case, SECONDARY))
        found.append(button("Requests for information", "requests", case, SECONDARY))
    if Permission.MARK_RECORDS in may:
        found.append(button("Disclosures and holds", "disclosures", case, SECONDARY))
    if Permission.GIVE_OWN_PAGE in may:
        found.append(button("A page for the person", "case_own_page", case, SECONDARY))
    if case.reasonable_grounds == "positive":
        found.append(button("Recovery period", "recovery", case, SECONDARY))
    if Permission.DECIDE in may and case.stage == Stage.CONCLUSIVE_GROUNDS_POSITIVE:
        found.append(button("Leave to stay", "leave_to_stay", case, SECONDARY))
    return found


def _of_a_decision(
    kind: DecisionKind, case: CaseRead, decisions: Sequence[DecisionRead], actor: Actor, *, is_owed: bool
) -> list[dict[str, Any]]:
    """The buttons of one of the two decisions."""
    may, found = actor.permissions_in(case.owner_team_id), []
    standing = next((d for d in reversed(decisions) if d.state == "put_forward" and d.kind == kind.value), None)
    is_checked = case.stage in GROUNDS[kind].countersigned
    is_to_serve = case.stage in {f"{kind.value}_checked", f"{kind.value}_reviewed"} and Permission.DECIDE in may
    if is_to_serve and is_owed:
        found.append(button("Answer the reviewers and serve the decision", f"answer_and_serve_{kind.value}", case))
    elif is_to_serve:
        found.append(button("Serve the decision", f"serve_{kind.value}", case, post=True))
    if case.stage == f"{DecisionKind.REASONABLE_GROUNDS.value}_pending" == f"{kind.value}_pending":
        found += _of_a_local_panel(case, may)
    if case.stage.startswith(kind.value) and panel_in(case):
        found += _of_a_panel(kind, case, may, actor)
    elif case.stage == Stage(f"{kind.value}_to_check") and standing and _may_check(standing, may, actor):
        found.append(button("Check the decision", f"check_{kind.value}", case))
    elif Permission.DECIDE in may and case.stage == Stage(f"{kind.value}_pending"):
        found.append(button(f"Decide on {kind.value.replace('_', ' ')}", kind.value, case))
    if Permission.DECIDE in may and standing and (is_checked or standing.written_by_id == actor.account_id):
        found.append(button("Change the decision", kind.value, case, SECONDARY))
    return found


def _of_a_local_panel(case: CaseRead, may: frozenset[Permission]) -> list[dict[str, Any]]:
    """The button by which a child's case goes to the panel of their area or comes back, where there are such panels."""
    if Permission.DECIDE not in may or case.kind != ReferralKind.CHILD or not settings.CHILD_PANELS:
        return []
    if is_before_local_panel(case.profile):
        return [button("Have it back from the local panel", "return_from_local_panel", case, SECONDARY)]
    return [button("Send to the local panel", "send_to_local_panel", case, SECONDARY)]


def _of_a_panel(kind: DecisionKind, case: CaseRead, may: frozenset[Permission], actor: Actor) -> list[dict[str, Any]]:
    """The buttons where a panel decides: of the unit that convenes it, and of those who were there."""
    if case.stage == f"{kind.value}_to_check" and confirms(actor.account_id, case.reference):
        return [button("Say whether this is what the panel decided", "confirm_panel_decision", case)]
    of_the_unit = {
        f"{kind.value}_pending": ("Put before a panel", "put_before_panel", ""),
        f"{kind.value}_before_panel": ("Take from the panel", "take_from_panel", SECONDARY),
        f"{kind.value}_panel_decided": ("Write down what the panel decided", kind.value, ""),
    }
    if Permission.DECIDE not in may or case.stage not in of_the_unit:
        return []
    text, name, classes = of_the_unit[case.stage]
    return [button(text, name, case, classes)]


def _of_a_reconsideration(case: CaseRead, may: frozenset[Permission]) -> list[dict[str, Any]]:
    """The buttons around a negative that was served."""
    found = []
    negative, asked = case.stage.endswith("_grounds_negative"), case.stage.endswith("_grounds_reconsideration")
    if negative and Permission.DECIDE in may:
        found.append(button("Record a request for reconsideration", "request_reconsideration", case, SECONDARY))
    if asked and Permission.DECIDE in may:
        found.append(button("Answer the request for reconsideration", "answer_reconsideration", case))
    if negative and Permission.OVERRIDE_BARS in may:
        found.append(button("Give leave to cross a bar", "override_bar", case, SECONDARY))
    return found


def _may_check(standing: DecisionRead, may: frozenset[Permission], actor: Actor) -> bool:
    return Permission.CHECK_DECISIONS in may and standing.written_by_id != actor.account_id


def button(text: str, name: str, case: CaseRead, classes: str = "", *, post: bool = False) -> dict[str, Any]:
    """A button that leads to a page of the case, or sends its form."""
    href = reverse(name, kwargs={"reference": case.reference})
    return {"text": text, "href": href, "classes": classes, "post": post}
