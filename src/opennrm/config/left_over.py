"""Refuses to serve a database in which made-up people, whose password is printed for everybody, can still sign in."""

from __future__ import annotations

from django.conf import settings
from django.db import OperationalError, ProgrammingError, connections
from django.utils.module_loading import import_string

from opennrm.config.fault import Fault


def refuse_left_over_demonstration() -> None:
    """Raises `Fault` outside a demonstration if an account of one is still open.

    A database that cannot be asked, or has no tables yet, is left for the pages to tell of.
    """
    if settings.DEMONSTRATION or not settings.MADE_UP_PEOPLE:
        return
    from opennrm.partners.directory import is_any_open  # noqa: PLC0415 - Django is set up only by now

    emails = [person.email for person in import_string(settings.MADE_UP_PEOPLE)]
    try:
        left = is_any_open(emails)
    except (OperationalError, ProgrammingError):
        return
    finally:
        if not any(connection.in_atomic_block for connection in connections.all()):
            connections.close_all()  # the servers' processes are copies of this one
    if left:
        raise Fault(
            "This database has the demonstration's made-up people in it, whose password everybody knows: "
            "use a fresh database, or set OPENNRM_DEMONSTRATION=1 if this is a demonstration."
        )
