"""Which wrapping key this database uses, whether the keys at hand are the right ones, and the data key of a scope.

A data key comes with every value that is read, in the same statement. Only writing asks for one, once for each scope
in a transaction.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import connection

from opennrm.vault.envelope import DataKey, WrappingKey, data_key, new_data_key, wrap, wrapped_by
from opennrm.vault.key_of_settings import refuse_other_settings, take_secrets
from opennrm.vault.keyring import KEYRING, keys_there, made_key, read_keys, write_keys
from opennrm.vault.locking import alone
from opennrm.vault.refusing import Erased, WrongKeys

PATIENCE = 30.0
"""Seconds for which a first start waits for another."""
_NAMESPACE = uuid5(NAMESPACE_URL, "https://opennrm.example/scope")

# Gives the key that stands, or lets the given one stand; nothing where the wrapping key was retired meanwhile, or
# where somebody else has just made one. The lock keeps the wrapping key there until this transaction is over.
KEY = """
WITH made AS (
    INSERT INTO vault_key (id, wrapped, wrapped_by_id, made_at)
    SELECT %(scope)s, %(wrapped)s, %(by)s, now() FROM vault_wrapping_key
    WHERE id = %(by)s AND retired_at IS NULL AND NOT EXISTS (SELECT FROM vault_key WHERE id = %(scope)s)
    FOR KEY SHARE OF vault_wrapping_key
    ON CONFLICT (id) DO NOTHING
    RETURNING wrapped
)
SELECT wrapped FROM made UNION ALL SELECT wrapped FROM vault_key WHERE id = %(scope)s
"""


def scope_of(value: UUID | str) -> UUID:
    """The scope that an id stands for, or a reference where a row holds no id."""
    return value if isinstance(value, UUID) else uuid5(_NAMESPACE, value)


def opened_key(wrapped: bytes, scope: UUID) -> DataKey:
    """The data key that came with a value. Raises `WrongKeys`, `Tampered`."""
    return data_key(wrapped, scope, KEYRING.key(wrapped_by(wrapped)))


def key_for(scope: UUID) -> DataKey:
    """The data key of a scope, made where there is none. Raises `Erased` for one whose key was erased."""
    held = _held()
    found = held.get(scope)
    if found is None or not _still(found[0]):
        found = held[scope] = (_here(), _key_kept(scope))
    return found[1]


def hold(key: DataKey) -> None:
    """Let a key that was just read be written with in this transaction, so that it is not asked for again."""
    if connection.in_atomic_block:
        _held()[key.scope] = (_here(), key)


def let_go() -> None:
    """Forget what is held for writing and which wrapping key is in use: keys were rotated or erased."""
    connection.__dict__.pop("_opennrm_keys", None)
    _in_use.clear()


def _key_kept(scope: UUID) -> DataKey:
    for _attempt in range(3):
        by = in_use()
        fresh = wrap([(0, new_data_key())], scope, by)
        with connection.cursor() as cursor:
            cursor.execute(KEY, {"scope": scope, "wrapped": fresh, "by": by.id})
            row = cursor.fetchone()
        if row is not None:
            if row[0] is None:
                raise Erased("The keys of this record were erased: nothing can be written to it.")
            return opened_key(bytes(row[0]), scope)
        _in_use.clear()
    raise WrongKeys("A key could not be made: the keys are being changed. Try again.")


_in_use: dict[str, WrappingKey] = {}


def in_use() -> WrappingKey:
    """The wrapping key that wraps new data keys; a database that knows none gets to know the newest at hand."""
    if "key" not in _in_use:
        _in_use["key"] = KEYRING.key(_id_in_use() or _introduced())
    return _in_use["key"]


def _id_in_use() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM vault_wrapping_key WHERE retired_at IS NULL ORDER BY made_at DESC LIMIT 1")
        row = cursor.fetchone()
    return str(row[0]) if row else None


def _introduced() -> str:
    newest = read_keys()[-1].key
    introduce(newest)
    return newest.id


def introduce(key: WrappingKey) -> None:
    """Let the database know a wrapping key, with the value by which it is known again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault_wrapping_key (id, check_value) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [key.id, key.check_value()],
        )


def refuse_wrong_keys(*, make_first: date | None = None) -> None:
    """Raises `WrongKeys` unless every key that this database is sealed with is at hand, and is the right one.

    So with the key in the settings. With `make_first`, a database that has never known a key gets one, made on that
    day, where there is no keys file; and the key in the settings is from then on the one.
    """
    refuse_other_settings(is_first=make_first is not None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, check_value FROM vault_wrapping_key ORDER BY made_at")
        known: list[Any] = cursor.fetchall()
    if not known and make_first is not None:
        _make_first(make_first)
    if not known and make_first is None:
        read_keys()
    for key_id, check_value in known:
        if KEYRING.key(key_id).check_value() != bytes(check_value):
            raise WrongKeys(
                f"The key {key_id} at hand is not the one with which this database was sealed: put that one back."
            )


def take_secrets_or_refuse() -> None:
    """Take the secrets of this database, for what hashes or compares hashes beside the house, such as `verify`.

    Raises `WrongKeys` where it knows a key of the settings and none that is given opens them: every hash would seem
    changed. One of before, which knows none, is hashed with the settings as it always was.
    """
    if take_secrets():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('vault_mark') IS NOT NULL")
        (is_there,) = cursor.fetchone()
    if is_there:
        refuse_other_settings(is_first=False)


def _make_first(on: date) -> None:
    """Of two who start at once, one makes the key and the other finds it."""
    with alone(PATIENCE):
        if _id_in_use() is None:
            if not keys_there():
                write_keys([made_key(on)])
            _introduced()


Path = tuple[Any, ...]


def _held() -> dict[UUID, tuple[Path, DataKey]]:
    held: dict[UUID, tuple[Path, DataKey]] = connection.__dict__.setdefault("_opennrm_keys", {})
    if not connection.in_atomic_block:
        held.clear()
    return held


def _here() -> Path:
    """The transaction and the savepoints that one is in now: what was made in them is gone if they are rolled back."""
    outermost = connection.atomic_blocks[0] if connection.atomic_blocks else None
    return (outermost, *filter(None, connection.savepoint_ids))


def _still(path: Path) -> bool:
    """Is one still within what `_here` gave?"""
    return path[0] is not None and _here()[: len(path)] == path
