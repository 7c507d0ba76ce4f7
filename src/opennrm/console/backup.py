"""The verb `backup`: the database and the files of one moment, checked and sealed for the holders of keys elsewhere."""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from opennrm.config.data_folder import data_folder
from opennrm.config.dumping import dump, folder_of
from opennrm.config.embedded_postgres import EmbeddedPostgres
from opennrm.config.fault import Fault
from opennrm.config.progress import step
from opennrm.config.table_sums import chain_head, table_sums, tables
from opennrm.console.backup_folder import (
    DATABASE,
    FILES,
    KEYRING,
    KEYRING_TABLES,
    LEFT_OUT,
    MANIFEST,
    check_sums,
    files_packed,
    free_moment,
    named_for,
    remove_old,
    seal_into,
    write_sums,
)
from opennrm.vault.age import new_identity, recipients_in

HELP = "seal a checked backup of database and files into a new folder, without any key that opens it"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and for whom."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder of backups; each gets a folder of its own")
    parser.add_argument(
        "--recipient", action="append", default=[], metavar="KEY", help="public key (age1...) of who may open it"
    )
    parser.add_argument("--recipients", type=Path, metavar="FILE", help="file of such keys, one a line")
    parser.add_argument("--new-key", type=Path, metavar="FILE", help="first make a key pair in FILE, and seal for it")
    parser.add_argument("--days", type=int, help="remove backups older than so many days once this one is there")
    parser.add_argument("--no-files", action="store_true", help="the database alone, not anchors, e-mails and letters")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Make it. Raises `Fault` where it cannot be made whole; then nothing of it stays."""
    if options.days is not None and options.days < 1:
        raise Fault("--days is a whole number from 1: leave it out to keep every backup.")
    recipients = _recipients(options)
    folder = folder_of(options.folder.absolute())
    with address() as (database, data):
        return make_backup(database, None if options.no_files else data, folder, recipients, options.days)


def tell(result: dict[str, Any]) -> str:
    """Where it lies and what is in it."""
    lines = [
        f"{result['backup']}: {result['tables']} tables, {result['rows']:,} rows, {result['files']} files, "
        f"the history until entry {result['entries']:,}, in {result['seconds']} s.",
        "Take it to another machine. Whoever opens it needs the key that it was sealed for, which is not here.",
    ]
    if result["keyring"]:
        lines.append(f"The keys of people's data lie apart in {result['keyring']} and go after 35 days.")
    return "\n".join([*lines, *(f"Removed: {name}" for name in result["removed"])])


@contextmanager
def address() -> Iterator[tuple[str, Path]]:
    """The database's address and the data folder; the embedded database is started for it where none is named."""
    data = data_folder()
    named = os.environ.get("DATABASE_URL")
    if named:
        yield named, data
        return
    embedded = EmbeddedPostgres(data)
    try:
        os.environ.setdefault("OPENNRM_DEMONSTRATION", "1")  # as for every verb on that database
        yield embedded.open(), data
    finally:
        embedded.close()


def make_backup(
    database: str, data: Path | None, folder: Path, recipients: list[str], days: int | None = None
) -> dict[str, Any]:
    """Make a backup in `folder`; gives what is in it. Raises `Fault`."""
    began = time.monotonic()
    at = free_moment(folder)
    name = f"opennrm-{named_for(at)}"
    making = folder / f".{name}.making"
    making.mkdir(mode=0o700)
    try:
        with step("Backing up"):
            manifest, keyring = _parts(database, data, making, (folder / KEYRING, at), recipients)
        check_sums(making)
        making.rename(folder / name)
    except OSError as error:
        raise Fault(f"No backup was made: {error.strerror} in {folder}.") from error
    except psycopg.OperationalError as error:
        said = next(iter(str(error).strip().splitlines()), "")  # of connecting, so that it names a role and no person
        raise Fault(f"No backup was made, for the database does not let this user in: {said}") from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return {
        "backup": str(folder / name),
        "keyring": None if keyring is None else str(keyring),
        "tables": len(manifest["tables"]),
        "rows": sum(table["rows"] for table in manifest["tables"].values()),
        "files": len(manifest["files"]),
        "entries": manifest["head"]["seq"],
        "head": manifest["head"]["hash"],
        "removed": remove_old(folder, days, at),
        "seconds": round(time.monotonic() - began, 1),
    }


def _parts(
    database: str, data: Path | None, making: Path, apart: tuple[Path, datetime], recipients: list[str]
) -> tuple[dict[str, Any], Path | None]:
    sums: dict[str, str] = {}
    with psycopg.connect(database) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        moment = str((connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",))[0])
        there = tables(connection)
        if "audit_head" not in there:
            raise Fault("There is nothing in this database to back up: DATABASE_URL may name another one.")
        kept_apart = [table for table in KEYRING_TABLES if table in there]
        without = [f"--exclude-table-data=public.{table}" for table in (*kept_apart, *LEFT_OUT)]
        with dump(database, moment, *without) as dumped:
            sums[DATABASE] = seal_into(making / DATABASE, dumped, recipients)
        keyring = _keyring(database, moment, kept_apart, apart, recipients) if kept_apart else None
        manifest: dict[str, Any] = {
            "at": apart[1].isoformat(),
            "head": chain_head(connection),
            "tables": {name: told for name, told in table_sums(connection).items() if name not in LEFT_OUT},
        }
        manifest |= {
            "roles": _roles(connection),
            "owner": _owner(connection),
            "apart": kept_apart,
            "keyring": None if keyring is None else keyring.name,
            "server": connection.info.server_version,
        }
    with tempfile.TemporaryFile() as packed:
        manifest["files"] = files_packed(data, packed, manifest["head"]["seq"]) if data is not None else {}
        packed.seek(0)
        sums[FILES] = seal_into(making / FILES, packed, recipients)
    manifest["sealed"] = dict(sums)
    told = io.BytesIO(json.dumps(manifest).encode())
    sums[MANIFEST] = seal_into(making / MANIFEST, told, recipients)
    write_sums(making, sums)
    return manifest, keyring


def _keyring(
    database: str, moment: str, kept_apart: list[str], apart: tuple[Path, datetime], recipients: list[str]
) -> Path:
    place, at = apart
    folder_of(place)
    path = place / f"{named_for(at)}.dump.age"
    with dump(database, moment, "--data-only", *(f"--table=public.{table}" for table in kept_apart)) as dumped:
        seal_into(path, dumped, recipients)
    return path


def _roles(connection: psycopg.Connection[Any]) -> list[str]:
    """Roles that policies name: they have to be there before tables are restored."""
    rows = connection.execute("SELECT DISTINCT unnest(roles) FROM pg_policies WHERE schemaname = 'public'").fetchall()
    return sorted(str(name) for (name,) in rows if name != "public")


def _owner(connection: psycopg.Connection[Any]) -> str:
    """The role that owns the tables."""
    row = connection.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'audit_head'").fetchone()
    return str(row[0]) if row else ""


def _recipients(options: argparse.Namespace) -> list[str]:
    try:
        lines = [*options.recipient, *(options.recipients.read_text().splitlines() if options.recipients else [])]
        found = recipients_in(lines)
        if options.new_key is not None:
            found.append(new_identity(options.new_key))
    except FileExistsError as error:
        raise Fault(f"{options.new_key} is there already: name a new file, or take its public key.") from error
    except (OSError, ValueError) as error:
        raise Fault(f"The keys of who may open it cannot be read: {error}") from error
    if not found:
        raise Fault("A backup is sealed for somebody: name a public key with --recipient, or make one with --new-key.")
    return found
