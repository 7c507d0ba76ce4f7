"""Erasure by key: without its key nobody can ever read what was sealed, here or in a copy that holds the data alone.

What stays is that there was a key: so an erased value is told from a damaged one, and no new key takes its place.
A copy of the keys made before still opens a copy of the data made before; how long such copies of the keys are kept is
said in docs/how-to/keys.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from opennrm.vault.opening import let_go, scope_of

ERASE = """
INSERT INTO vault_key (id, wrapped, wrapped_by_id, made_at) SELECT unnest(%s::uuid[]), NULL, NULL, now()
ON CONFLICT (id) DO UPDATE SET wrapped = NULL, wrapped_by_id = NULL WHERE vault_key.wrapped IS NOT NULL
"""


def erase(scopes: Iterable[UUID | str]) -> int:
    """Erase the keys of these scopes (ids, or references where rows hold no id), inside the caller's command.

    Gives how many were erased that were not before. Everything sealed under them is unreadable from COMMIT on.
    """
    ids = sorted({scope_of(scope) for scope in scopes})
    with connection.cursor() as cursor:
        cursor.execute(ERASE, [ids])
        erased = cursor.rowcount
    let_go()
    return int(erased)


def forget(scope: UUID) -> None:
    """Remove the key of a scope whose rows are gone, inside the caller's command, so that not even its id stays."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM vault_key WHERE id = %s", [scope])
    let_go()
