"""Databases of their own on a given server, and the verbs of the house run on them as a person types them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from opennrm.config.data_folder import ROOT

KEYS = {"OPENNRM_SECRET_KEY": "only-for-drills-" + "x" * 40, "OPENNRM_VAULT_KEY": "only-for-drills-" + "y" * 48}


@dataclass
class Place:
    """A database and a data folder."""

    address: str
    data: Path
    more: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """`./opennrm` with these words."""
        environment = {**os.environ, **KEYS, "DATABASE_URL": self.address, "OPENNRM_DATA": str(self.data), **self.more}
        environment |= {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        command = [sys.executable, "-m", "opennrm", *words]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    def told(self, *words: str, codes: tuple[int, ...] = (0,)) -> dict[str, Any]:
        """What a verb tells with --json."""
        done = self.run(*words, "--json")
        assert done.returncode in codes, done.stdout + done.stderr
        return dict(json.loads(done.stdout))

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What the database answers."""
        with psycopg.connect(self.address) as connection:
            return connection.execute(statement).fetchall()  # type: ignore[arg-type]

    def change(self, *statements: str) -> None:
        """Do something to the database, as its superuser."""
        with psycopg.connect(self.address) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[arg-type]


@contextmanager
def places(server: str, folder: Path, *names: str, with_tables: int = 0) -> Iterator[list[Place]]:
    """Empty databases with these names, each with a data folder; dropped at the end.

    The first `with_tables` are like every new database of the server: where `./opennrm test` started it, they have the
    tables already, and nobody need wait until they are made once more.
    """
    made = []
    with psycopg.connect(server, autocommit=True) as connection:
        for number, name in enumerate(names):
            _drop(connection, name)
            like = sql.Identifier("template1" if number < with_tables else "template0")
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), like))
            made.append(Place(address(server, name), folder / f"data-{name}", {"OPENNRM_DEMONSTRATION": "1"}))
    try:
        yield made
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            for name in names:
                _drop(connection, name)


def address(server: str, database: str) -> str:
    """The address of another database of this server."""
    parts = conninfo_to_dict(server)
    return f"postgresql://{parts.get('user', '')}@/{database}?host={parts.get('host', '')}&port={parts.get('port', '')}"


def _drop(connection: psycopg.Connection[Any], name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
