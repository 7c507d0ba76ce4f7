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


def erase(record: str, scopes: Iterable[UUID | str]) -> int:
    """Erase the keys of these scopes (ids, or references instead) of a record, inside the caller's command.

    Gives how many were erased that were not before. Everything sealed under them is unreadable from COMMIT on. No role
    that runs all day may touch a key: the database's own function refuses a record without a tombstone, and keys of
    another record.
    """
    ids = sorted({scope_of(scope) for scope in scopes})
    with connection.cursor() as cursor:
        cursor.execute("SELECT vault_erase(%s, %s::uuid[])", [record, ids])
        (erased,) = cursor.fetchone()
    let_go()
    return int(erased)


def forget(scope: UUID) -> None:
    """Remove the key of a draft whose row is gone, inside the caller's command, so that not even its id stays."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT vault_forget(%s)", [scope])
    let_go()


def keys_erased() -> set[UUID]:
    """Every scope whose key is gone while its place stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM vault_key WHERE wrapped IS NULL")
        return {scope for (scope,) in cursor.fetchall()}


def keys_standing(scopes: Iterable[UUID]) -> set[UUID]:
    """Those of these scopes that have a key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM vault_key WHERE wrapped IS NOT NULL AND id = ANY(%s::uuid[])", [list(scopes)])
        return {scope for (scope,) in cursor.fetchall()}
