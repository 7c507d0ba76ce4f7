"""The verb `restore`: a backup put into an empty place, compared with what it says of itself, and verified."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from opennrm.config.data_folder import data_folder
from opennrm.config.dumping import restore as restore_dump
from opennrm.config.fault import Fault
from opennrm.config.progress import step
from opennrm.config.table_sums import chain_head, differences, table_sums, tables
from opennrm.console.backup import address
from opennrm.console.backup_folder import (
    DATABASE,
    FILES,
    KEPT_FILES,
    check_sums,
    keyrings,
    read_manifest,
    unpack_files,
    unseal,
)

HELP = "put a backup into an empty database and data folder, compare every table with it, and verify"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which backup, and what opens it."""
    parser.add_argument("backup", type=Path, metavar="BACKUP", help="the folder that `backup` made")
    parser.add_argument("--identity", type=Path, required=True, metavar="FILE", help="the key that it was sealed for")
    parser.add_argument(
        "--keyring",
        type=Path,
        metavar="FILE",
        help="the file of people's keys (default: the newest in `keyring` beside the backup)",
    )
    parser.add_argument(
        "--owner", metavar="ROLE", help="role that is to own the tables (default: the one that restores)"
    )
    parser.add_argument("--check", action="store_true", help="only see whether it is whole and opens; restore nothing")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Restore. Raises `Fault` where the backup is not whole or the place is not empty; exit code 1 if it differs."""
    began = time.monotonic()
    backup = options.backup.absolute()
    check_sums(backup)
    manifest = read_manifest(backup, options.identity)
    keyring = _keyring(backup, manifest, options.keyring)
    if options.check:
        for path in (backup / DATABASE, backup / FILES, *([keyring] if keyring else [])):
            with open(os.devnull, "wb") as nowhere:
                unseal(path, nowhere, options.identity)
        return {"ok": True, "checked": str(backup), "at": manifest["at"], "seconds": round(time.monotonic() - began, 1)}
    _refuse_files(data_folder())
    with address() as (database, data):
        _refuse_tables(database)
        with step("Restoring"):
            _restore(database, backup, manifest, (keyring, options.identity), options.owner)
        found = compare(database, manifest)
        found += _files(backup, manifest, data, options.identity)
        verified = _verified(database)
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
        "entries": verified["entries"],
        "head": verified["head"],
        "head_equal": verified["head"] == manifest["head"]["hash"],
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
    if result["ok"]:
        lines.append(f"Every table is what was backed up, and the history holds until entry {result['entries']:,}.")
        lines.append("Anchors newer than the backup say that entries were cut off: that is how far back it goes.")
    return "\n".join(lines)


def compare(database: str, manifest: dict[str, Any]) -> list[str]:
    """What in the database is not as the manifest says; tables kept apart may have fewer rows, what was erased."""
    with psycopg.connect(database) as connection:
        found = differences(manifest["tables"], table_sums(connection), tuple(manifest["apart"]))
        if chain_head(connection) != manifest["head"]:
            found.append("The head of the history is not the one that was backed up.")
    return found


def _restore(
    database: str, backup: Path, manifest: dict[str, Any], keys: tuple[Path | None, Path], owner: str | None
) -> None:
    keyring, identity = keys
    who = [f"--role={owner}"] if owner else []
    _make_roles(database, manifest["roles"])
    for section in ("pre-data", "data"):
        restore_dump(database, lambda into: unseal(backup / DATABASE, into, identity), f"--section={section}", *who)
    if keyring is not None:
        restore_dump(database, lambda into: unseal(keyring, into, identity), "--data-only", *who)
    restore_dump(database, lambda into: unseal(backup / DATABASE, into, identity), "--section=post-data", *who)


def _files(backup: Path, manifest: dict[str, Any], data: Path, identity: Path) -> list[str]:
    if not manifest["files"]:  # none were there, or none were to go along
        return []
    with tempfile.TemporaryFile() as packed:
        unseal(backup / FILES, packed, identity)
        packed.seek(0)
        return unpack_files(packed, data, manifest["files"])


def _keyring(backup: Path, manifest: dict[str, Any], named: Path | None) -> Path | None:
    """The file of keys; the newest has the keys of everybody who was not erased since."""
    if not manifest["apart"]:
        return None
    found = named or next(iter(reversed(keyrings(backup.parent))), None)
    if found is None:
        raise Fault(f"There is no file of people's keys beside {backup}: name one with --keyring.")
    return found


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


def _verified(database: str) -> dict[str, Any]:
    os.environ["DATABASE_URL"] = database
    from opennrm.console.house import house  # noqa: PLC0415

    with house(settled=False):
        from django.conf import settings  # noqa: PLC0415 - Django is set up only by now

        from opennrm.audit.anchors import CHAIN  # noqa: PLC0415
        from opennrm.console.verify import verify  # noqa: PLC0415

        return verify(settings.ANCHORS / CHAIN, add_anchor=False)
