"""A person is missing or has left the country: nothing goes to them by a way that was confirmed before that.

Whoever is missing may be with those who exploited them, and they may know the address; whoever is found may live
elsewhere. So every way ends, also to those who act for the person, and each is confirmed again before it is used.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.mechanism.events import CaseSuspended, CaseWithdrawn, Event
from opennrm.mechanism.interruptions import SuspensionReason
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.notifications.resending import Stopped, stop_what_waits
from opennrm.referrals.safe_ways import end_safe_ways


def stop_letters_out_of_reach(event: Event, at: datetime, by: UUID | None) -> None:
    """Stop what has not left, and end every way to write until one is confirmed again.

    A consequence of `CaseSuspended` where the person is missing (SEF-SUSP: they are not written to), and of
    `CaseWithdrawn` where they left the country. Source of ending the ways: own.
    """
    because = _why(event)
    if because is not None:
        stop_what_waits(event.subject, because, at=at, by=by)
        end_safe_ways(event.subject, at=at, by=by)


def _why(event: Event) -> Stopped | None:
    if isinstance(event, CaseSuspended) and event.reason == SuspensionReason.MISSING:
        return Stopped.PERSON_MISSING
    if isinstance(event, CaseWithdrawn) and event.way == WayOfWithdrawing.LEFT_THE_COUNTRY:
        return Stopped.LEFT_THE_COUNTRY
    return None
