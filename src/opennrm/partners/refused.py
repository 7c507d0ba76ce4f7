"""Keeping that somebody asked for what is not there for them, whether it is there for others or for nobody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import AccessRefused
from opennrm.mechanism.references import is_reference

UNREADABLE = "unreadable"
"""Stands for whatever has not the shape of a reference or an id: somebody may have typed a name."""


def record_refused_access(*, asked: object, page: str, by: UUID, at: datetime) -> None:
    """Keep it in a command of its own. `asked` is what stood in the address, `page` the name of the address.

    It is done alike for a record that is hidden and for one that never was, in the same time.
    """
    text = str(asked)
    subject = text if is_reference(text) or isinstance(asked, UUID | int) else UNREADABLE
    with command():
        announce(AccessRefused(subject=subject, page=page), at=at, by=by)
