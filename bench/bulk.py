"""Many cases at once: the rows and events of the patterns, copied with ids, references, teams and people of their own.

The rows go in by COPY with foreign keys unchecked, the events through the product's own `audit_append`, so that chain
and fold are what they would be had every case been worked; `verify` says whether they are.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction

from bench.patterns import People, Walked
from bench.sealed_rows import SealedRows, cut_at
from bench.stack import NotAsExpected
from opennrm.cases.models import Part
from opennrm.cases.texts import part_hash
from opennrm.mechanism.references import reference_from
from opennrm.partners.access import Actor
from opennrm.partners.actors import actor_of
from opennrm.partners.founding import create_team, open_account
from opennrm.partners.second_factor import give_second_factor
from opennrm.referrals.searching import MOST_BITS

AT_ONCE = 1000
SMALL_TEAM, LARGE_TEAMS = 6.0, 9
"""The share of the small team in a hundred cases; the others have the rest."""

OF_REFERRAL = "SELECT id FROM referrals_referral WHERE reference = %(reference)s"
OF_CASE = "SELECT id FROM cases_case WHERE reference = %(reference)s"
OF_LETTERS = "SELECT id FROM notifications_letter WHERE referral_reference = %(reference)s"
PERSON = "SELECT person_id FROM referrals_referral WHERE reference = %(reference)s"
DECISIONS = f"SELECT id FROM cases_decision WHERE case_id IN ({OF_CASE})"
NOTES = f"SELECT id FROM cases_note WHERE case_id IN ({OF_CASE})"
BY_CASE = (
    "access",
    "bar_override",
    "clock",
    "consent",
    "disqualification",
    "consultation",
    "decision",
    "emergency",
    "evidence",
    "extension",
    "flag",
    "hand_over",
    "information_request",
    "note",
    "opening",
    "own_page",
    "part",
    "partner_message",
    "party",
    "reconsideration_request",
    "recovery_review",
    "representation",
    "task",
    "wish",
)
ROWS = {
    "referrals_draft": "id IN (SELECT draft_id FROM referrals_referral WHERE reference = %(reference)s)",
    "referrals_person": f"id IN ({PERSON})",
    "referrals_person_token": f"person_id IN ({PERSON})",
    "referrals_search_token": f"person_id IN ({PERSON})",
    "referrals_safe_contact": f"person_id IN ({PERSON})",
    "referrals_referral": "reference = %(reference)s",
    "referrals_access": f"referral_id IN ({OF_REFERRAL})",
    "referrals_consent": f"referral_id IN ({OF_REFERRAL})",
    "referrals_correction": f"referral_id IN ({OF_REFERRAL})",
    "cases_case": "reference = %(reference)s",
    **{f"cases_{name}": f"case_id IN ({OF_CASE})" for name in BY_CASE},
    "cases_check": f"decision_id IN ({DECISIONS})",
    "cases_mention": f"note_id IN ({NOTES})",
    "disclosure_mark": f"case_id IN ({OF_CASE})",
    "disclosure_disclosure": f"case_id IN ({OF_CASE})",
    "retention_hold": f"case_id IN ({OF_CASE})",
    "retention_proposal": f"case_id IN ({OF_CASE})",
    "retention_tombstone": "reference = %(reference)s",
    "notifications_letter": "referral_reference = %(reference)s",
    "notifications_message": f"letter_id IN ({OF_LETTERS})",
}
"""Which rows of which table belong to a case."""


@dataclass(frozen=True, slots=True)
class DecidingTeam:
    """A team of the authority: whose cases it holds, who decides and who checks."""

    id: UUID
    caseworker: Actor
    second_officer: Actor
    share: float


@dataclass(slots=True)
class Pattern:
    """A walked case as text, cut at everything that differs from case to case."""

    share: float
    rows: dict[str, list[str]] = field(default_factory=dict)
    events: list[list[str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    search_tokens: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    sealed: SealedRows = field(default_factory=SealedRows)
    reference: str = ""


def make_teams(now: datetime) -> list[DecidingTeam]:
    """A small team of the competent authority and several large ones, each with a caseworker and a second officer."""
    home = actor_of("caseworker@authority.example", now).organisation_id
    shares = [SMALL_TEAM, *[(100 - SMALL_TEAM) / LARGE_TEAMS] * LARGE_TEAMS]
    return [_make_team(home, number, share, now) for number, share in enumerate(shares)]


def _make_team(home: UUID, number: int, share: float, now: datetime) -> DecidingTeam:
    team_id = create_team(organisation_id=home, name=f"Team {number}")
    held = []
    for role in ("caseworker", "second_officer"):
        email = f"{role}.{number}@authority.example"
        account_id = open_account(
            organisation_id=home, email=email, name=f"Made Up {number}", password="made-up-people-only",  # noqa: S106
            roles=(role,), at=now, team_id=team_id,
        )  # fmt: skip
        give_second_factor(account_id, "JBSWY3DPEHPK3PXP")
        held.append(actor_of(email, now))
    return DecidingTeam(team_id, held[0], held[1], share)


class Bulk:
    """Loads cases like the patterns; told the same, it loads the same."""

    def __init__(self, walked: Iterable[Walked], who: People, teams: list[DecidingTeam]) -> None:
        if left_out := tables_left_out():
            raise NotAsExpected(f"These tables hold rows of cases, and nothing copies them: {', '.join(left_out)}.")
        self.who = who
        self.teams = teams
        self.random = random.Random(2009)  # noqa: S311 - made-up cases, the same each time
        columns = _columns()
        self.columns = {table: ", ".join(f'"{name}"' for name in names) for table, names in columns.items()}
        self.sealed_as = [table for table, names in columns.items() if "sealed_as" in names]
        self.with_ids = [table for table, names in columns.items() if "id" in names]
        self.patterns = [self._pattern(each) for each in walked]

    def load(self, cases: int) -> dict[str, float]:
        """Load this many more cases; gives how long it took and how many events they have."""
        began = time.monotonic()
        events = 0
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off; SET session_replication_role = replica")
            _let_be_vacuumed(False)
        try:
            for start in range(0, cases, AT_ONCE):
                events += self._load_some(min(AT_ONCE, cases - start))
        finally:
            with connection.cursor() as cursor:
                cursor.execute("RESET synchronous_commit; RESET session_replication_role")
                cursor.execute("VACUUM ANALYZE")
            _let_be_vacuumed(True)
        return {"cases": cases, "events": events, "seconds": round(time.monotonic() - began, 1)}

    def _load_some(self, cases: int) -> int:
        rows: dict[str, list[str]] = {table: [] for table in ROWS}
        keys: list[str] = []
        bodies: list[str] = []
        patterns = self.random.choices(self.patterns, [pattern.share for pattern in self.patterns], k=cases)
        teams = self.random.choices(self.teams, [team.share for team in self.teams], k=cases)
        for pattern, team in zip(patterns, teams, strict=True):
            new = self._replacements(pattern, team)
            sealed, lines = pattern.sealed.anew(new, new[pattern.reference])
            new |= sealed
            keys += lines
            for table, parts in pattern.rows.items():
                rows[table].append("".join([new.get(part, part) for part in parts]))
            bodies += ["".join([new.get(part, part) for part in parts]) for parts in pattern.events]
        with transaction.atomic(), connection.cursor() as cursor:
            with cursor.copy("COPY vault_key (id, wrapped, wrapped_by_id) FROM STDIN") as copy:
                copy.write("".join(keys))
            for table, texts in rows.items():
                with cursor.copy(f"COPY {table} ({self.columns[table]}) FROM STDIN") as copy:
                    copy.write("".join(texts))
            cursor.execute("SELECT audit_append(%s)", [bodies])
        return len(bodies)

    def _replacements(self, pattern: Pattern, team: DecidingTeam) -> dict[str, str]:
        new = {id_: str(UUID(int=self.random.getrandbits(128), version=4)) for id_ in pattern.ids}
        # Each copy is somebody of their own: alike to nobody, as most people who are referred are.
        new |= {token: self.random.randbytes(32).hex() for token in pattern.tokens}
        new |= self._search_tokens(pattern)
        new |= {part.text_hash: _hash_of_copy(part, new[str(part.id)]) for part in pattern.parts}
        new[pattern.reference] = reference_from(self.random.randbytes(7))
        new[str(min(self.who.caseworker.teams))] = str(team.id)
        new[str(self.who.caseworker.account_id)] = str(team.caseworker.account_id)
        new[str(self.who.second_officer.account_id)] = str(team.second_officer.account_id)
        return new

    def _search_tokens(self, pattern: Pattern) -> dict[str, str]:
        """Tokens of a name of their own, as long as they are among a hundred thousand people."""
        drawn = self.random.sample(range(1 << MOST_BITS), len(pattern.search_tokens))
        return {
            token: str((int(token) >> 32 << 32) | (1 << MOST_BITS) | beginning)
            for token, beginning in zip(pattern.search_tokens, drawn, strict=True)
        }

    def _pattern(self, walked: Walked) -> Pattern:
        made = Pattern(walked.share, reference=walked.reference)
        made.sealed.reference = walked.reference
        told = {"reference": walked.reference}
        with connection.cursor() as cursor:
            for table, which in ROWS.items():
                chosen = f"SELECT {self.columns[table]} FROM {table} WHERE {which}"
                with cursor.copy(f"COPY ({cursor.mogrify(chosen, told)}) TO STDOUT") as copy:
                    text = b"".join(copy).decode()
                made.rows[table] = [text]
                made.sealed.take(cursor, table, which, told)
            (draft_id,) = _values(cursor, "referrals_referral", "draft_id", told)
            made.ids = [id_ for table in self.with_ids for id_ in _values(cursor, table, "id", told)]
            made.ids += [id_ for table in self.sealed_as for id_ in _values(cursor, table, "sealed_as", told)]
            made.search_tokens = _values(cursor, "referrals_search_token", "token", told)
            made.tokens = _values(cursor, "referrals_person_token", "token", told)
            made.parts = list(Part.objects.filter(case__reference=walked.reference))
            cursor.execute(
                "SELECT body FROM audit_event WHERE case_reference = %s OR subject = %s ORDER BY seq",
                [walked.reference, draft_id],
            )
            bodies = [body for (body,) in cursor.fetchall()]
        hashes = [part.text_hash for part in made.parts]
        cut = cut_at([*made.ids, *made.tokens, *made.search_tokens, *hashes, walked.reference, *self._fixed()])
        made.rows = {table: cut.split(texts[0]) for table, texts in made.rows.items()}
        made.events = [cut.split(body) for body in bodies]
        return made

    def _fixed(self) -> Iterator[str]:
        yield str(min(self.who.caseworker.teams))
        yield str(self.who.caseworker.account_id)
        yield str(self.who.second_officer.account_id)


def _hash_of_copy(part: Part, new_id: str) -> str:
    """The hash of a part that says the same under an id of its own, which the hash is of too."""
    return part_hash(Part(id=UUID(new_id), receiver=part.receiver, content=part.content))


def _let_be_vacuumed(yes: bool) -> None:
    """Whether PostgreSQL tidies up by itself, which it would begin to do in the middle of loading."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER SYSTEM RESET autovacuum" if yes else "ALTER SYSTEM SET autovacuum = off")
        cursor.execute("SELECT pg_reload_conf()")


def _values(cursor: Any, table: str, column: str, told: dict[str, str]) -> list[str]:
    """What a column holds in the rows of a case, as text."""
    cursor.execute(f"SELECT {column} FROM {table} WHERE {ROWS[table]}", told)
    return [str(value) for (value,) in cursor.fetchall()]


def tables_left_out() -> list[str]:
    """The tables that refer to rows of a case and are in none of the patterns, so that copies would lack them."""
    models = {model._meta.db_table: model for model in apps.get_models()}
    referring = {
        relation.related_model._meta.db_table for table in ROWS for relation in models[table]._meta.related_objects
    }
    return sorted(referring - ROWS.keys())


def _columns() -> dict[str, list[str]]:
    """The columns of each table but those that the database numbers itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_name = ANY(%s) AND is_identity = 'NO' ORDER BY table_name, ordinal_position",
            [list(ROWS)],
        )
        found: dict[str, list[str]] = {}
        for table, column in cursor.fetchall():
            found.setdefault(table, []).append(column)
    return found
