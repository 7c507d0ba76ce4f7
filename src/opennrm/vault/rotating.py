"""Changing keys while the site is used: a new wrapping key for every data key, new data keys for all that is sealed.

Each step is a small transaction, and what was done is seen from the tables alone: cut off anywhere, the same command
goes on where it was. A key is taken away only when nothing uses it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from opennrm.vault.columns import Value, change_column, personal_columns
from opennrm.vault.envelope import new_data_key, unwrap, wrap, wrapped_by
from opennrm.vault.fields import PersonalField, place
from opennrm.vault.keyring import KEYRING, Kept, made_key, read_keys, write_keys
from opennrm.vault.marks import marked, set_mark
from opennrm.vault.opening import in_use, introduce, let_go, opened_key, scope_of
from opennrm.vault.refusing import CannotOpen

AT_ONCE = 500
GENERATIONS = 256
TWO_GENERATIONS = "octet_length(wrapped) > 9 + 61"
"""Of a wrapped data key: what `envelope.wrap` makes is longer by as much for each generation."""

ROUND, OVER = "round of new data keys", b"over"
"""The mark of a round of `renew_data_keys`, set when it begins, and what stands at it once it came to its end.

That it did is never told by comparing two readings of a clock, which may have been put back between them.
"""
# Of values whose scope has several generations of a key: those that are not sealed by the newest, which comes first.
BEHIND = """
SELECT DISTINCT k.id FROM "{table}" t JOIN vault_key k ON k.id = CASE
    WHEN octet_length(t."{column}") > 17 THEN encode(substr(t."{column}", 3, 16), 'hex')::uuid END
WHERE octet_length(k.wrapped) > 9 + 61 AND get_byte(t."{column}", 1) <> get_byte(k.wrapped, 9)
"""

TICK = timedelta(microseconds=1)
Told = Callable[[], None]


def rotate(on: date, told: Told | None = None) -> tuple[str, int]:
    """Put a new wrapping key in use and wrap every data key with it; gives its id and how many it wrapped.

    One that was cut off is finished first, without making another. Keys that nothing uses any more stay in the keys
    file, retired, for backups made before; `drop_retired` takes them away.
    """
    if not _others_in_use():
        _put_in_use(_new_key(on), on)
    key_id, count = in_use().id, 0
    while _others_in_use():
        count += _wrap_some(told)
        _let_database_forget()
    _retire_in_file(key_id, on)
    return key_id, count


def drop_retired(before: date) -> list[str]:
    """Take the retired keys that nothing in the database uses out of the keys file; gives their ids.

    Only those retired before that day. What is wrapped by them in backups can never be read again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM vault_wrapping_key")
        known = {row[0] for row in cursor.fetchall()}
    kept = read_keys()
    gone = [
        each for each in kept if each.key.id not in known and each.retired_on and each.retired_on < before.isoformat()
    ]
    if gone:
        write_keys([each for each in kept if each not in gone])
    return [each.key.id for each in gone]


def _new_key(on: date) -> Kept:
    """The key to put in use: one that was made and never used, where a rotation was cut off, else a new one."""
    kept, current = read_keys(), in_use().id
    ids = [each.key.id for each in kept]
    later = kept[ids.index(current) + 1 :]
    if later:
        return later[-1]
    made = made_key(on)
    write_keys([*kept, made])
    return made


def _put_in_use(new: Kept, on: date) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE vault_wrapping_key SET retired_at = now() WHERE retired_at IS NULL")
        introduce(new.key)
    let_go()


def _others_in_use() -> int:
    """How many wrapping keys the database knows beside the one in use."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM vault_wrapping_key WHERE retired_at IS NOT NULL")
        return int(cursor.fetchone()[0])


def _wrap_some(told: Told | None) -> int:
    """Wrap data keys anew until none is left that was committed by another key; gives how many."""
    count = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            by = in_use()
            cursor.execute(
                "SELECT id, wrapped FROM vault_key WHERE wrapped_by_id <> %s LIMIT %s FOR UPDATE", [by.id, AT_ONCE]
            )
            rows = cursor.fetchall()
            cursor.executemany(
                "UPDATE vault_key SET wrapped = %s, wrapped_by_id = %s WHERE id = %s",
                [(wrap(_generations(bytes(wrapped), scope), scope, by), by.id, scope) for scope, wrapped in rows],
            )
        count += len(rows)
        if told is not None:
            told()
        if not rows:
            return count


def _generations(wrapped: bytes, scope: UUID) -> list[tuple[int, bytes]]:
    return unwrap(wrapped, scope, KEYRING.key(wrapped_by(wrapped)))


def _let_database_forget() -> None:
    """Remove retired keys that wrap nothing. A data key that somebody is just making by one holds that up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM vault_wrapping_key WHERE retired_at IS NOT NULL")
        for (key_id,) in cursor.fetchall():
            try:
                with transaction.atomic():
                    cursor.execute("DELETE FROM vault_wrapping_key WHERE id = %s", [key_id])
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            except IntegrityError:
                continue


def _retire_in_file(key_id: str, on: date) -> None:
    if settings.KEYS_DESCRIPTOR is not None:
        return  # whoever keeps the keys elsewhere says there which are retired: all but the one in use
    kept = read_keys()
    retired = [
        each if each.key.id == key_id or each.retired_on else Kept(each.key, each.made_on, on.isoformat())
        for each in kept
    ]
    if retired != kept:
        write_keys(retired)


def renew_data_keys(told: Told | None = None) -> tuple[int, int]:
    """Give every scope a new data key and seal all that is kept with it.

    Gives how many values were sealed anew, and how many scopes keep their former key, because something that cannot be
    opened is still sealed under it. The former generation of a data key stays until nothing is sealed under it:
    transactions that began before may still write with it, so the walk begins when they are over.
    """
    _add_generations(told)
    _wait_for_those_before()
    count = sum(change_column(field, _sealed_anew, told) for field in personal_columns())
    still_used = _scopes_behind()
    _drop_generations(still_used, told)
    set_mark(ROUND, OVER)
    let_go()
    return count, len(still_used)


def _scopes_behind() -> list[UUID]:
    """The scopes under a former key of which the database still finds a value: counted apart from the walk."""
    found: set[UUID] = set()
    with connection.cursor() as cursor:
        for field in personal_columns():
            cursor.execute(BEHIND.format(table=field.model._meta.db_table, column=field.column))
            found |= {scope for (scope,) in cursor.fetchall()}
    return sorted(found)


def _add_generations(told: Told | None) -> None:
    """A new generation for every data key; where an earlier round was cut off, for those it had not come to."""
    since, ended = marked(ROUND).get(ROUND, (None, OVER))
    if since is None or ended == OVER:
        with transaction.atomic():
            _as_of_before(since := set_mark(ROUND))
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, wrapped FROM vault_key WHERE made_at < %s AND NOT {TWO_GENERATIONS} LIMIT %s FOR UPDATE",  # noqa: S608
                [since, AT_ONCE],
            )
            rows = cursor.fetchall()
            for scope, wrapped in rows:
                former = _generations(bytes(wrapped), scope)
                new = ((former[0][0] + 1) % GENERATIONS, new_data_key())
                _keep(cursor, scope, [new, *former])
        if told is not None:
            told()
        if not rows:
            return


def _as_of_before(moment: datetime) -> None:
    """Let no data key be of later than this moment, as those are that were made before a clock was put back."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vault_key SET made_at = %s WHERE made_at >= %s", [moment - TICK, moment])


def _keep(cursor: Any, scope: UUID, generations: list[tuple[int, bytes]]) -> None:
    by = in_use()
    cursor.execute(
        "UPDATE vault_key SET wrapped = %s, wrapped_by_id = %s, made_at = clock_timestamp() WHERE id = %s",
        [wrap(generations, scope, by), by.id, scope],
    )


def _wait_for_those_before() -> None:
    """Wait until every transaction that might still write with a former generation is over."""
    before = _open_transactions()
    while before & _open_transactions():
        time.sleep(0.05)


def _open_transactions() -> set[str]:
    """The other transactions of this database that are open now, those too that have only read so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.virtualtransaction FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            " WHERE l.locktype = 'virtualxid' AND l.pid <> pg_backend_pid() AND a.datname = current_database()"
        )
        return {row[0] for row in cursor.fetchall()}


def _sealed_anew(field: PersonalField, value: Value) -> bytes | None:
    scope = UUID(bytes=value.kept[2:18]) if len(value.kept) > 18 else scope_of(value.scope)
    with connection.cursor() as cursor:
        cursor.execute("SELECT wrapped FROM vault_key WHERE id = %s", [scope])
        row = cursor.fetchone()
    if row is None or row[0] is None:
        return None
    key, here = opened_key(bytes(row[0]), scope), place(field, value.row)
    if value.kept[1] == key.newest:
        return None
    try:
        return key.seal(key.open(value.kept, here), here)
    except CannotOpen:
        return None  # what was damaged stays as it is found, for `verify` to tell


def _drop_generations(still_used: list[UUID], told: Told | None) -> None:
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, wrapped FROM vault_key WHERE {TWO_GENERATIONS} AND NOT id = ANY(%s) LIMIT %s FOR UPDATE",  # noqa: S608
                [still_used, AT_ONCE],
            )
            rows = cursor.fetchall()
            for scope, wrapped in rows:
                _keep(cursor, scope, _generations(bytes(wrapped), scope)[:1])
        if told is not None:
            told()
        if not rows:
            return
