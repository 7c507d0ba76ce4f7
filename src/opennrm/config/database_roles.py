"""The rights of the database roles that run all day: the pages', behind the wall, and the worker's, before it.

Neither owns a table. Whoever breaks into the pages still cannot change a table, switch a trigger off, or touch what the
history holds. Row-level security (`audit.walls`) stands in for conditions that the program forgot. It does not hold
whoever can have the pages' connection run SQL of their own: who asks is told in that session, so such SQL can say that
the house does (docs/decisions/0023).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import connection, connections, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from opennrm.config.fault import Fault
from opennrm.vault.columns import personal_columns

KEPT = "SELECT, INSERT, UPDATE"
ADDED = "SELECT, INSERT"
ROWS = "SELECT, INSERT, UPDATE, DELETE"
READ = "SELECT"
TAKEN_OUT = "SELECT, INSERT, DELETE"
LESS: dict[str, str] = {
    "audit_anchor": READ,
    "audit_event": ADDED,  # the history is only ever added to
    "audit_head": "SELECT, UPDATE",  # one row: there is never another, and never none
    "auth_group": READ,
    "auth_group_permissions": READ,
    "auth_permission": READ,
    "cases_bar_override": ADDED,
    "cases_consent": ADDED,  # what was said is never unsaid
    "cases_consultation": ADDED,
    "cases_evidence": ADDED,
    "cases_extension": ADDED,
    "cases_hand_over": ADDED,
    "cases_holiday": ADDED,
    "cases_leave": ADDED,  # what was told is never untold
    "cases_list_change": ADDED,
    "cases_opening": ADDED,  # why somebody opened a case never changes
    "cases_recovery_review": ADDED,
    "cases_review_answer": ADDED,  # what reviewers were answered never changes
    "cases_search": "INSERT",  # read, compared and removed by the worker
    "django_content_type": READ,
    "django_migrations": READ,
    "duty_to_notify_anonymous": ADDED,  # a notification never changes
    "duty_to_notify_named": ADDED,
    "referrals_catalogue_copy": ADDED,
    "referrals_correction": ADDED,  # a version never changes
    "retention_tombstone": ADDED,  # what stands where a record was, for ever
    "vault_key": ADDED,  # a key that is gone is an erased person: the functions in `CALLED` see that it may go
    "vault_mark": READ,
}
"""Tables on which neither may change a row, or not add one."""
MORE: dict[str, str] = {
    "account_emailaddress": ROWS,
    "account_emailconfirmation": ROWS,
    "django_session": ROWS,
    "evidence_copy": TAKEN_OUT,  # with a draft, and with the key of a record
    "evidence_file": ROWS,  # out of a draft; what was sent stays, which the database sees to
    "evidence_piece": TAKEN_OUT,
    "mfa_authenticator": ROWS,
    "partners_known_browser": ROWS,
    "partners_own_address": ROWS,
    "partners_session": ROWS,
    "partners_tries": ROWS,
    "referrals_draft": ROWS,  # discarded before it is sent, or become a notification
    "referrals_person_token": ROWS,  # by which an erased person could be found
    "referrals_search_token": ROWS,
    "statistics_fact": ROWS,  # made again from the history
}
"""Tables from which rows may go; from every other none ever does."""
OF_THE_WORKER: dict[str, str] = {
    "notifications_message": ROWS,  # the sweep forgets e-mails that left long ago
    "notifications_webhook_call": ROWS,  # and calls that were taken
    "audit_anchor": ADDED,  # it anchors: whoever broke into the pages cannot say that it did
    "cases_search": ROWS,
    "vault_key": KEPT,
    "vault_mark": KEPT,
    "vault_wrapping_key": ROWS,  # keys are changed by a verb
}
"""What the worker may and the pages may not."""
CALLED = (
    "cases_with_letters(text[], text)",
    "evidence_stays(uuid)",
    "letter_in_hand(uuid)",
    "vault_erase(text, uuid[])",
    "vault_forget(uuid)",
)
"""What both may call and nobody else: it does as the owner of the tables what neither may do, where what the tables say
allows it."""
ALL_ROWS = "the_worker_sees_all"
TOO_STRONG = """EXISTS (
    SELECT 1 FROM pg_roles r WHERE pg_has_role(w.oid, r.oid, 'MEMBER') AND (
        r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR EXISTS (
            SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relnamespace = 'public'::regnamespace
        )
    )
)"""
"""Is `w`, or any role that it is a member of, a superuser, free of row-level security, or the owner of a table?"""


SEES_ALL = f"""EXISTS (
    SELECT 1 FROM pg_policy p, unnest(p.polroles) held
    WHERE p.polname = '{ALL_ROWS}' AND held <> 0 AND pg_has_role(w.oid, held, 'MEMBER')
)"""  # noqa: S608 - our own words
"""Is `w`, or any role that it is a member of, let see every row of a walled table, as the worker is?"""


@dataclass(frozen=True, slots=True)
class Rights:
    """What was given: to how many tables, and how many of them are walled."""

    tables: int
    walled: int


def give_rights(web: str, worker: str = "") -> Rights:
    """Let the role `web` read and write rows behind the wall, and `worker` (if there is one) before it.

    Asked after every migration. Raises `Fault` if there is no such role, or if it could give itself more.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        for role in filter(None, (web, worker)):
            _refuse_strong(cursor, role)
            _give(cursor, role, tables, OF_THE_WORKER if role == worker else {})
        _refuse_worker(cursor, web, worker)
        _let_reseal(cursor, worker)
        walled = _walled(cursor)
        for table in walled:
            _show_all(cursor, table, worker)
    return Rights(len(tables), len(walled))


def connect_as(role: str) -> None:
    """From now on this thread's connection, and those of every thread begun later in this process, are `role`'s.

    For a database of our own that lets each user of its socket be every role; elsewhere each program is begun as the
    user that its role is named for. Does nothing without a role.
    """
    if role:
        connections.settings["default"]["USER"] = role
        connection.settings_dict = {**connection.settings_dict, "USER": role}
        connection.close()


def connect_thread_as(role: str) -> None:
    """The same for this thread alone."""
    if role:
        connection.settings_dict = {**connection.settings_dict, "USER": role}
        connection.close()


def lacks_roles() -> bool:
    """Has a table come since rights were given, or were none ever given here?"""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_roles WHERE rolname IN (%s, %s)", [settings.WEB_ROLE, settings.WORKER_ROLE]
        )
        if cursor.fetchone() != (2,):
            return True
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_class c WHERE c.relkind IN ('r', 'v') "
            "AND c.relnamespace = 'public'::regnamespace AND (NOT has_table_privilege(%(worker)s, c.oid, 'SELECT') "
            "OR NOT has_table_privilege(%(web)s, c.oid, 'SELECT, INSERT') "
            "OR has_table_privilege(%(web)s, 'vault_key', 'UPDATE') OR (c.relrowsecurity AND NOT EXISTS ("
            "SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = %(all)s))))",
            {"web": settings.WEB_ROLE, "worker": settings.WORKER_ROLE, "all": ALL_ROWS},
        )
        return bool((cursor.fetchone() or (True,))[0])


def bring_over_embedded() -> None:
    """Give a database of our own its two roles, and them their rights; also where it was made before there were any."""
    with connection.cursor() as cursor:
        for role in (settings.WEB_ROLE, settings.WORKER_ROLE):
            cursor.execute(making_of_role(role))
    give_rights(settings.WEB_ROLE, settings.WORKER_ROLE)


def making_of_role(role: str) -> sql.Composed:
    """The statement that makes a role unless it is there.

    Roles belong to the whole server, which two programs may be preparing at once: whoever comes second waits until the
    first has committed, and takes the role that is there then.
    """
    return sql.SQL(
        "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = {name}) THEN CREATE ROLE {role} LOGIN; "
        "END IF; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    ).format(name=sql.Literal(role), role=sql.Identifier(role))


def refuse_strong_role() -> None:
    """Raises `Fault` if the role connected now could change a table, is not held by the wall, or is not the pages'."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT w.rolname, {TOO_STRONG}, {SEES_ALL} FROM pg_roles w WHERE w.rolname = current_user"  # noqa: S608
        )
        role, too_strong, sees_all = cursor.fetchone() or ("", True, True)
    if too_strong or sees_all:
        could = "could change every table and" if too_strong else "is let see every record and"
        raise Fault(
            f"The pages would be served as the database role {role!r}, which {could} is not held "
            "by row-level security: serve them as the one that OPENNRM_WEB_ROLE names."
        )
    if role != settings.WEB_ROLE:
        raise Fault(
            f"The pages would be served as the database role {role!r}, and OPENNRM_WEB_ROLE names "
            f"{settings.WEB_ROLE!r}: serve them as that one, or mend the setting."
        )


def _give(cursor: CursorWrapper, role: str, tables: list[str], more: dict[str, str]) -> None:
    name = sql.Identifier(role)
    cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name))
    cursor.execute(sql.SQL("REVOKE CREATE ON SCHEMA public FROM {}, PUBLIC").format(name))
    # Nothing that a session makes for itself is to be found by a function that runs as the owner.
    database = sql.Identifier(str(connection.settings_dict["NAME"]))
    cursor.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM {}, PUBLIC").format(database, name))
    cursor.execute(sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(name))
    for view in _views(cursor):
        cursor.execute(sql.SQL("GRANT SELECT ON {} TO {}").format(sql.Identifier(view), name))
    for table in tables:
        which = {"table": sql.Identifier(table), "role": name}
        cursor.execute(sql.SQL("REVOKE ALL ON {table} FROM {role}").format(**which))
        rights = sql.SQL(more.get(table) or LESS.get(table) or MORE.get(table) or KEPT)
        cursor.execute(sql.SQL("GRANT {rights} ON {table} TO {role}").format(rights=rights, **which))
    for function in CALLED:  # which is everybody's after a restore, like every function that nobody spoke of
        cursor.execute(sql.SQL("REVOKE ALL ON FUNCTION {} FROM PUBLIC").format(sql.SQL(function)))
        cursor.execute(sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(sql.SQL(function), name))


def _let_reseal(cursor: CursorWrapper, worker: str) -> None:
    """Let the worker write every sealed column: whoever changes the keys seals anew also what is otherwise only added.

    What it writes there opens only if it was sealed for that very place, and the history has the hash of what it says.
    """
    for field in personal_columns() if worker else ():
        names = [sql.Identifier(str(name)) for name in (field.column, field.model._meta.db_table, worker)]
        cursor.execute(sql.SQL("GRANT UPDATE ({}) ON {} TO {}").format(*names))


def _show_all(cursor: CursorWrapper, table: str, worker: str) -> None:
    which = {"policy": sql.Identifier(ALL_ROWS), "table": sql.Identifier(table), "role": sql.Identifier(worker)}
    cursor.execute(sql.SQL("DROP POLICY IF EXISTS {policy} ON {table}").format(**which))
    if worker:
        statement = "CREATE POLICY {policy} ON {table} TO {role} USING (true) WITH CHECK (true)"
        cursor.execute(sql.SQL(statement).format(**which))


def _walled(cursor: CursorWrapper) -> list[str]:
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace ORDER BY relname"
    )
    return [name for (name,) in cursor.fetchall()]


def _views(cursor: CursorWrapper) -> list[str]:
    cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace")
    return [name for (name,) in cursor.fetchall()]


def _refuse_strong(cursor: CursorWrapper, role: str) -> None:
    cursor.execute(
        f"SELECT rolname = current_user, {TOO_STRONG} FROM pg_roles w WHERE w.rolname = %s",  # noqa: S608 - our own words
        [role],
    )
    found = cursor.fetchone()
    if found is None:
        raise Fault(
            f"The database has no role {role!r}, which OPENNRM_WEB_ROLE or OPENNRM_WORKER_ROLE names: create it, or "
            "mend the setting."
        )
    if any(found):
        raise Fault(
            f"The role {role!r} is to serve the pages or to deliver, and could change every table: make one for it "
            "that is no superuser, owns nothing and is a member of no role that does."
        )


def _refuse_worker(cursor: CursorWrapper, web: str, worker: str) -> None:
    """Raises `Fault` if the pages' role could see what the worker's sees."""
    if not worker:
        return
    cursor.execute("SELECT pg_has_role(%s, %s, 'MEMBER')", [web, worker])
    if (cursor.fetchone() or (True,))[0]:
        raise Fault(
            f"The role {web!r} is to serve the pages, and is {worker!r} or a member of it, which sees every record: "
            "let OPENNRM_WEB_ROLE and OPENNRM_WORKER_ROLE name two roles that are not members of each other."
        )
