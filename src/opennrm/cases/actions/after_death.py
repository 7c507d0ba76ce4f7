"""A person died: what waited to reach them, or whoever received their papers, is kept from leaving."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.mechanism.events import CaseClosed, Event
from opennrm.mechanism.interruptions import ClosingReason
from opennrm.notifications.resending import Stopped, stop_what_waits


def stop_letters_after_death(event: Event, at: datetime, by: UUID | None) -> None:
    """Stop every letter to the person that has not left: by post, in a batch, to hand over, or undelivered.

    A consequence of `CaseClosed`, for that reason alone. What agencies are told goes on. Source: own, as `told_of`.
    """
    if isinstance(event, CaseClosed) and event.reason == ClosingReason.DIED:
        stop_what_waits(event.subject, Stopped.PERSON_DIED, at=at, by=by)
