"""Leaves a small dump of this version with made-up people in it, so that every later version is tried on it.

  PYTHONPATH=src .venv/bin/python tools/dump_version.py NAME [--source FOLDER]

Writes tests/data/versions/NAME.sql.gz: the demonstration, in a database of its own, as plain SQL; and beside it
NAME.migrations, the digest of each migration that it was made by, since a migration that somebody may have applied is
never changed again. To be run at the end of each part, before its tag. `--source` names the `src` folder of an earlier
version, to make a dump of that one.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from opennrm.config.embedded_postgres import EmbeddedPostgres
from opennrm.config.postgres_programs import find_programs

ROOT = Path(__file__).resolve().parents[1]
VERSIONS = ROOT / "tests/data/versions"
KEYS = {
    "OPENNRM_SECRET_KEY": "only-for-old-versions-" + "x" * 40,
    "OPENNRM_VAULT_KEY": "only-for-old-versions-" + "y" * 40,
}
"""The keys that the dumps were made with; they open nothing but made-up people."""


def make_dump(name: str, source: Path) -> Path:
    """Load the demonstration of the version in `source` and dump it; gives the file."""
    with tempfile.TemporaryDirectory(prefix="opennrm-version-") as place:
        server = EmbeddedPostgres(Path(place), fsync=False)
        address = server.open()
        try:
            environment = {
                **os.environ,
                **KEYS,
                "DATABASE_URL": address,
                "OPENNRM_DATA": place,
                "PYTHONPATH": str(source),
            }
            keys = Path(place) / "keys"
            keys.write_bytes((VERSIONS / "keys").read_bytes())
            keys.chmod(0o600)  # a checkout gives them to everybody
            environment |= {"OPENNRM_DEMONSTRATION": "1", "OPENNRM_KEYS": str(keys)}
            subprocess.run([sys.executable, "-m", "opennrm", "demo"], env=environment, check=True, stdout=2)
            command = [find_programs().folder / "pg_dump", "--no-owner", "--no-privileges", "--no-comments", address]
            dumped = subprocess.run(command, check=True, capture_output=True).stdout
        finally:
            server.close()
    VERSIONS.mkdir(parents=True, exist_ok=True)
    path = VERSIONS / f"{name}.sql.gz"
    path.write_bytes(gzip.compress(dumped, 9, mtime=0))
    return path


def digests_of_migrations(source: Path) -> dict[str, str]:
    """The SHA-256 of each migration under `source`, by its path within it."""
    found = sorted(source.glob("opennrm/*/migrations/0*.py"))
    return {str(path.relative_to(source)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def main() -> None:
    """Make the dump and say how large it is."""
    parser = argparse.ArgumentParser(description="Leave a dump of this version, with made-up people in it.")
    parser.add_argument("name", help="of the version, such as part-3")
    parser.add_argument("--source", type=Path, default=ROOT / "src", help="the src folder of that version")
    options = parser.parse_args()
    path = make_dump(options.name, options.source.absolute())
    digests = digests_of_migrations(options.source.absolute())
    lines = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
    (VERSIONS / f"{options.name}.migrations").write_text(lines)
    sys.stderr.write(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
