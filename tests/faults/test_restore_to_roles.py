"""`./opennrm restore` on the operator's own PostgreSQL and its roles: the owner owns what came back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.setup.town import DEPLOY, ROOT, Town, has_dump_program, town

pytestmark = [
    pytest.mark.faults,
    pytest.mark.proves("REL-30"),
    pytest.mark.skipif(not has_dump_program(), reason="this PostgreSQL has no pg_dump, so none was restored"),
]
SUPERUSER = "opennrm"
OWNED = """
SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'S')
UNION SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("roles")) as made:
        made.verb(
            "opennrm_worker",
            *("organisation", "harbour-council", "--name", "Harbour Council", "--type", "local_authority"),
            *("--nation", "wales", "--may-refer", "--domain", "harbour.council.example", "--team", "Safeguarding"),
            *("--administrator", "ada@harbour.council.example", "--administrator-name", "Ada Nwosu"),
            *("--password-file", "-"),
            typed="cows graze by the river",
        )
        yield made


def restored(made: Town, user: str, backup: str, key: Path, database: str, *more: str) -> tuple[int, dict[str, Any]]:
    """Exit code and words of the verb, typed by that user into a new place."""
    made.as_superuser("-v", f"database={database}", "-f", str(DEPLOY / "database.sql"))
    environment = made.environment(user, database) | {"OPENNRM_DATA": str(made.folder / f"data-{database}")}
    command = [sys.executable, "-m", "opennrm", "restore", backup, "--identity", str(key), "--json", *more]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def connected(made: Town, database: str) -> psycopg.Connection[Any]:
    return psycopg.connect(host=made.sockets, user=SUPERUSER, dbname=database)


def test_the_superuser_restores_and_the_owner_and_the_worker_go_on(harbour: Town) -> None:
    key = harbour.folder / "backup.key"
    made = harbour.verb("opennrm_backup", "backup", str(harbour.folder / "kept"), "--new-key", str(key), "--json")
    backup = json.loads(made)["backup"]

    code, refused = restored(harbour, "opennrm_owner", backup, key, "as_owner")
    assert (code, "restore as the server's superuser" in refused["error"]) == (2, True)
    with connected(harbour, "as_owner") as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)

    code, told = restored(harbour, SUPERUSER, backup, key, "restored")
    assert (code, told["findings"], told["owner"], told["head_equal"]) == (0, [], "opennrm_owner", True)
    with connected(harbour, "restored") as connection:
        assert connection.execute(OWNED).fetchall() == [("opennrm_owner",)]
    harbour.verb("opennrm_owner", "prepare", database="restored")
    said = harbour.verb("opennrm_worker", "verify", "--no-anchor", "--first", database="restored")
    assert "Everything holds." in said
    with psycopg.connect(host=harbour.sockets, user="opennrm_web", dbname="restored") as connection:
        assert connection.execute("SELECT count(*) FROM audit_event").fetchone() == (0,), "the wall stands"

    code, refused = restored(harbour, SUPERUSER, backup, key, "named", "--owner", "nobody_there")
    assert (code, "no role 'nobody_there'" in refused["error"]) == (2, True)
