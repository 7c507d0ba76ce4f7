"""Who may change keys, and that one changes them at a time: a change that sees half of the rows loses the other half.

Row-level security is silent about what it hides. So before keys or what is sealed are changed, the database is asked
whether the role that is connected sees every row, and may write all that a change writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from opennrm.vault.columns import personal_columns
from opennrm.vault.locking import alone
from opennrm.vault.refusing import CannotChange

# Seen whole is a table on which row-level security does not act for this role, or has a policy that hides nothing: one
# that is true, or that begins with whether the house asks, where it does; both to read and to change rows. One that
# restricts can hide in any case, but for one that only keeps rows from being removed.
HIDDEN = """
SELECT c.relname FROM pg_class c
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND row_security_active(c.oid)
AND (EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive AND p.polcmd <> 'd') OR 2 <> (
    SELECT count(DISTINCT done.what) FROM pg_policy p
    JOIN (VALUES ('r'::"char"), ('w'::"char")) done (what) ON p.polcmd IN ('*', done.what)
    WHERE p.polrelid = c.oid
    AND EXISTS (SELECT FROM unnest(p.polroles) r (id) WHERE r.id = 0 OR pg_has_role(r.id, 'USAGE'))
    AND (pg_get_expr(p.polqual, p.polrelid) = 'true' OR (
        house_asks() AND pg_get_expr(p.polqual, p.polrelid) LIKE '(( SELECT house_asks() AS house_asks) OR %')
    )
))
ORDER BY c.relname LIMIT 1
"""
LOCKED_COLUMNS = """
SELECT t || '.' || c FROM unnest(%s::text[], %s::text[]) AS u (t, c)
WHERE NOT (has_column_privilege(t::regclass, c, 'SELECT') AND has_column_privilege(t::regclass, c, 'UPDATE'))
ORDER BY 1 LIMIT 1
"""
KEYS = (("vault_key", "wrapped"), ("vault_key", "wrapped_by_id"), ("vault_key", "made_at"))


@contextmanager
def changing_keys(patience: float = 0.0) -> Iterator[None]:
    """Hold the lock under which keys, and what is sealed, are changed. Whoever is not let go on within so many seconds,
    or does not see and may not write everything, is refused with `CannotChange` before anything is changed."""
    with alone(patience):
        refuse_partial_sight()
        yield


def refuse_partial_sight() -> None:
    """Raises `CannotChange` unless the role that is connected sees every row and may write every sealed column."""
    columns = [*KEYS, *((field.model._meta.db_table, str(field.column)) for field in personal_columns())]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (role,) = cursor.fetchone()
        cursor.execute(HIDDEN)
        hidden = cursor.fetchone()
        cursor.execute(LOCKED_COLUMNS, [[table for table, _ in columns], [column for _, column in columns]])
        locked = cursor.fetchone()
    if hidden is not None or locked is not None:
        what = f"does not see every row of {hidden[0]}" if hidden is not None else f"may not write {locked[0]}"
        raise CannotChange(
            f"The database role {role} {what}: nothing was changed. Run this as the role that OPENNRM_WORKER_ROLE "
            "names or as the tables' owner, after `./opennrm prepare`."
        )
