"""How a table is walled: row-level security enabled and forced, with one policy for everybody who is not the house.

For migrations. A policy says which rows an asker may see, and so also which they may write, except of rows that give
access (`only_who_sees_may_write`); what the house does (`audit.asking.as_the_house`) sees all. The worker's role and
the owner's have policies of their own, which `config.database_roles` lays, since their names are the operator's.

Each can be laid again where it stands, so that a migration that walls many tables need not lock all of them until its
end (`atomic = False`).
"""

from __future__ import annotations

from django.db.migrations.operations import RunSQL

POLICY = "only_what_is_theirs"
ADDS, CHANGES = "only_who_sees_adds", "only_who_sees_changes"
MINE = "= ANY ((SELECT who_asks())::uuid[])"
"""Is it the id of whoever asks, of a team of theirs, or of their organisation?"""


def may_see(table: str, condition: str) -> str:
    """Is there such a row that whoever asks may see? Looked up by its index for each row that a statement looks at.

    Not as EXISTS: the planner may then read all that they may see once, which costs more the more there is.
    """
    return f"(SELECT true FROM {table} s WHERE {condition} LIMIT 1)"  # noqa: S608 - our own words


def wall(table: str, seen: str) -> RunSQL:
    """Wall a table: `seen` is an SQL condition over a row, true where whoever asks may see it."""
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY; "
        f"{_no_policy(table)}; {_policy(table, seen)}",
        f"DROP POLICY {POLICY} ON {table}; "
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    )


def wall_anew(table: str, seen: str, *, before: str) -> RunSQL:
    """Change who may see the rows of a walled table; `before` is the condition that stood until now."""
    return RunSQL(f"{_no_policy(table)}; {_policy(table, seen)}", f"{_no_policy(table)}; {_policy(table, before)}")


def only_who_sees_may_write(table: str, seen: str, written: str) -> RunSQL:
    """Part reading a walled table from writing it: a row may be added or changed only where `written` is true too.

    Of an access the two differ: whom it names may read it, and would otherwise be let write one for themselves.
    """
    check = f"((SELECT house_asks()) OR {written})"
    return RunSQL(
        f"{_no_policy(table)}; {_policy(table, seen, 'FOR SELECT')}; "
        f"DROP POLICY IF EXISTS {ADDS} ON {table}; DROP POLICY IF EXISTS {CHANGES} ON {table}; "
        f"CREATE POLICY {ADDS} ON {table} FOR INSERT WITH CHECK {check}; "
        f"CREATE POLICY {CHANGES} ON {table} FOR UPDATE USING {check} WITH CHECK {check}",
        f"DROP POLICY {ADDS} ON {table}; DROP POLICY {CHANGES} ON {table}; {_no_policy(table)}; {_policy(table, seen)}",
    )


def wall_by_case(table: str) -> RunSQL:
    """Wall a table that has a `case_id`: its rows are seen by whoever may see the case."""
    return wall(table, f"may_see_case({table}.case_id)")


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


def _policy(table: str, seen: str, to: str = "") -> str:
    return f"CREATE POLICY {POLICY} ON {table} {to} USING ((SELECT house_asks()) OR {seen})"


def _no_policy(table: str) -> str:
    return f"DROP POLICY IF EXISTS {POLICY} ON {table}"
