"""Before the pack of a case opens to them, who was asked declares whether they have an interest; later they may go."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.asking import as_the_house
from opennrm.audit.record import announce, command
from opennrm.cases import panels as cases
from opennrm.cases.actions import panels as in_cases
from opennrm.mechanism.events import PanelMemberDeclared, PanelMemberLeftHearing, PanelMemberStoodAside
from opennrm.mechanism.panels import voting as law
from opennrm.mechanism.panels.members import HadPart
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.panels.actions.hearings import locked_hearing, settle
from opennrm.panels.lawful import DECLARED, LIVE, loaded, refusal_to_sit, with_an_interest
from opennrm.panels.models import Hearing, Invitation, Seat, Vote
from opennrm.panels.queries import refusal_of_chair
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission

TOO_LATE = Refusal("opened", "The chair opened this case without you: you can join the next.", "house")


def declare(hearing_id: UUID, *, has_interest: bool, by: Actor, at: datetime) -> bool:
    """Declare whether one has an interest in a case that one was asked to; gives whether one sits on it.

    Whoever says that they have none is refused nevertheless if the case knows of a part that they had. From then on
    who sits may read its pack. Declared again, nothing changes. Raises `NotYours`; `Refused` where it is too late.
    """
    with command(), as_the_house():
        row = locked_hearing(hearing_id)
        asked = _asked(row, by)
        seat = Seat.objects.filter(hearing=row, account_id=by.account_id).first()
        if seat is not None:
            if has_interest and not seat.aside:
                _stand_aside(row, seat, by=by, at=at)
            return not seat.aside
        is_late = row.state != "listed" if asked.agency else row.state not in LIVE
        if is_late or not in_cases.lock_before_panel(row.case_id):
            raise Refused(TOO_LATE)
        aside = DECLARED if has_interest else _computed(row, asked, at)
        Seat.objects.create(
            hearing=row,
            sitting_id=row.sitting_id,
            team_id=row.team_id,
            account_id=by.account_id,
            organisation_id=asked.organisation_id,
            agency=asked.agency,
            declared_at=at,
            aside=aside,
        )
        if aside:
            _tell_aside(row, by.account_id, aside, by=by, at=at)
            return False
        in_cases.let_read(row.case_id, by.account_id, by=by.account_id, at=at)
        told = PanelMemberDeclared(
            subject=row.reference, case=row.reference, hearing=str(row.id), member=str(by.account_id)
        )
        announce(told, at=at, by=by.account_id)
        return True


def leave_hearing(hearing_id: UUID, *, by: Actor, at: datetime) -> None:
    """A member has to go: what they voted stands, and without a vote they are waited for no longer. Again, nothing.

    Raises `NotYours`; `Refused` where it is not open.
    """
    with command(), as_the_house():
        row = locked_hearing(hearing_id)
        seat = Seat.objects.filter(hearing=row, account_id=by.account_id, votes=True, aside="").first()
        if seat is None or Permission.SIT_ON_PANELS not in by.permissions:
            raise NotYours
        if seat.has_left:
            return
        before = loaded(row)
        after = law.leave(before, str(by.account_id))
        seat.has_left = True
        seat.save(update_fields=["has_left"])
        in_cases.end_reading(row.case_id, by=by.account_id, at=at, only=by.account_id)
        told = PanelMemberLeftHearing(
            subject=row.reference, case=row.reference, hearing=str(row.id), member=str(by.account_id)
        )
        announce(told, at=at, by=by.account_id)
        settle(row, before, after, by=None, at=at)


def _stand_aside(row: Hearing, seat: Seat, *, by: Actor, at: datetime) -> None:
    """Somebody who had declared no interest learned of one: they are out, and their vote is void."""
    after = before = None
    if row.state != "listed":
        before = loaded(row)
        after = law.stand_aside(before, str(by.account_id))
    seat.aside = DECLARED
    seat.save(update_fields=["aside"])
    for vote in Vote.objects.filter(hearing=row, account_id=by.account_id):
        vote.content = ""
        vote.save(update_fields=["content"])
    in_cases.end_reading(row.case_id, by=by.account_id, at=at, only=by.account_id)
    _tell_aside(row, by.account_id, DECLARED, by=by, at=at)
    if before is not None and after is not None:
        settle(row, before, after, by=None, at=at)


def _asked(row: Hearing, by: Actor) -> Invitation:
    """How the actor was asked to the sitting of a hearing. Raises `NotYours`; `Refused` while they do not come."""
    asked = Invitation.objects.filter(sitting_id=row.sitting_id, account_id=by.account_id).first()
    needed = Permission.SIT_ON_PANELS if asked is not None and asked.agency else Permission.CHAIR_PANELS
    is_other_chair = asked is not None and not asked.agency and row.chair_id != by.account_id
    if asked is None or needed not in by.permissions or is_other_chair:
        raise NotYours
    if asked.answer != "comes":
        raise Refused(Refusal("does_not_come", "First say that you come to the sitting.", "house"))
    return asked


def _computed(row: Hearing, asked: Invitation, at: datetime) -> str:
    """Why somebody may not sit for what is known of the case, coded; empty where nothing is known against it."""
    if not asked.agency:
        refusal = refusal_of_chair(asked.account_id, row.case_id)
    else:
        parts: tuple[HadPart, ...] = cases.parts_in(row.case_id)
        refusal = refusal_to_sit(asked, cases.constitution_of(row.case_id, at), parts, with_an_interest(row.case_id))
    return refusal.code if refusal else ""


def _tell_aside(row: Hearing, account_id: UUID, because: str, *, by: Actor, at: datetime) -> None:
    told = PanelMemberStoodAside(
        subject=row.reference, case=row.reference, hearing=str(row.id), member=str(account_id), because=because
    )
    announce(told, at=at, by=by.account_id)
