"""Run as a program: a house with many cases, each worked to its stage, and a long history.

`python -m tests.faults.preparing_many CASES ENTRIES`; the environment names the database.
"""

from __future__ import annotations

import sys

import django


def main(cases: int, entries: int) -> None:
    """Load the cases as the measurements do, and lengthen the history by viewings."""
    django.setup()
    from django.db import connection, transaction
    from django.utils import timezone

    from bench.bulk import Bulk, make_teams
    from bench.patterns import people, walk_all
    from opennrm.audit.queries import head
    from opennrm.console.house import settle_tables
    from opennrm.demo.load import load_demonstration
    from tests.faults.viewings import viewing

    settle_tables()
    load_demonstration()
    now = timezone.now()
    who = people(now)
    Bulk(list(walk_all(who, now)), who, make_teams(now)).load(cases)
    while (left := entries - head()[0]) > 0:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT audit_append(%s)", [[viewing(now)] * min(left, 20_000)])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
