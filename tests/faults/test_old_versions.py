"""Every version that was ever left behind is upgraded to this one, and nothing in it is lost or changed on the way.

What is compared: every row count and reference; the bodies, numbers and hashes of the history, whose chain has to hold
(entries of the first versions cover their body itself, those since Part 3 its hash); and `verify`, where the version
already wrote down all that this one compares. Of Part 1 that is the chain alone: its history did not yet hold letters,
safe contacts and access, so its cases are opened and read instead.
"""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from opennrm.config.postgres_programs import find_programs
from tests.faults.houses import Place, places
from tools.dump_version import KEYS, ROOT, VERSIONS, digests_of_migrations

pytestmark = pytest.mark.faults
NAMES = sorted(path.name.removesuffix(".sql.gz") for path in VERSIONS.glob("*.sql.gz"))
WHOLE_SINCE = "part-2"
"""The first version whose history holds all that `verify` compares."""
WHO = "caseworker@authority.example"
MINE = """
SELECT c.reference FROM cases_case c JOIN partners_account a ON a.id = c.owner_id WHERE a.email = '{}' LIMIT 2
"""
KEPT = (
    "SELECT reference FROM cases_case ORDER BY 1",
    "SELECT reference FROM referrals_referral ORDER BY 1",
    "SELECT id::text, text_hash FROM notifications_letter ORDER BY 1",
    "SELECT email FROM partners_account ORDER BY 1",
    "SELECT seq, body, encode(hash, 'hex') FROM audit_event WHERE seq <= {entries} ORDER BY 1",
    "SELECT case_id::text, rule, starts_on, due_on FROM cases_clock ORDER BY 1, 2, 3, 4",
)
"""What has to be there afterwards, and be the same."""


@pytest.fixture(params=NAMES)
def old(request: pytest.FixtureRequest, syncing_server: str, tmp_path: Path) -> Iterator[tuple[str, Place]]:
    """A database as the version left it."""
    with places(syncing_server, tmp_path, "opennrm_old_version") as (place,):
        load(request.param, place)
        yield request.param, place


def load(name: str, place: Place) -> None:
    """Put what the version left behind into an empty database, with the keys that it was made with."""
    keys = place.data.with_name("keys-of-the-version")
    keys.write_bytes((VERSIONS / "keys").read_bytes())
    keys.chmod(0o600)  # a checkout gives them to everybody
    place.more |= {**KEYS, "OPENNRM_KEYS": str(keys)}
    script = gzip.decompress((VERSIONS / f"{name}.sql.gz").read_bytes())
    command = [find_programs().folder / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", place.address]
    done = subprocess.run(command, input=script, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def kept(place: Place, entries: int) -> list[list[tuple[Any, ...]]]:
    return [place.rows(statement.format(entries=entries)) for statement in KEPT]


def upgraded(place: Place) -> dict[str, Any]:
    """Bring it to this version, as any verb that opens the house does; gives what `verify` then says."""
    done = place.run("profiles")
    assert done.returncode == 0, done.stdout + done.stderr
    return place.told("verify", "--no-anchor", "--first", codes=(0, 1))


@pytest.mark.proves("REL-36")
def test_an_old_version_is_upgraded_and_nothing_of_it_is_lost(old: tuple[str, Place]) -> None:
    name, place = old
    ((entries,),) = place.rows("SELECT seq FROM audit_head")
    before = kept(place, entries)
    assert all(before), "the dump holds something of everything"
    told = upgraded(place)
    assert kept(place, entries) == before
    broken = [finding for finding in told["findings"] if finding.startswith(("History", "Anchors"))]
    assert broken == []
    if name >= WHOLE_SINCE:
        assert told["findings"] == []
    read = [place.run("case", reference, "--as", WHO) for (reference,) in place.rows(MINE.format(WHO))]
    assert [done.returncode for done in read] == [0] * len(read) != [], [done.stderr for done in read]


@pytest.mark.proves("REL-36")
@pytest.mark.parametrize("old", ["part-3"], indirect=True)
def test_of_cases_from_before_the_ledger_the_sweep_takes_over_what_their_referrals_said(old: tuple[str, Place]) -> None:
    """Their consents are sealed, some keys of theirs are erased, and some of their people have left."""
    _, place = old
    upgraded(place)
    agreed = (
        "SELECT c.reference FROM cases_case c JOIN referrals_referral r USING (reference) JOIN referrals_consent o "
        "ON o.referral_id = r.id WHERE c.kind = 'adult' AND c.erased_on IS NULL AND o.scope = 'referral' AND o.given "
        "AND o.ended_at IS NULL ORDER BY 1"
    )
    begun = "SELECT DISTINCT c.reference FROM cases_consent e JOIN cases_case c ON c.id = e.case_id ORDER BY 1"
    wanted = place.rows(agreed)
    assert (len(wanted) > 1, place.rows(begun)) == (True, [])
    done = place.run("sweep")
    assert done.returncode == 0, done.stdout + done.stderr
    assert place.rows(begun) == wanted
    assert place.rows("SELECT count(*) FROM cases_part") == [(0,)]
    assert place.told("verify", "--no-anchor", "--first", codes=(0, 1))["findings"] == []


@pytest.mark.proves("REL-36")
@pytest.mark.parametrize("old", NAMES[:1], indirect=True)
def test_a_history_changed_in_an_old_version_is_found_after_the_upgrade(old: tuple[str, Place]) -> None:
    _, place = old
    with psycopg.connect(place.address) as connection:
        connection.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        change = "UPDATE audit_event SET body = replace(body, 'CaseOpened', 'CaseClosed') WHERE kind = 'CaseOpened'"
        connection.execute(change)
        connection.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")
    assert any(finding.startswith("History") for finding in upgraded(place)["findings"])


@pytest.mark.proves("REL-36")
def test_no_migration_that_a_version_left_behind_was_changed_since() -> None:
    """Whoever has applied it would never get what was changed, and the next that builds on that would fail there."""
    now = digests_of_migrations(ROOT / "src")
    lists = {path.stem: path for path in VERSIONS.glob("*.migrations")}
    for name, path in lists.items():
        left = dict(reversed(line.split()) for line in path.read_text().splitlines())
        assert left
        assert {each: now.get(each) for each in left} == left, f"changed since {name}: add a migration instead"


@pytest.mark.proves("REL-36")
def test_the_end_of_each_part_left_a_version() -> None:
    assert NAMES[:3] == ["part-1", "part-2", "part-3"]
