"""How a table is walled: row-level security enabled and forced, with one policy for everybody who is not the house.

For migrations. A policy says which rows an asker may see, and so also which they may write; what the house does
(`audit.asking.as_the_house`) sees all. The worker's role and the owner's have policies of their own, which
`config.database_roles` lays, since their names are the operator's.

Each can be laid again where it stands, so that a migration that walls many tables need not lock all of them until its
end (`atomic = False`).
"""

from __future__ import annotations

from django.db.migrations.operations import RunSQL

POLICY = "only_what_is_theirs"


def wall(table: str, seen: str) -> RunSQL:
    """Wall a table: `seen` is an SQL condition over a row, true where whoever asks may see it."""
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY; "
        f"DROP POLICY IF EXISTS {POLICY} ON {table}; "
        f"CREATE POLICY {POLICY} ON {table} USING ((SELECT house_asks()) OR {seen})",
        f"DROP POLICY {POLICY} ON {table}; "
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    )


def wall_by_case(table: str) -> RunSQL:
    """Wall a table that has a `case_id`: its rows are seen by whoever may see the case, looked up by its index."""
    return wall(table, f"(SELECT true FROM cases_case s WHERE s.id = {table}.case_id LIMIT 1)")  # noqa: S608


def may_be_added_by_all(table: str) -> RunSQL:
    """Let whoever asks, and nobody, add to a walled table, whether or not they may read what they added."""
    return RunSQL(
        f"DROP POLICY IF EXISTS whoever_adds ON {table}; "
        f"CREATE POLICY whoever_adds ON {table} FOR INSERT WITH CHECK (true)",
        f"DROP POLICY whoever_adds ON {table}",
    )


def readable_by_its_owner(table: str) -> RunSQL:
    """Let the owner of a table of access read it: the views that the policies ask read it in the owner's name."""
    return RunSQL(
        f"DROP POLICY IF EXISTS what_the_wall_asks ON {table}; "
        f"CREATE POLICY what_the_wall_asks ON {table} FOR SELECT TO CURRENT_USER USING (true)",
        f"DROP POLICY what_the_wall_asks ON {table}",
    )
