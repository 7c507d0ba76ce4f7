"""Passing a case to another authority: everything about the record stays, and with it its day of receipt."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.asking import as_the_house
from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.cases.actions.giving_access import end_access, give_access
from opennrm.cases.actions.moving import keep_case, locked_case, move_case
from opennrm.cases.actions.restricting import keep_somebody_on_the_list
from opennrm.cases.actions.tasks import pass_task
from opennrm.cases.models import Case, CaseAccess, Task
from opennrm.cases.team import colleagues_for
from opennrm.mechanism.events import CaseTransferred, Event
from opennrm.mechanism.need_to_know import Because
from opennrm.mechanism.panels.deciding import refusal_to_handle, who_handles
from opennrm.mechanism.refusal import refuse_if
from opennrm.mechanism.routing import refusal_to_transfer
from opennrm.mechanism.stages import Move, Stage
from opennrm.mechanism.vocabulary import DecisionKind, Outcome, ReferralKind
from opennrm.partners.access import Actor
from opennrm.partners.receiving import receiving_team
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for


def transfer_case(reference: str, *, to_authority: str, seen: int, by: Actor, at: datetime) -> None:
    """Pass a case to the receiving team of another authority of its profile; its clocks run on.

    The team that held it sees it no longer, and nobody holds it until somebody of the new team takes it. What waits to
    be done passes to the new team; its notes do not. Raises `NotYours`; `Refused` where the authority does not take it,
    or has no team here.
    """
    with command():
        token = f"transfer:{reference}:{seen}"
        if once(who=by.account_id, token=token, body={"to": to_authority}, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.MOVE_CASES, seen=seen, by=by, at=at)
        version = rules_for(case.profile, case.received_on, at)
        kind = ReferralKind(case.kind)
        decides = DecisionKind.CONCLUSIVE_GROUNDS if is_past_first(case) else DecisionKind.REASONABLE_GROUNDS
        refuse_if(refusal_to_transfer(version, kind, case.authority, to_authority, decides))
        move_case(case, Move.TRANSFER, version)
        with as_the_house():  # from here on it is no longer the actor's
            _pass(case, to_authority, by=by.account_id, at=at)
        remember(who=by.account_id, token=token, result=reference)


def is_past_first(case: Case) -> bool:
    """Is the second decision the one that a case waits for?"""
    return case.stage in (Stage.RECOVERY.value, Stage.CONCLUSIVE_GROUNDS_PENDING.value)


def pass_on_to_who_decides_next(event: Event, at: datetime, by: UUID | None) -> None:
    """A case whose first decision was positive passes to the authority that has the second. A consequence.

    Where leads decide first, the case goes on to the unit that convenes the panel, and nobody can forget it.
    Source: seed-0.
    """
    if event.facts().get("outcome", Outcome.POSITIVE) != Outcome.POSITIVE:
        return
    assert by is not None  # noqa: S101 - nobody but a person decides
    case = Case.objects.select_for_update().get(reference=event.subject)
    version = rules_for(case.profile, case.received_on, at)
    if refusal_to_handle(version, case.authority, DecisionKind.CONCLUSIVE_GROUNDS) is None:
        return
    move_case(case, Move.TRANSFER, version)
    _pass(case, who_handles(version, DecisionKind.CONCLUSIVE_GROUNDS).key, by=by, at=at)


def _pass(case: Case, to_authority: str, *, by: UUID, at: datetime) -> None:
    team_id = receiving_team(to_authority)
    passed = CaseTransferred(
        subject=case.reference,
        case=case.reference,
        from_authority=case.authority,
        to_authority=to_authority,
        owner_team=str(team_id),
    )
    _pass_access(case, team_id, by=by, at=at)
    case.authority, case.owner_team_id, case.owner_id = to_authority, team_id, None
    keep_case(case, "authority", "owner_team", "owner")
    keep_somebody_on_the_list(case, by=by, at=at)
    announce(passed, at=at, by=by)
    _pass_tasks(case, by=by, at=at)


def _pass_access(case: Case, team_id: UUID, *, by: UUID, at: datetime) -> None:
    """Nobody of the old team sees the case by name either; a restricted one is listed to who restricts in the new.

    The page of the person themselves stays theirs: they are told where the case went.
    """
    end_access(CaseAccess.objects.filter(case=case).exclude(because=Because.OWN_PAGE), by=by, at=at)
    give_access(case, team_id, Because.OWNER_TEAM, by=by, at=at)


def _pass_tasks(case: Case, *, by: UUID, at: datetime) -> None:
    """Give every task that waits to who now holds the case, else to who shares out the work of the new team.

    Where nobody in the new team can do tasks they stay with whom they were: there is nobody to give them to.
    """
    doing = [each.id for each in colleagues_for(case, Permission.WORK_ON_CASES, at)]
    sharing_out = [each.id for each in colleagues_for(case, Permission.ALLOCATE, at)]
    holds = Case.objects.values_list("owner_id", flat=True).get(id=case.id)
    # A rule of the new team may have given the case to somebody as it came.
    to = next((each for each in (holds, *sharing_out, *doing) if each in doing), None)
    if to is None:
        return
    for task in Task.objects.filter(case=case, done_at__isnull=True).exclude(assignee_id__in=doing).order_by("id"):
        pass_task(case, task, to=to, by=by, at=at)
