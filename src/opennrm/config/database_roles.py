"""The rights of the database role that serves the pages, where another one owns the tables.

Whoever breaks into the pages then still cannot change a table, switch a trigger off, or touch what the history holds.
"""

from __future__ import annotations

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from opennrm.config.fault import Fault

ROWS = "SELECT, INSERT, UPDATE, DELETE"
LESS: dict[str, str] = {
    "audit_anchor": "SELECT, INSERT",
    "audit_event": "SELECT, INSERT",  # the history is only ever added to
    "audit_head": "SELECT, UPDATE",  # one row: there is never another, and never none
    "cases_opening": "SELECT, INSERT",  # why somebody opened a case never changes
    "django_migrations": "SELECT",
    "duty_to_notify_anonymous": "SELECT, INSERT",  # a notification never changes
    "duty_to_notify_named": "SELECT, INSERT",
}
"""Tables on which it may do less than read and write rows."""


def give_rights(role: str) -> int:
    """Let `role` read and write rows and nothing else; gives the number of tables. Asked after every migration.

    Raises `Fault` if there is no such role, or if it could give itself more.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        _refuse_strong(cursor, role)
        name = sql.Identifier(role)
        tables = sorted(connection.introspection.table_names(cursor))
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name))
        cursor.execute(sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(name))
        for table in tables:
            which = {"table": sql.Identifier(table), "role": name}
            cursor.execute(sql.SQL("REVOKE ALL ON {table} FROM {role}").format(**which))
            rights = sql.SQL(LESS.get(table, ROWS))
            cursor.execute(sql.SQL("GRANT {rights} ON {table} TO {role}").format(rights=rights, **which))
    return len(tables)


def _refuse_strong(cursor: CursorWrapper, role: str) -> None:
    cursor.execute(
        "SELECT rolsuper OR rolbypassrls OR rolcreaterole, rolname = current_user, pg_has_role(oid, current_user, "
        "'MEMBER') FROM pg_roles WHERE rolname = %s",
        [role],
    )
    found = cursor.fetchone()
    if found is None:
        raise Fault(f"The database has no role {role!r}, which OPENNRM_WEB_ROLE names: create it, or mend the setting.")
    if any(found):
        raise Fault(
            f"The role {role!r} is to serve the pages and could change every table: make one for it that is no "
            "superuser, owns nothing and is a member of no role that does."
        )
