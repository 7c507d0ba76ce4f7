"""Run as a program on a house's database: erase a record by its keys, or try to read what was sealed under some keys.

`python -m tests.faults.erasing erase REFERENCE` tells which keys are gone; `read KEY...` how many of the values that
were sealed under them can be read, and how many cannot.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from uuid import UUID

import django


def erase(reference: str) -> list[str]:
    """Erase it, as is done once its time is over."""
    from django.db import connection
    from django.utils import timezone

    from opennrm.audit.asking import as_the_house, asking
    from opennrm.cases.actions.erasing import erase_keys_of_case
    from opennrm.partners.models import Account
    from opennrm.retention.models import Tombstone

    at, (one, other) = timezone.now(), Account.objects.order_by("id")[:2]
    with asking(), as_the_house():
        Tombstone.objects.create(
            reference=reference,
            record_class="case",
            schedule="drill",
            action="erase",
            decided_by=one,
            erased_at=at,
            erased_by=other,
        )
        erase_keys_of_case(reference, because="retention", by=None, at=at)
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM vault_key WHERE wrapped IS NULL")
            return [str(key) for (key,) in cursor.fetchall()]


def read(keys: set[UUID]) -> Counter[str]:
    """Try each value of every personal column with the keys that this database holds."""
    from django.db import connection

    from opennrm.vault.columns import Value, change_column, personal_columns
    from opennrm.vault.fields import PersonalField, place
    from opennrm.vault.opening import opened_key
    from opennrm.vault.refusing import CannotOpen

    tally: Counter[str] = Counter(readable=0, unreadable=0)

    def look(field: PersonalField, value: Value) -> None:
        scope = UUID(bytes=value.kept[2:18])
        if scope not in keys:
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT wrapped FROM vault_key WHERE id = %s AND wrapped IS NOT NULL", [scope])
            row = cursor.fetchone()
        try:
            opened = row is not None and opened_key(bytes(row[0]), scope).open(value.kept, place(field, value.row))
        except CannotOpen:
            opened = False
        tally["readable" if opened else "unreadable"] += 1

    for field in personal_columns():
        change_column(field, look)
    return tally


def main(verb: str, words: list[str]) -> None:
    """Do it and print it as JSON."""
    django.setup()
    told = erase(words[0]) if verb == "erase" else read({UUID(word) for word in words})
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
