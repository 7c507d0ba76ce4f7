"""Lets go of a connection that the database has closed, before anything is asked on it, and without a statement.

Django's own check (CONN_HEALTH_CHECKS) sends `SELECT 1` with every request; a page may cost five statements in all. A
database that ends a connection says so on it: between two requests nothing else can arrive there, so it is enough to
look whether anything has.
"""

from __future__ import annotations

import select

from django.db import connection


def let_go_of_stale_connection() -> bool:
    """Close this thread's connection if the database ended it meanwhile, so that a new one is opened; true if it did.

    To be called between transactions. Where there is no connection yet there is nothing to do.
    """
    held = connection.connection
    if held is None or connection.in_atomic_block:
        return False
    if not held.closed:
        waiting = select.poll()  # not select(), which knows no descriptor over 1023
        waiting.register(held.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
        if not waiting.poll(0):
            return False
    connection.close()
    return True
