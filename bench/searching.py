"""Searching for people among a hundred thousand whose names are sealed: how long it takes, and whom it finds."""

from __future__ import annotations

import html
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from bench.browser import Browser, csrf_in, session_of
from bench.bulk import DecidingTeam
from bench.name_variants import KEPT, VARIANTS
from bench.stack import Database, serving
from bench.timing import Stopwatch
from opennrm.mechanism.references import reference_from
from opennrm.referrals.models import Person
from opennrm.referrals.names import words_of
from opennrm.referrals.searching import bits_for, by_name, tokens_of
from opennrm.vault.envelope import DataKey, new_data_key, wrap
from opennrm.vault.fields import personal, place
from opennrm.vault.opening import in_use

PEOPLE = 100_000
AT_ONCE = 5_000
BEGINNINGS = "ar ba bes da el fa gje ha i jo ka li ma mi na o pe qa ro sa shi ta thu u va xha yo za"
MIDDLES = "ba da fri ga ha ki la lo ma mi na no ra ri sa shi ta ti va ye"
ENDS = "n na nd r ra s sh t ta m mi l la k ka i o e"


def measure_searching(data: Path, database: Database, team: DecidingTeam) -> dict[str, Any]:
    """Search for everybody of the list of name variants among `PEOPLE` others, whom the asker may all see."""
    _load(team)
    session = session_of(team.second_officer)
    found: list[bool] = []
    with serving(data) as server:
        watch, browser = Stopwatch(server, database), Browser(server.port, session)
        hidden = csrf_in(browser.get("/find/"))
        watch.measure([_asking(browser, hidden, "Linh", "Linh", []) for _ in range(3)])
        figures = watch.measure(_searches(browser, hidden, found))
    return figures.told() | {"people": PEOPLE, "variants": len(VARIANTS), "found": sum(found)}


def _searches(browser: Browser, hidden: dict[str, list[str]], found: list[bool]) -> Iterator[Callable[[], object]]:
    for typed, kept in VARIANTS:
        yield _asking(browser, hidden, typed, kept, found)


def _asking(
    browser: Browser, hidden: dict[str, list[str]], typed: str, kept: str, found: list[bool]
) -> Callable[[], object]:
    def ask() -> None:
        answer = browser.get(browser.post("/find/", hidden | {"person": [typed]}).location)
        found.append(f">{kept}<" in html.unescape(answer.text))

    return ask


def _load(team: DecidingTeam) -> None:
    draw = random.Random(1926)  # noqa: S311 - made-up names, the same each time
    names = [tuple(name.split(" ", 1)) for name in KEPT]
    names += [(_name(draw), f"{_name(draw)} {_name(draw)}") for _ in range(PEOPLE)]
    bits = bits_for(PEOPLE)
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off; SET session_replication_role = replica")
        cursor.execute("SELECT id FROM cases_case WHERE owner_team_id = %s AND NOT restricted LIMIT 1", [team.id])
        (like,) = cursor.fetchone()
        try:
            for start in range(0, len(names), AT_ONCE):
                _load_some(cursor, names[start : start + AT_ONCE], draw, bits, like)
        finally:
            cursor.execute("RESET synchronous_commit; RESET session_replication_role")
        cursor.execute("VACUUM ANALYZE")


def _load_some(cursor: Any, names: list[tuple[str, ...]], draw: random.Random, bits: int, like: UUID) -> None:
    keys, people, tokens, cases = [], [], [], []
    for first, last in names:
        person_id = UUID(int=draw.getrandbits(128), version=4)
        fresh = new_data_key()
        key = DataKey(person_id, [(0, fresh)])
        keys.append((person_id, wrap([(0, fresh)], person_id, in_use()), in_use().id))
        sealed = [
            key.seal(f'"{name}"'.encode(), place(personal(Person, column), person_id))
            for column, name in (("first_name", first), ("last_name", last))
        ]
        people.append((person_id, *sealed, "", "", "", False))
        tokens += [(person_id, token) for token in tokens_of(by_name(words_of(first, last)), bits)]
        cases.append((person_id, reference_from(draw.randbytes(7))))
    with transaction.atomic():
        _copied(cursor, "vault_key (id, wrapped, wrapped_by_id)", keys)
        columns = "id, first_name, last_name, gender, nationality, language, interpreter_needed"
        _copied(cursor, f"referrals_person ({columns})", people)
        _copied(cursor, "referrals_search_token (person_id, token)", tokens)
        cursor.execute("CREATE TEMP TABLE new_case (person_id uuid, reference text) ON COMMIT DROP")
        _copied(cursor, "new_case (person_id, reference)", cases)
        told = (
            "'id', gen_random_uuid(), 'draft_id', gen_random_uuid(), 'person_id', n.person_id, 'reference', n.reference"
        )
        cursor.execute(
            f"INSERT INTO referrals_referral SELECT (jsonb_populate_record(r, jsonb_build_object({told}))).*"
            " FROM referrals_referral r JOIN cases_case c USING (reference), new_case n WHERE c.id = %s",
            [like],
        )
        cursor.execute(
            "INSERT INTO cases_case SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(),"
            " 'person_id', n.person_id, 'reference', n.reference))).* FROM cases_case c, new_case n WHERE c.id = %s",
            [like],
        )
        cursor.execute(
            "INSERT INTO cases_access (case_id, grantee, from_at, because) SELECT c.id, x.grantee, x.from_at, x.because"
            " FROM new_case n JOIN cases_case c USING (reference), cases_access x"
            " WHERE x.case_id = %s AND x.until_at IS NULL",
            [like],
        )


def _copied(cursor: Any, into: str, rows: list[tuple[Any, ...]]) -> None:
    with cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _name(draw: random.Random) -> str:
    middle = "".join(draw.choice(MIDDLES.split()) for _ in range(draw.randint(1, 2)))
    return (draw.choice(BEGINNINGS.split()) + middle + draw.choice(ENDS.split())).capitalize()
