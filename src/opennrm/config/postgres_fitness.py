"""What a PostgreSQL has to be set to before it keeps real people's records: what is acknowledged is on the disk.

And what the pages ask of it for themselves: no statement, lock or forgotten transaction holds others up for long.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from opennrm.config.fault import Fault

ON_DISK = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
    "data_checksums": ("on",),
}
"""Setting: what it may be."""
TIMEOUTS = {"statement_timeout": "30s", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "60s"}
"""For the pages; what verifies, backs up and migrates takes the time it needs."""
REMEDY = {"data_checksums": "`pg_checksums --enable` while it is stopped"}


def set_timeouts() -> None:
    """Let every connection of this process, and of its copies, have the timeouts; those that are named already stay."""
    named = os.environ.get("PGOPTIONS", "")
    more = [f"-c {name}={value}" for name, value in TIMEOUTS.items() if name not in named]
    os.environ["PGOPTIONS"] = " ".join([*([named] if named else []), *more])


def unsafe(settings: Mapping[str, str]) -> list[str]:
    """What is wrong with these settings of a server, a sentence each."""
    wrong = [
        f"{name} is {settings.get(name)}: set it to {allowed[0]}"
        + (f" ({REMEDY[name]})." if name in REMEDY else " in postgresql.conf.")
        for name, allowed in ON_DISK.items()
        if settings.get(name) not in allowed
    ]
    return wrong + [
        f"{name} is not set for the pages: take it out of the options of DATABASE_URL, or set it above 0."
        for name in TIMEOUTS
        if settings.get(name) in (None, "0")
    ]


def refuse_unsafe_database() -> None:
    """Raises `Fault` where the database could lose what it acknowledged, or let one request hold up all others."""
    from django.db import connection  # noqa: PLC0415 - Django is set up only by now

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [[*ON_DISK, *TIMEOUTS]])
        found = unsafe(dict(cursor.fetchall()))
    if found:
        raise Fault("This PostgreSQL is not set for records of real people. " + " ".join(found))
