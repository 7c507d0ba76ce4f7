"""Which people's keys a restored database gets: those of its own moment, without those that are gone by now.

The keys of another moment do not open everything: `rotate-keys --data` makes new ones. The keys of its own moment would
bring back who was erased since, and so the newest file of keys takes away what it no longer has.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from uuid import UUID

import psycopg

from opennrm.config.dumping import restore as restore_dump
from opennrm.config.fault import Fault
from opennrm.console.backup_folder import keyrings, unseal

NEWEST = """
CREATE TABLE opennrm_newest_keys AS SELECT id, wrapped IS NULL AS is_erased FROM vault_key;
TRUNCATE vault_key, vault_wrapping_key;
"""
STRANGE = (
    "SELECT EXISTS (SELECT FROM vault_key) AND NOT EXISTS (SELECT FROM vault_key JOIN opennrm_newest_keys USING (id))"
)
GONE = """
WITH erased AS (
    UPDATE vault_key k SET wrapped = NULL, wrapped_by_id = NULL FROM opennrm_newest_keys n
    WHERE n.id = k.id AND n.is_erased AND k.wrapped IS NOT NULL RETURNING k.id
), forgotten AS (
    DELETE FROM vault_key k WHERE NOT EXISTS (SELECT FROM opennrm_newest_keys n WHERE n.id = k.id)
)
SELECT id FROM erased
"""


@dataclass(frozen=True, slots=True)
class Rings:
    """Files of keys that a restore takes: the one that opens, and the one that says who is gone, if that is another."""

    opens: Path
    newest: Path | None = None
    is_own: bool = True
    """Does the one that opens hold the keys as they were when the backup was made?"""

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them."""
        return (self.opens,) if self.newest is None else (self.opens, self.newest)


def rings_of(backup: Path, manifest: dict[str, Any], named: Path | None) -> Rings | None:
    """The files of keys for a backup: its own, and the newest beside it; None where keys lie in the backup itself.

    One that was `named` is taken as it is. Where its own is gone, after 35 days, the newest stands for it. Raises
    `Fault`.
    """
    if not manifest["apart"]:
        return None
    own = manifest.get("keyring") or f"{backup.name.removeprefix('opennrm-')}.dump.age"
    if named is not None:
        return Rings(named, is_own=named.name == own)
    there = keyrings(backup.parent)
    if not there:
        raise Fault(f"There is no file of people's keys beside {backup}: name one with --keyring.")
    newest = there[-1]
    if newest.name == own or all(path.name != own for path in there):
        return Rings(newest, is_own=newest.name == own)
    return Rings(newest.with_name(own), newest)


def restore_keys(database: str, rings: Rings, identity: Path) -> list[UUID] | None:
    """Put the keys into a database that has tables and no constraints yet; gives whose were erased since the backup.

    None where that cannot be told, because keys of another moment stand for its own. Raises `Fault`.
    """
    if rings.newest is None:
        restore_dump(database, _opened(rings.opens, identity), "--data-only")
        return [] if rings.is_own else None
    restore_dump(database, _opened(rings.newest, identity), "--data-only")
    with psycopg.connect(database) as connection:
        connection.execute(NEWEST)
    restore_dump(database, _opened(rings.opens, identity), "--data-only")
    with psycopg.connect(database) as connection:
        if connection.execute(STRANGE).fetchone() == (True,):
            raise Fault(f"{rings.newest} is of another database: move it away, or name a file of keys with --keyring.")
        gone = [scope for (scope,) in connection.execute(GONE).fetchall()]
        connection.execute("DROP TABLE opennrm_newest_keys")
    return gone


def erase_again(database: str, gone: list[UUID] | None) -> int:
    """Let the history of a restored database say what was erased or discarded since; gives of how many records.

    Raises `WrongKeys` where no key of the settings opens what that database hashes with.
    """
    os.environ["DATABASE_URL"] = database
    from opennrm.console.house import house  # noqa: PLC0415

    with house(settled=False):
        from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

        from opennrm.audit.asking import upgrading  # noqa: PLC0415
        from opennrm.cases.actions.erasing import record_erased_since  # noqa: PLC0415
        from opennrm.referrals.expiring import discard_without_key  # noqa: PLC0415
        from opennrm.vault.opening import take_secrets_or_refuse  # noqa: PLC0415

        take_secrets_or_refuse()
        with upgrading():
            at = timezone.now()
            return record_erased_since(gone, at=at) + discard_without_key(at=at)


def _opened(ring: Path, identity: Path) -> Callable[[IO[bytes]], None]:
    return lambda into: unseal(ring, into, identity)
