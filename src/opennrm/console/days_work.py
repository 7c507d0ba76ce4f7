"""What a day brings by itself, each part by itself: for the verb `sweep` and for the loop beside the pages alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import InterfaceError, OperationalError

from opennrm.cases.sweeping import sweep
from opennrm.evidence.following import remove_unfinished
from opennrm.notifications.clearing import forget_made_calls, forget_sent_emails
from opennrm.partners.own_sessions import clear_away
from opennrm.retention.actions.proposing import records_to_decide
from opennrm.retention.actions.reviewing import holds_to_review


def do_the_days_work(at: datetime, failed: dict[str, str]) -> dict[str, int]:
    """Do all that is due; gives how much each part did.

    A case that could not be done, or a part by its name, stands in `failed` with the kind of its fault, and keeps
    nothing else from being done or told. Raises `OperationalError` or `InterfaceError`: the database is gone for all.
    """
    parts: tuple[tuple[str, Callable[[], dict[str, int]]], ...] = (
        ("cases", lambda: sweep(at, failed)),
        ("sign-ins", lambda: clear_away(at)),
        ("holds to look at", lambda: {"holds to look at": holds_to_review(at, failed)}),
        ("records to decide on", lambda: {"records to decide on": records_to_decide(at, failed)}),
        ("unfinished files removed", lambda: {"unfinished files removed": remove_unfinished(at)}),
        ("e-mails forgotten", lambda: {"e-mails forgotten": forget_sent_emails(at)}),
        ("calls forgotten", lambda: {"calls forgotten": forget_made_calls(at)}),
    )
    done: dict[str, int] = {}
    for name, does in parts:
        try:
            done |= does()
        except (OperationalError, InterfaceError):
            raise
        except Exception as fault:
            failed[name] = type(fault).__name__
    return done
