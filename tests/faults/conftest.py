"""A database server that syncs to disk: the one the tests were given, if it does, or else one of our own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from opennrm.config.embedded_postgres import EmbeddedPostgres


@pytest.fixture(scope="session")
def syncing_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address (any database of it); `./opennrm test` gives the faults one that syncs."""
    given = os.environ.get("DATABASE_URL", "")
    if given and _syncs(given):
        yield given
        return
    folder: Path = tmp_path_factory.mktemp("syncing")
    server = EmbeddedPostgres(folder)
    try:
        address = server.open()
        assert _syncs(address)
        yield address
    finally:
        server.close()


def _syncs(address: str) -> bool:
    with psycopg.connect(address) as connection:
        settings = [connection.execute(f"SHOW {name}").fetchone() for name in ("fsync", "synchronous_commit")]
    return settings == [("on",), ("on",)]
