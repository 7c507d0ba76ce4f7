"""What this actor can do next with a case, as the buttons of its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from opennrm.cases.queries import CaseRead, DecisionRead
from opennrm.mechanism.stages import Stage
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.web.cases.moving import moves_for

SECONDARY = "govuk-button--secondary"


def actions_for(case: CaseRead, decisions: Sequence[DecisionRead], actor: Actor) -> list[dict[str, Any]]:
    """The buttons, the most likely first. The rules are asked again when one is pressed."""
    may = actor.permissions_in(case.owner_team_id)
    found: list[dict[str, Any]] = []
    standing = next((d for d in reversed(decisions) if d.state == "put_forward"), None)
    if case.stage == Stage.REASONABLE_GROUNDS_CHECKED and Permission.DECIDE in may:
        found.append(_button("Serve the decision", "serve_reasonable_grounds", case, post=True))
    if case.stage == Stage.REASONABLE_GROUNDS_TO_CHECK and standing and _may_check(standing, may, actor):
        found.append(_button("Check the decision", "check_reasonable_grounds", case))
    if Permission.DECIDE in may:
        found += _of_a_caseworker(case, standing, actor)
    if Permission.ALLOCATE in may:
        found.append(_button("Say who holds the case", "allocate_case", case, SECONDARY))
    if Permission.ADD_EVIDENCE in may:
        found.append(_button("Add evidence", "add_evidence", case, SECONDARY))
    return found + moves_for(case, actor)


def _of_a_caseworker(case: CaseRead, standing: DecisionRead | None, actor: Actor) -> list[dict[str, Any]]:
    found = []
    if case.stage == Stage.REASONABLE_GROUNDS_PENDING:
        found.append(_button("Decide on reasonable grounds", "reasonable_grounds", case))
    elif standing and (case.stage == Stage.REASONABLE_GROUNDS_CHECKED or standing.written_by_id == actor.account_id):
        found.append(_button("Change the decision", "reasonable_grounds", case, SECONDARY))
    if case.owner_id is None:
        found.append(_button("Take the case", "take_case", case, SECONDARY, post=True))
    return found


def _may_check(standing: DecisionRead, may: frozenset[Permission], actor: Actor) -> bool:
    return Permission.CHECK_DECISIONS in may and standing.written_by_id != actor.account_id


def _button(text: str, name: str, case: CaseRead, classes: str = "", *, post: bool = False) -> dict[str, Any]:
    href = reverse(name, kwargs={"reference": case.reference})
    return {"text": text, "href": href, "classes": classes, "post": post}
