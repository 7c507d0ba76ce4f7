"""What people of the demonstration do around a case: tasks, a note that mentions somebody, and flags."""

from __future__ import annotations

from datetime import datetime, timedelta

from opennrm.cases.actions.flags import set_flags
from opennrm.cases.actions.notes import write_note
from opennrm.cases.actions.tasks import add_task, finish_task
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.flags import Flag
from opennrm.partners.access import Actor

NOTE = "The council has asked for the housing file. @Ruth Alder, please look at it before the decision is written."


def work_around(reference: str, *, by: Actor, at: datetime) -> None:
    """Flags, a note, a task that is done, one that waits and one that is overdue, in a case of this caseworker."""
    day = legal_day(at)
    set_flags(reference, raised=[Flag.NEEDS_INTERPRETER, Flag.DEPENDANTS], lowered=(), by=by, at=at)
    write_note(reference, text=NOTE, visibility="team", mentioned=(), by=by, at=at)
    for title, days in (
        ("Ask the police for the interview records.", 2),
        ("Book an interpreter for the second conversation.", 12),
        ("Ask the council for the housing file.", 400),
    ):
        due_on = day + timedelta(days=days)
        task = add_task(reference, title=title, to=by.account_id, due_on=due_on, by=by, at=at)
    finish_task(reference, task, by=by, at=at + timedelta(hours=2))
