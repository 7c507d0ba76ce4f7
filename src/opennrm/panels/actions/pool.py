"""Who can be asked to panels: the unit takes people of its partners into its pool, and lets them go."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.once import once
from opennrm.audit.record import announce, command
from opennrm.mechanism.events import PanelMemberJoined, PanelMemberLeft
from opennrm.mechanism.panels.members import Agency
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.panels.models import PoolMember
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.directory import people_anywhere
from opennrm.partners.roles import Permission

INDEPENDENT = "independent"
"""How events name who sits for no agency: an independent chair, who has no vote."""


def join_pool(
    team_id: UUID, account: str, *, agency: str, may_chair: bool, by: Actor, at: datetime, token: str
) -> None:
    """Take somebody who holds the role for it into the pool, for an agency (`independent`: only as a chair).

    Raises `NotYours`; `Refused` for an agency that there is not, for somebody who does not hold the role, or who is in
    the pool already.
    """
    refuse_if(refusal_to_act(by, Permission.CONVENE_PANELS))
    if team_id not in by.teams_for(Permission.CONVENE_PANELS):
        raise NotYours
    refuse_if(_refusal_of_seat(agency, may_chair=may_chair))
    with command():
        body = {"team": str(team_id), "account": account, "agency": agency, "chairs": may_chair}
        if once(who=by.account_id, token=token, body=body, at=at) is not None:
            return
        refuse_if(_refusal_without_role(account, agency, may_chair=may_chair, at=at))
        kept = "" if agency == INDEPENDENT else agency
        row, is_new = PoolMember.objects.get_or_create(
            team_id=team_id,
            account_id=UUID(account),
            left_at=None,
            defaults={"agency": kept, "may_chair": may_chair, "joined_at": at, "joined_by_id": by.account_id},
        )
        if not is_new:
            raise Refused(Refusal("in_the_pool", "They are in the pool already.", "house", "account"))
        told = PanelMemberJoined(subject=str(row.id), member=account, agency=agency, may_chair=may_chair)
        announce(told, at=at, by=by.account_id)


def leave_pool(member_id: UUID, *, by: Actor, at: datetime) -> None:
    """Somebody of the pool is asked no longer; what they were asked to before stands. Again, nothing changes.

    Raises `NotYours`.
    """
    refuse_if(refusal_to_act(by, Permission.CONVENE_PANELS))
    with command():
        teams = by.teams_for(Permission.CONVENE_PANELS)
        row = PoolMember.objects.select_for_update().filter(id=member_id, team_id__in=teams).first()
        if row is None:
            raise NotYours
        take_out(row, by=by.account_id, at=at)


def take_out(row: PoolMember, *, by: UUID | None, at: datetime) -> None:
    """Let a locked row of the pool end, inside a command."""
    if row.left_at is not None:
        return
    row.left_at, row.left_by_id = at, by
    row.save(update_fields=["left_at", "left_by"])
    announce(PanelMemberLeft(subject=str(row.id), member=str(row.account_id)), at=at, by=by)


def _refusal_of_seat(agency: str, *, may_chair: bool) -> Refusal | None:
    if agency not in {*Agency, INDEPENDENT}:
        return Refusal("no_agency", "Choose the agency whose seat they take, or independent.", "house", "agency")
    if agency == INDEPENDENT and not may_chair:
        told = "Somebody who sits for no agency is only a chair: say that they may chair."
        return Refusal("neither", told, "house", "may_chair")
    return None


def _refusal_without_role(account: str, agency: str, *, may_chair: bool, at: datetime) -> Refusal | None:
    needed = [] if agency == INDEPENDENT else [Permission.SIT_ON_PANELS]
    needed += [Permission.CHAIR_PANELS] if may_chair else []
    for permission in needed:
        if account not in {str(each.id) for each in people_anywhere([permission], at)}:
            role = "member" if permission is Permission.SIT_ON_PANELS else "chair"
            told = f"Choose somebody whose administrator gave them the role of a {role} of panels."
            return Refusal("no_such_role", told, "house", "account")
    return None
