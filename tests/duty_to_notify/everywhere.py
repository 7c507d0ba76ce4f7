"""Looks for words in every column of every table, as text, as bytes, and what is sealed as it opens."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.apps import apps
from django.db import connection

from opennrm.vault.fields import PersonalField
from opennrm.vault.unreadable import reading_past_unreadable

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
        found = set(cursor.fetchall())
    return sorted(found | _where_sealed(words))


def _where_sealed(words: Sequence[str]) -> set[tuple[str, str]]:
    """The same of personal columns, opened."""
    with reading_past_unreadable():
        return _opened(words)


def _opened(words: Sequence[str]) -> set[tuple[str, str]]:
    return {
        (table._meta.db_table, field.column)
        for table in apps.get_models()
        for field in table._meta.local_fields
        if isinstance(field, PersonalField)
        for value in table._default_manager.values_list(field.name, flat=True)
        if any(word.lower() in json.dumps(value, ensure_ascii=False).lower() for word in words)
    }
