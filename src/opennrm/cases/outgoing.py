"""What could not leave: the letters of the cases that somebody sees, and of all others no more than counts."""

from __future__ import annotations

from datetime import datetime

from opennrm.cases.models import Case
from opennrm.cases.visibility import hidden_from, visible_to
from opennrm.notifications import queries
from opennrm.notifications.queries import DeadRow, Waiting
from opennrm.partners.access import Actor


def outbox(actor: Actor, *, at: datetime) -> list[Waiting]:
    """How far everything has come, without letters of restricted cases that do not name the actor."""
    return queries.outbox(but=hidden_from(actor, at).values_list("reference", flat=True))


def dead_letters(actor: Actor, *, at: datetime) -> list[DeadRow]:
    """The letters that could not be delivered, of the cases that the actor sees; the oldest first."""
    return queries.dead_letters(Case.objects.filter(visible_to(actor, at)).values_list("reference", flat=True))
