"""What pages show of disqualification, and its two forms, drawn with what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opennrm.cases.queries import CaseRead
from opennrm.cases.second_stage import DisqualificationRead, SecondStage
from opennrm.mechanism.disqualification import DisqualificationOutcome, refusal_to_disqualify
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.stages import Stage
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.acting import SECONDARY, button
from opennrm.web.cases.recovery_forms import form, version_of
from opennrm.web.errors import PageError
from opennrm.web.form_fields import Fields, Typed, choices_of

Errors = Sequence[PageError]


def actions(case: CaseRead, version: ProfileVersion, stage: SecondStage, actor: Actor) -> list[dict[str, Any]]:
    """The button to propose one, or to check what waits; none for who proposed it, or where there can be none."""
    may, waits = actor.permissions_in(case.owner_team_id), waiting(stage)
    if waits is not None:
        if Permission.CHECK_DECISIONS in may and waits.proposed_by_id != actor.account_id:
            return [button("Check what is proposed about disqualification", "check_disqualification", case)]
        return []
    refused = refusal_to_disqualify(version, Stage(case.stage), case.reasonable_grounds)
    if refused or Permission.DECIDE not in may:
        return []
    return [button("Look at disqualification", "propose_disqualification", case, SECONDARY)]


def waiting(stage: SecondStage) -> DisqualificationRead | None:
    """The proposal that waits to be checked."""
    return next((each for each in stage.disqualifications if each.state == "proposed"), None)


def short(stage: SecondStage) -> list[dict[str, Any]]:
    """What the page of the case says: what was proposed or decided last."""
    if not stage.disqualifications:
        return []
    last = stage.disqualifications[-1]
    return [wording.row("Disqualification", wording.code(last.outcome), _standing(last))]


def rows(stage: SecondStage) -> list[dict[str, Any]]:
    """Every proposal with its assessment and its check, the newest first."""
    return [
        wording.row(
            f"{wording.code(each.outcome)}: {each.ground.replace('_', ' ')}",
            *each.why.splitlines(),
            "",
            *each.need.splitlines(),
            "",
            f"Proposed {wording.moment(each.proposed_at)} by {each.proposed_by}",
            _standing(each),
            *(each.remark or "").splitlines(),
        )
        for each in reversed(stage.disqualifications)
    ]


def proposal(case: CaseRead, version: ProfileVersion, typed: Typed, errors: Errors) -> dict[str, Any]:
    """What is proposed, on which ground, and the assessment of this one person."""
    fields = Fields(typed, errors)
    grounds = [(ground, wording.code(ground)) for ground in version.disqualification]
    asked = [
        fields.radios("outcome", "What do you propose?", choices_of(DisqualificationOutcome)),
        fields.radios("ground", "Which ground did you look at?", grounds),
        fields.text("why", "Which evidence shows that the ground is met, or is not?", rows=6),
        fields.text("need", "How does this person's need of protection weigh against it?", rows=6),
    ]
    lines = [
        "Nobody must be disqualified: it is weighed for each person. Nothing changes before somebody else agrees. "
        "If they do, the person is written to, and what you write here goes with it.",
    ]
    return form(
        case,
        "Look at disqualification",
        asked,
        errors,
        lines=lines,
        button="Send it to be checked",
        version=version_of(case, typed, errors),
    )


def check(case: CaseRead, put: DisqualificationRead | None, typed: Typed, errors: Errors) -> dict[str, Any]:
    """What is proposed, and whether the second officer agrees."""
    fields = Fields(typed, errors)
    asked = [
        fields.radios(
            "agreed", "Do you agree?", (("yes", "Yes: it is decided so"), ("no", "No: return it with a remark"))
        ),
        fields.text("remark", "What should be looked at again? (if you return it)", rows=4),
    ]
    read = (
        []
        if put is None
        else [
            wording.row("Proposed", wording.code(put.outcome)),
            wording.row("Ground", wording.code(put.ground)),
            wording.row("Evidence", *put.why.splitlines()),
            wording.row("Need of protection", *put.need.splitlines()),
            wording.row("By", put.proposed_by),
        ]
    )
    return form(
        case,
        "Check what is proposed about disqualification",
        asked,
        errors,
        rows=read,
        button="Record it",
        version=version_of(case, typed, errors),
    )


def _standing(each: DisqualificationRead) -> str:
    if each.checked_at is None:
        return "Waits for a second officer: nothing has changed yet"
    return f"{wording.code(each.state)} {wording.moment(each.checked_at)} by {each.checked_by}"
