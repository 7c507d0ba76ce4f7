"""Looks for words in every column of every table, through SQL: as text, and as the bytes that personal fields keep."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

COLUMNS = """
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = 'public' AND table_name IN (
    SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
) ORDER BY table_name, ordinal_position
"""


def together(*words: str) -> list[str]:
    """The tables with a row in which all of these words stand, in any case."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        tables = sorted({table for table, _column, _kind in cursor.fetchall()})
        wanted = [f"%{word.lower()}%" for word in words]
        asked = [f"""SELECT '{table}' FROM "{table}" t WHERE lower(t::text) LIKE ALL(%s)""" for table in tables]  # noqa: S608
        cursor.execute(" UNION ".join(asked), [wanted] * len(asked))
        return sorted(table for (table,) in cursor.fetchall())


def where(words: Sequence[str]) -> list[tuple[str, str]]:
    """The tables and columns in which any of these words stands, in any case."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        columns = cursor.fetchall()
        asked = []
        for table, column, kind in columns:
            # Bytes are read as Latin 1, which never fails and leaves plain letters as they are.
            read = f"""encode("{column}", 'escape')""" if kind == "bytea" else f'"{column}"::text'
            asked.append(f"""SELECT '{table}', '{column}' FROM "{table}" WHERE lower({read}) LIKE ANY(%s)""")  # noqa: S608
        cursor.execute(" UNION ".join(asked), [[f"%{word.lower()}%" for word in words]] * len(asked))
        return sorted(cursor.fetchall())
