"""What follows in the room of panels: who was asked is told that there is work, and what ends elsewhere ends here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.cases.actions import panels as in_cases
from opennrm.mechanism import events as happened
from opennrm.mechanism.events import Event
from opennrm.notifications.actions import tell_of_work
from opennrm.panels.actions.hearings import locked_row
from opennrm.panels.actions.pool import take_out
from opennrm.panels.actions.putting import end_hearing
from opennrm.panels.lawful import LIVE
from opennrm.panels.models import Hearing, Invitation, PoolMember, Seat
from opennrm.partners.directory import people_anywhere
from opennrm.partners.roles import ROLES, Permission

NOTHING_FOLLOWS_OF_SITTINGS: tuple[type[Event], ...] = (
    happened.CasePutToSitting,
    happened.CaseTakenOffSitting,
    happened.HearingCastingVoteGiven,
    happened.HearingDissentRecorded,
    happened.HearingEnded,
    happened.HearingOpened,
    happened.PanelMemberAnswered,
    happened.PanelMemberDeclared,
    happened.PanelMemberJoined,
    happened.PanelMemberLeft,
    happened.PanelMemberLeftHearing,
    happened.PanelMemberStoodAside,
    happened.SittingCalled,
)
FOR_PANELS = (Permission.SIT_ON_PANELS, Permission.CHAIR_PANELS)


def tell_who_was_asked(event: Event, at: datetime, by: UUID | None) -> None:
    """Somebody was asked to a sitting: tell them that there is work, and nothing of what it is about."""
    tell_of_work([UUID(event.facts()["member"])], at=at)


def tell_new_chair(event: Event, at: datetime, by: UUID | None) -> None:
    """Somebody was named to chair a case: tell them."""
    tell_of_work([UUID(event.facts()["chair"])], at=at)


def tell_all_who_were_asked(event: Event, at: datetime, by: UUID | None) -> None:
    """A sitting was cancelled: tell everybody who was asked and had not said that they stay away."""
    rows = Invitation.objects.filter(sitting_id=UUID(event.subject)).exclude(answer="cannot_come")
    tell_of_work(rows.values_list("account_id", flat=True), at=at)


def end_hearing_of_case(event: Event, at: datetime, by: UUID | None) -> None:
    """The case left the mechanism, or waits: it is heard nowhere, and nobody reads it for a panel."""
    for hearing_id in Hearing.objects.filter(reference=event.subject, state__in=LIVE).values_list("id", flat=True):
        end_hearing(locked_row(hearing_id), "case_left", by=by, at=at)


def release_panel_member(event: Event, at: datetime, by: UUID | None) -> None:
    """A role ended, and somebody serves on panels no longer: they are out of every pool, and read no case for it."""
    account_id, role = UUID(event.subject), ROLES.get(str(event.facts()["role"]))
    if role is None or not role.permissions & set(FOR_PANELS):
        return
    if account_id in {each.id for each in people_anywhere(FOR_PANELS, at)}:
        return
    for row in PoolMember.objects.select_for_update(of=("self",)).filter(account_id=account_id, left_at__isnull=True):
        take_out(row, by=by, at=at)
    cases_read = Seat.objects.filter(account_id=account_id, aside="", hearing__state__in=LIVE)
    for case_id in cases_read.order_by("hearing__reference").values_list("hearing__case_id", flat=True):
        in_cases.end_reading(case_id, by=by, at=at, only=account_id)
