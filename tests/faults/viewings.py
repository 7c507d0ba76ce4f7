"""An entry as a page writes it that shows nobody in particular: it lengthens a history and changes nothing else."""

from __future__ import annotations

from datetime import datetime

from opennrm.audit.record import canonical
from opennrm.mechanism.events import ListViewed


def viewing(at: datetime) -> str:
    """The body of one such entry."""
    return canonical(ListViewed(subject="everybody", list_name="work_list", shown=0), at=at, by=None)
