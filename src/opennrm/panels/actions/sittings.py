"""A sitting is called, people are asked to it, and they say whether they come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from opennrm.audit.asking import as_the_house
from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import PanelMemberAnswered, PanelMemberAsked, SittingCalled, SittingCancelled
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.panels.actions.pool import INDEPENDENT
from opennrm.panels.models import Hearing, Invitation, PoolMember, Sitting
from opennrm.panels.queries import sitting_to_convene
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.directory import organisation_of
from opennrm.partners.roles import Permission

NOTICE_DAYS = 7
"""Source: RTB, at least seven days of notice; urgent cases may have less."""
URGENT = ("due_before", "at_risk", "in_detention", "leaves_the_country")
"""Why there may be less notice. Source of the list: own."""
LONGEST_MINUTES, MOST_PLACES, LONGEST_TO_JOIN = 600, 40, 500
ANSWERS = ("comes", "cannot_come")
OVER = Refusal("over", "This sitting was cancelled, or has begun already.", "house")


def call_sitting(
    team_id: UUID,
    *,
    starts_at: datetime,
    minutes: int,
    places: int,
    chair: str,
    how_to_join: str,
    urgent_because: str = "",
    by: Actor,
    at: datetime,
    token: str,
) -> UUID:
    """Call a sitting with its chair, who is asked to it; gives its id. The same sent again gives the first.

    Raises `NotYours`; `Refused` naming the field: too little notice without a reason, no chair of the pool.
    """
    refuse_if(refusal_to_act(by, Permission.CONVENE_PANELS))
    if team_id not in by.teams_for(Permission.CONVENE_PANELS):
        raise NotYours
    with command():
        body = {"team": str(team_id), "at": starts_at, "chair": chair, "places": places, "join": how_to_join}
        earlier = once(who=by.account_id, token=token, body={**body, "urgent": urgent_because}, at=at)
        if earlier is not None:
            return UUID(earlier.result)
        refuse_if(_refusal_of_time(starts_at, urgent_because, at))
        refuse_if(_refusal_of_size(minutes, places, how_to_join))
        in_pool = PoolMember.objects.filter(team_id=team_id, left_at__isnull=True, may_chair=True)
        if chair not in {str(each) for each in in_pool.values_list("account_id", flat=True)}:
            raise Refused(Refusal("no_chair", "Choose a chair of the pool.", "house", "chair"))
        sitting = Sitting.objects.create(
            team_id=team_id,
            starts_at=starts_at,
            minutes=minutes,
            places=places,
            chair_id=UUID(chair),
            how_to_join=how_to_join.strip(),
            urgent_because=urgent_because,
            state="called",
            called_at=at,
            called_by_id=by.account_id,
        )
        told = SittingCalled(
            subject=str(sitting.id),
            held_on=legal_day(starts_at),
            chair=chair,
            places=places,
            urgent_because=urgent_because or None,
        )
        announce(told, at=at, by=by.account_id)
        _ask_one(sitting, UUID(chair), "", by=by, at=at)
        remember(who=by.account_id, token=token, result=str(sitting.id))
        return sitting.id


def cancel_sitting(sitting_id: UUID, *, by: Actor, at: datetime) -> None:
    """A panel does not sit after all, and everybody who was asked is told. Again, nothing changes.

    Raises `NotYours`; `Refused` as long as cases are put to it.
    """
    with command():
        sitting = _locked(by, sitting_id)
        if sitting.state == "cancelled":
            return
        if Hearing.objects.filter(sitting=sitting).exclude(state="off").exists():
            raise Refused(Refusal("has_cases", "First take its cases off this sitting.", "house"))
        sitting.state = "cancelled"
        sitting.save(update_fields=["state"])
        announce(SittingCancelled(subject=str(sitting.id)), at=at, by=by.account_id)


def ask_to_sitting(sitting_id: UUID, accounts: Sequence[str], *, by: Actor, at: datetime) -> None:
    """Ask members of the pool to a sitting; whoever was asked before is not asked again.

    Raises `NotYours`; `Refused` for nobody, for somebody who is no member of the pool, and for its chair.
    """
    with command():
        sitting = _locked(by, sitting_id)
        if sitting.state == "cancelled" or sitting.starts_at <= at:
            raise Refused(OVER)
        ask_members(sitting, accounts, by=by, at=at)


def ask_members(sitting: Sitting, accounts: Sequence[str], *, by: Actor, at: datetime) -> None:
    """Ask them to a locked sitting, inside a command. Raises `Refused`."""
    if not accounts:
        raise Refused(Refusal("nobody", "Choose who is asked.", "house", "member"))
    rows = PoolMember.objects.filter(team_id=sitting.team_id, left_at__isnull=True).exclude(agency="")
    in_pool = {str(row.account_id): row.agency for row in rows}
    asked = {str(each) for each in Invitation.objects.filter(sitting=sitting).values_list("account_id", flat=True)}
    for account in sorted(set(accounts)):
        if account == str(sitting.chair_id):
            raise Refused(Refusal("is_chair", "The chair of a sitting is not its member too.", "house", "member"))
        if account not in in_pool:
            told = "Choose from the list: somebody you chose is not in the pool any longer."
            raise Refused(Refusal("not_in_pool", told, "house", "member"))
        if account not in asked:
            _ask_one(sitting, UUID(account), in_pool[account], by=by, at=at)


def answer_invitation(sitting_id: UUID, *, answer: str, by: Actor, at: datetime) -> None:
    """Say whether one comes; until the sitting begins the answer can be changed. The same again changes nothing.

    Raises `NotYours`; `Refused` for no answer, or too late.
    """
    if answer not in ANSWERS:
        raise Refused(Refusal("no_answer", "Say whether you come.", "house", "answer"))
    with command(), as_the_house():
        rows = Invitation.objects.select_for_update(of=("self",)).select_related("sitting")
        row = rows.filter(sitting_id=sitting_id, account_id=by.account_id).first()
        if row is None or not by.permissions & {Permission.SIT_ON_PANELS, Permission.CHAIR_PANELS}:
            raise NotYours
        if row.answer == answer:
            return
        if row.sitting.state == "cancelled" or row.sitting.starts_at <= at:
            raise Refused(OVER)
        row.answer, row.answered_at = answer, at
        row.save(update_fields=["answer", "answered_at"])
        announce(PanelMemberAnswered(subject=str(sitting_id), answer=answer), at=at, by=by.account_id)


def _locked(by: Actor, sitting_id: UUID) -> Sitting:
    refuse_if(refusal_to_act(by, Permission.CONVENE_PANELS))
    sitting_to_convene(by, sitting_id)
    return Sitting.objects.select_for_update(of=("self",)).get(id=sitting_id)


def _ask_one(sitting: Sitting, account_id: UUID, agency: str, *, by: Actor, at: datetime) -> None:
    Invitation.objects.create(
        sitting=sitting,
        team_id=sitting.team_id,
        account_id=account_id,
        organisation_id=organisation_of(account_id),
        agency=agency,
        asked_at=at,
        asked_by_id=by.account_id,
    )
    told = PanelMemberAsked(subject=str(sitting.id), member=str(account_id), agency=agency or INDEPENDENT)
    announce(told, at=at, by=by.account_id)


def _refusal_of_time(starts_at: datetime, urgent_because: str, at: datetime) -> Refusal | None:
    if starts_at <= at:
        return Refusal("too_late", "Choose a time that is still to come.", "house", "held_on-day")
    if urgent_because and urgent_because not in URGENT:
        return Refusal("no_reason", "Choose why it is urgent.", "house", "urgent_because")
    notice = legal_day(starts_at) - legal_day(at)
    if notice < timedelta(NOTICE_DAYS) and not urgent_because:
        told = f"Give {NOTICE_DAYS} days of notice, or say why it is urgent."
        return Refusal("too_little_notice", told, "RTB", "urgent_because")
    return None


def _refusal_of_size(minutes: int, places: int, how_to_join: str) -> Refusal | None:
    if not 1 <= minutes <= LONGEST_MINUTES:
        return Refusal("no_length", f"Write how many minutes, 1 to {LONGEST_MINUTES}.", "house", "minutes")
    if not 1 <= places <= MOST_PLACES:
        return Refusal("no_places", f"Write for how many cases there is time, 1 to {MOST_PLACES}.", "house", "places")
    if not how_to_join.strip():
        return Refusal("no_way_to_join", "Write how people join.", "house", "how_to_join")
    if len(how_to_join) > LONGEST_TO_JOIN:
        return Refusal("too_long", f"Write at most {LONGEST_TO_JOIN} characters.", "house", "how_to_join")
    return None
