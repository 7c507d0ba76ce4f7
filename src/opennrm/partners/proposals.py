"""Roles that wait for a second administrator: the list of them, and settling one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import RoleSettled
from opennrm.mechanism.refusal import Refusal, refuse_if
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.apart import refusal_to_hold_in
from opennrm.partners.giving_roles import hold, holds, refusal_to_hold_together
from opennrm.partners.holding import refusal_without_team
from opennrm.partners.models import Account, RoleProposed
from opennrm.partners.roles import ROLES, Permission

OWN_PROPOSAL = Refusal(
    code="own_proposal",
    because="Somebody else confirms what you proposed. You can take it back.",
    source="house",
    field="answer",
)
FOR_YOURSELF = Refusal(
    code="not_yourself",
    because="Nobody changes their own roles. Ask another administrator of your organisation.",
    source="house",
    field="answer",
)
CLOSED = Refusal(code="account_closed", because="This account is closed, so it holds no role.", source="house")
ANSWERS = ("confirm", "refuse")


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A role that waits for a second administrator."""

    id: UUID
    account_id: UUID
    name: str
    role: str
    team: str | None
    proposed_by: str
    proposed_by_id: UUID
    proposed_at: datetime


def proposals_of(actor: Actor) -> list[ProposalRow]:
    """The roles that wait in the actor's own organisation, the oldest first. Raises `NotYours`."""
    if refusal_to_act(actor, Permission.INVITE) is not None:
        raise NotYours
    rows = RoleProposed.objects.filter(account__organisation_id=actor.organisation_id, settled_at=None)
    columns = (
        "id",
        "account_id",
        "account__name",
        "role",
        "team__name",
        "proposed_by__name",
        "proposed_by_id",
        "proposed_at",
    )
    found = [ProposalRow(*row) for row in rows.order_by("proposed_at", "id").values_list(*columns)]
    return [each for each in found if each.role in ROLES]


def proposal_of(actor: Actor, proposal_id: UUID) -> ProposalRow:
    """One of them. Raises `NotYours`."""
    found = next((each for each in proposals_of(actor) if each.id == proposal_id), None)
    if found is None:
        raise NotYours
    return found


def settle_role(proposal_id: UUID, *, answer: str, by: Actor, at: datetime) -> None:
    """Confirm a role that another administrator proposed, or refuse it (whoever proposed it takes it back so).

    Raises `NotYours` where no such proposal waits here; `Refused` (field `answer`) for one's own proposal or role, and
    where the role can no longer be held. Of two at once one settles it.
    """
    refuse_if(refusal_to_act(by, Permission.INVITE))
    refuse_if(None if answer in ANSWERS else Refusal("no_answer", "Choose one.", "house", "answer"))
    with command():
        # The account before the proposal, as everything that gives a role locks them: of two roles that nobody may hold
        # together, settled at the same time, the second one finds the first.
        waiting = RoleProposed.objects.filter(id=proposal_id).values("account_id")
        list(Account.objects.select_for_update(no_key=True).filter(id__in=waiting).values_list("id"))
        rows = RoleProposed.objects.select_for_update(of=("self",)).select_related("account__organisation")
        row = rows.filter(id=proposal_id, settled_at=None, account__organisation_id=by.organisation_id).first()
        if row is None:
            raise NotYours
        refuse_if(FOR_YOURSELF if row.account_id == by.account_id else None)
        is_confirmed = answer == "confirm"
        if is_confirmed:
            refuse_if(OWN_PROPOSAL if row.proposed_by_id == by.account_id else None)
            _refuse_if_it_cannot_be_held(row, at)
        row.settled_at, row.settled_by_id, row.confirmed = at, by.account_id, is_confirmed
        row.save(update_fields=["settled_at", "settled_by", "confirmed"])
        told = RoleSettled(
            subject=str(row.account_id), role=row.role, organisation=by.organisation_slug, confirmed=is_confirmed
        )
        announce(told, at=at, by=by.account_id)
        if is_confirmed and not holds(row.account, row.role, row.team_id):
            hold(row.account, row.role, row.team_id, by=by.account_id, at=at, seconded=True)


def _refuse_if_it_cannot_be_held(row: RoleProposed, at: datetime) -> None:
    home = row.account.organisation
    refuse_if(None if row.account.is_active else CLOSED)
    refuse_if(refusal_to_hold_in(home, row.role, at))
    refuse_if(refusal_without_team(row.role, row.team_id))
    refuse_if(refusal_to_hold_together(row.account_id, row.role))
