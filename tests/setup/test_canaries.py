"""Forty made-up values typed into everything lie in no log, mail, temporary file, session, cache or open column."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.setup.town import Town, has_dump_program, town

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not has_dump_program(), reason="this PostgreSQL has no pg_dump, so no column was looked at"),
]
WORD = re.compile(rb"(?i)kanari\d\dvex")
LINE = re.compile(rb"(?i)[^\n]*kanari\d\dvex[^\n]{0,40}")
"""With what stands before it: for a column that is its table."""
PLACES = ("log of the pages", "log of the database", "mail", "temporary files", "columns", "packed columns")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    """A town's installation."""
    with town(tmp_path) as made:
        yield made


def run(made: Town, *words: str) -> tuple[dict[str, Any], bytes]:
    """Run the flows as the superuser, whom no wall keeps out; gives what they told, and their log."""
    temporary = made.folder / "temporary"
    temporary.mkdir(exist_ok=True)
    house = {"DJANGO_SETTINGS_MODULE": "opennrm.config.settings", "PYTHONPATH": "src:."}
    environment = made.environment("opennrm") | {"TMPDIR": str(temporary), "OPENNRM_MAIL": "file", **house}
    command = [sys.executable, "-m", "tests.setup.canaries", *words]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return json.loads(done.stdout), done.stderr


def looked_at(made: Town, log: bytes) -> dict[str, bytes]:
    """What lies in each place that is not sealed."""
    dump = made.run("opennrm", "pg_dump", "--inserts", "--data-only", "opennrm_town").encode()
    mails = [path.read_bytes() for path in (made.folder / "opennrm").rglob("*.eml")]
    logs = [path.read_bytes() for path in made.folder.glob("*.log") if path != made.server.log]
    assert mails, "no mail was sent"
    return {
        "log of the pages": log + b"".join(logs),
        "log of the database": made.server.log.read_bytes(),
        "mail": b"\n".join(mails),
        "temporary files": b"".join(
            path.name.encode() + path.read_bytes() for path in (made.folder / "temporary").rglob("*") if path.is_file()
        ),
        "columns": dump,
        "packed columns": b"\n".join(unpacked(dump)),
    }


def unpacked(dump: bytes) -> Iterator[bytes]:
    """What sessions and the cache hold, which is written in base64 and perhaps compressed."""
    for word in re.findall(rb"[A-Za-z0-9_.+/=-]{24,}", dump):
        for part in re.split(rb"[.:]", word):
            raw = _decoded(part)
            yield raw
            try:
                yield zlib.decompress(raw)
            except zlib.error:
                continue


def _decoded(part: bytes) -> bytes:
    try:
        return base64.urlsafe_b64decode(part.replace(b"+", b"-").replace(b"/", b"_") + b"=" * (-len(part) % 4))
    except ValueError:
        return b""


@pytest.mark.proves("PRIV-01", "16.2.5", "14.2.1", "14.2.4", "16.2.3")
def test_nothing_that_was_typed_lies_where_it_is_not_sealed(place: Town) -> None:
    told, log = run(place)
    assert len(told["canaries"]) == 40
    assert {"200", "302", "403", "404", "413", "422", "500", "503"} <= set(told["ended"]), told["ended"]
    found = {name: sorted(set(LINE.findall(held))) for name, held in looked_at(place, log).items()}
    assert found == {name: [] for name in PLACES}


@pytest.mark.proves("PRIV-01", "OPS-08")
def test_what_is_planted_in_each_place_is_found(place: Town) -> None:
    _told, log = run(place, "leak")
    held = looked_at(place, log)
    assert [name for name in PLACES if not WORD.search(held[name])] == []
