"""Changes of large tables that are used meanwhile, as operations of migrations: none locks a table but for a moment.

Each can be run again after one that was cut off; a migration with one of them says `atomic = False`.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db.migrations.operations import AddField, RunPython, SeparateDatabaseAndState

ROWS_AT_ONCE = 1000
NEXT = """
WITH batch AS (
    SELECT {key} AS key FROM {table} WHERE {key} > %(after)s ORDER BY {key} LIMIT %(most)s
), named AS (
    UPDATE {table} t SET {column} = gen_random_uuid() FROM batch WHERE t.{key} = batch.key AND t.{column} IS NULL
)
SELECT max(key) FROM batch
"""
BEFORE_FILLING = (
    "ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {column} uuid",
    "ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT gen_random_uuid()",
    "COMMENT ON COLUMN {table}.{column} IS '{comment}'",
)
AFTER_FILLING = (
    "ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {column}_is_there",
    "ALTER TABLE {table} ADD CONSTRAINT {column}_is_there CHECK ({column} IS NOT NULL) NOT VALID",
    "ALTER TABLE {table} VALIDATE CONSTRAINT {column}_is_there",
    # Looks at no row, since the constraint says it already.
    "ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL, DROP CONSTRAINT {column}_is_there",
)


class IndexWhileUsed(AddIndexConcurrently):
    """Build an index while rows are read and written; what is left of one that was cut off goes first."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Wait for those who read as long as it takes: nobody waits for this."""
        waits = schema_editor.connection.cursor()
        waits.execute("SELECT current_setting('lock_timeout'), set_config('lock_timeout', '0', false)")
        before = waits.fetchone()[0]
        try:
            schema_editor.execute(f'DROP INDEX CONCURRENTLY IF EXISTS "{self.index.name}"')
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            waits.execute("SELECT set_config('lock_timeout', %s, false)", [before])


def own_uuid(model_name: str, table: str, key: str, name: str, field: Any) -> SeparateDatabaseAndState:
    """Add a column that holds another UUID in each row of a table whose numbered primary key is `key`.

    As one statement it would write the table anew while nobody may even read it.
    """
    words = {"table": table, "column": name, "key": key, "comment": field.db_comment}

    def forwards(_apps: Any, schema_editor: Any) -> None:
        for statement in BEFORE_FILLING:
            schema_editor.execute(statement.format(**words))
        with schema_editor.connection.cursor() as cursor:
            after: int | None = 0
            while after is not None:
                cursor.execute(NEXT.format(**words), {"after": after, "most": ROWS_AT_ONCE})
                (after,) = cursor.fetchone()
        for statement in AFTER_FILLING:
            schema_editor.execute(statement.format(**words))

    def backwards(_apps: Any, schema_editor: Any) -> None:
        schema_editor.execute("ALTER TABLE {table} DROP COLUMN {column}".format(**words))

    return SeparateDatabaseAndState(
        database_operations=[RunPython(forwards, backwards, atomic=False)],
        state_operations=[AddField(model_name=model_name, name=name, field=field)],
    )
