"""The verb `restore`: a backup put into an empty place, compared with what it says of itself, and verified."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from opennrm.config.data_folder import data_folder
from opennrm.config.dumping import restore as restore_dump
from opennrm.config.fault import Fault
from opennrm.config.progress import step
from opennrm.config.table_sums import chain_head, differences, table_sums, tables
from opennrm.console.backup import address
from opennrm.console.backup_folder import (
    ANCHORS,
    DATABASE,
    FILES,
    KEPT_FILES,
    LEFT_OUT,
    check_sums,
    read_manifest,
    unpack_files,
    unseal,
)
from opennrm.console.restored_keys import Rings, erase_again, restore_keys, rings_of

HELP = "put a backup into an empty database and data folder, compare every table with it, and verify"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which backup, and what opens it."""
    parser.add_argument("backup", type=Path, metavar="BACKUP", help="the folder that `backup` made")
    parser.add_argument("--identity", type=Path, required=True, metavar="FILE", help="the key that it was sealed for")
    parser.add_argument(
        "--keyring",
        type=Path,
        metavar="FILE",
        help="take this file of people's keys as it is (default: the backup's own, without whose keys went since)",
    )
    parser.add_argument(
        "--owner",
        metavar="ROLE",
        help="role that is to own the tables (default: the one that owned them, where this server has it)",
    )
    parser.add_argument("--check", action="store_true", help="only see whether it is whole and opens; restore nothing")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Restore. Raises `Fault` where the backup is not whole or the place is not empty; exit code 1 if it differs."""
    began = time.monotonic()
    backup = options.backup.absolute()
    check_sums(backup)
    manifest = read_manifest(backup, options.identity)
    rings = rings_of(backup, manifest, options.keyring)
    if options.check:
        for path in (backup / DATABASE, backup / FILES, *(rings.files if rings else ())):
            with open(os.devnull, "wb") as nowhere:
                unseal(path, nowhere, options.identity)
        return {"ok": True, "checked": str(backup), "at": manifest["at"], "seconds": round(time.monotonic() - began, 1)}
    _refuse_files(data_folder())
    with address() as (database, data):
        _refuse_tables(database)
        owner = _owner(database, options.owner, manifest.get("owner", ""))
        with step("Restoring"):
            gone = _restore(database, backup, manifest, (rings, options.identity), owner)
        found = compare(database, manifest)
        erased = erase_again(database, gone) if rings and not (found or (rings.is_own and rings.newest is None)) else 0
        found += _files(backup, manifest, data, options.identity)
        verified = _verified(database, data / ANCHORS, manifest["files"])
    findings = found + verified["findings"]
    if findings and not found:
        findings.append("Every table is what was backed up: see that the keys of this place are those of the first.")
    return {
        "ok": not findings,
        "backup": str(backup),
        "at": manifest["at"],
        "tables": len(manifest["tables"]),
        "rows": sum(table["rows"] for table in manifest["tables"].values()),
        "files": len(manifest["files"]),
        "owner": owner,
        "entries": verified["entries"],
        "head": verified["head"],
        "head_equal": verified["head"] == manifest["head"]["hash"],
        "erased_again": erased,
        "seconds": round(time.monotonic() - began, 1),
        "findings": findings,
    }


def tell(result: dict[str, Any]) -> str:
    """What was restored and whether it is what was backed up."""
    if "checked" in result:
        return f"{result['checked']} of {result['at']} is whole and opens."
    lines = [
        f"Restored {result['backup']} of {result['at']}: {result['tables']} tables, {result['rows']:,} rows and "
        f"{result['files']} files, in {result['seconds']} s.",
        *result["findings"],
    ]
    if result["erased_again"]:
        lines.append(f"{result['erased_again']:,} records or drafts that went since the backup are gone here, too.")
    if result["ok"]:
        lines.append(f"Every table is what was backed up, and the history holds until entry {result['entries']:,}.")
        lines.append("Anchors newer than the backup say that entries were cut off: that is how far back it goes.")
    return "\n".join(lines)


def compare(database: str, manifest: dict[str, Any]) -> list[str]:
    """What in the database is not as the manifest says; tables kept apart may have fewer rows, what was erased."""
    with psycopg.connect(database) as connection:
        found = differences(manifest["tables"], table_sums(connection), (*manifest["apart"], *LEFT_OUT))
        if chain_head(connection) != manifest["head"]:
            found.append("The head of the history is not the one that was backed up.")
    return found


def _restore(
    database: str, backup: Path, manifest: dict[str, Any], keys: tuple[Rings | None, Path], owner: str
) -> list[UUID] | None:
    """Gives whose keys were erased since the backup, None where that cannot be told."""
    rings, identity = keys
    _make_roles(database, manifest["roles"])
    as_owner = (f"--role={owner}",) if owner else ()
    for section in ("pre-data", "data"):
        restore_dump(
            database, lambda into: unseal(backup / DATABASE, into, identity), f"--section={section}", *as_owner
        )
    gone = restore_keys(database, rings, identity) if rings else []
    restore_dump(database, lambda into: unseal(backup / DATABASE, into, identity), "--section=post-data", *as_owner)
    return gone


def _owner(database: str, named: str | None, before: str) -> str:
    """The role that the tables are given to; empty for the one that is connected.

    Raises `Fault`, before anything is restored, for a role that could not compare what it restored: row-level security
    is forced on whoever owns the tables, too.
    """
    with psycopg.connect(database) as connection:
        who, sees_all = connection.execute(
            "SELECT rolname, rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone() or ("", False)
        if not sees_all:
            raise Fault(
                f"The database role {who!r} would not see what it restored, and could not compare it: restore as the "
                "server's superuser (sudo -u postgres -g opennrm), who gives the tables to their owner."
            )
        wanted = named or before
        found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [wanted]).fetchone()
    if named and found is None:
        raise Fault(f"The server has no role {named!r} to own the tables: run deploy/roles.sql, or name another one.")
    return wanted if found is not None and wanted != who else ""


def _files(backup: Path, manifest: dict[str, Any], data: Path, identity: Path) -> list[str]:
    if not manifest["files"]:  # none were there, or none were to go along
        return []
    with tempfile.TemporaryFile() as packed:
        unseal(backup / FILES, packed, identity)
        packed.seek(0)
        return unpack_files(packed, data, manifest["files"])


def _refuse_files(data: Path) -> None:
    there = [name for name in KEPT_FILES if any((data / name).glob("*"))]
    if there:
        raise Fault(f"{data / there[0]} is not empty, and nothing is restored over anything: name a new OPENNRM_DATA.")


def _refuse_tables(database: str) -> None:
    with psycopg.connect(database) as connection:
        there = tables(connection)
    if there:
        raise Fault(
            f"The database has {len(there)} tables already, and nothing is restored over anything: name an empty one."
        )


def _make_roles(database: str, roles: list[str]) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        for role in roles:
            if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
                try:
                    connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
                except psycopg.errors.InsufficientPrivilege as error:
                    raise Fault(f"The role {role} has to be there first: run deploy/roles.sql.") from error


def _verified(database: str, anchors: Path, files: dict[str, str]) -> dict[str, Any]:
    """What `verify` says, held against the anchors that were restored: those where new ones are put may be newer."""
    os.environ["DATABASE_URL"] = database
    from opennrm.console.house import house  # noqa: PLC0415

    with house(settled=False):
        from opennrm.audit.anchors import CHAIN  # noqa: PLC0415 - Django is set up only by now
        from opennrm.console.verify import Held, verify  # noqa: PLC0415

        held = Held(is_first=f"{ANCHORS}/{CHAIN}" not in files)
        return verify(anchors / CHAIN, add_anchor=False, held=held)
