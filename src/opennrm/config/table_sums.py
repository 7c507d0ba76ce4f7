"""Rows and sum of every table, and the head of the history: whether two databases are alike."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

SAME_WORDS = (
    "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'postgres'; "
    "SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex'; SET LOCAL row_security = off"
)
"""So that a row reads alike wherever it is; and rows that this role may not see are a fault, not a silence."""
SUM = """
SELECT count(*), coalesce(sum(('x' || substr(h, 1, 15))::bit(60)::bigint::numeric), 0)::text,
    coalesce(sum(('x' || substr(h, 17, 15))::bit(60)::bigint::numeric), 0)::text
FROM (SELECT encode(sha256(convert_to(t::text, 'UTF8')), 'hex') AS h FROM {table} t) rows
"""
Connection = psycopg.Connection[Any]


def tables(connection: Connection) -> list[str]:
    """The names of all tables, in order."""
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    return [str(name) for (name,) in rows]


def table_sums(connection: Connection) -> dict[str, dict[str, Any]]:
    """For every table its rows and their sum, whatever their order. To be called in a transaction."""
    connection.execute(SAME_WORDS)
    sums = {}
    for table in tables(connection):
        row = connection.execute(sql.SQL(SUM).format(table=sql.Identifier(table))).fetchone()
        count, one, other = row or (0, "0", "0")
        sums[table] = {"rows": count, "sum": f"{one}-{other}"}
    return sums


def chain_head(connection: Connection) -> dict[str, Any]:
    """Number and hash of the last entry of the history."""
    row = connection.execute("SELECT seq, encode(hash, 'hex') FROM audit_head").fetchone()
    return {"seq": row[0] if row else 0, "hash": row[1] if row else ""}


def differences(before: dict[str, Any], after: dict[str, Any], leave_out: tuple[str, ...] = ()) -> list[str]:
    """What is not alike, a sentence each."""
    found = []
    for table in sorted(set(before) | set(after)):
        if table in leave_out or before.get(table) == after.get(table):
            continue
        was, now = before.get(table), after.get(table)
        if was is None or now is None:
            found.append(f"The table {table} is {'new' if was is None else 'missing'}.")
        elif was["rows"] != now["rows"]:
            found.append(f"The table {table} has {now['rows']} rows and had {was['rows']}.")
        else:
            found.append(f"The rows of the table {table} are not those that were backed up.")
    return found
