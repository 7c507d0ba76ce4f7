"""Opens the house for a verb: the database up, Django set up, tables as this version wants them; and closes it after.

@in_the_house
def run(options): ...
"""

from __future__ import annotations

import functools
import importlib.util
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from opennrm.config.data_folder import data_folder, secret_key
from opennrm.config.embedded_postgres import EmbeddedPostgres
from opennrm.config.fault import Fault
from opennrm.config.progress import step

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

P = ParamSpec("P")
R = TypeVar("R")

MIGRATING = 7_266_001
"""The advisory lock that keeps two starters from migrating at once; any number that nothing else uses."""


def in_the_house(run: Callable[P, R]) -> Callable[P, R]:
    """Let a verb's `run` be called with the house open."""

    @functools.wraps(run)
    def opened(*args: P.args, **kwargs: P.kwargs) -> R:
        with house():
            return run(*args, **kwargs)

    return opened


@contextmanager
def house(*, settled: bool = True) -> Iterator[EmbeddedPostgres | None]:
    """Open the house; gives the embedded database, or None where DATABASE_URL names another.

    A database that runs already (from `run`) is used and left running; otherwise it is stopped at the end.
    With `settled` the tables are brought to what this version wants. Raises `Fault`.
    """
    signal.signal(signal.SIGTERM, _stop)  # so that what was started is stopped again
    folder = data_folder()
    os.environ["OPENNRM_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opennrm.config.settings")
    if not os.environ.get("OPENNRM_SECRET_KEY"):
        os.environ["OPENNRM_SECRET_KEY"] = secret_key(folder)
    embedded = None if os.environ.get("DATABASE_URL") else EmbeddedPostgres(folder)
    if embedded is None:
        yield from _opened(None, settled)
        return
    try:
        with step("Starting the database", quiet_under=1.0):
            os.environ["DATABASE_URL"] = embedded.open()
        os.environ.setdefault("OPENNRM_DEMONSTRATION", "1")
        yield from _opened(embedded, settled)
    finally:
        embedded.close()
        os.environ.pop("DATABASE_URL", None)


def without_database() -> None:
    """Set Django up for a verb that asks nothing of the database, so that none is started."""
    import django  # noqa: PLC0415 - its settings read the environment, which is complete only by now

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opennrm.config.settings")
    django.setup()


def _opened(embedded: EmbeddedPostgres | None, settled: bool) -> Iterator[EmbeddedPostgres | None]:
    import django  # noqa: PLC0415 - its settings read the environment, which is complete only by now
    from django.db import connections  # noqa: PLC0415

    django.setup()
    try:
        if settled:
            settle_tables()
            settle_keys()
            learn_lists()
        if embedded is not None:
            _go_on_as_worker()
        yield embedded
    finally:
        connections.close_all()


def settle_tables() -> None:
    """Apply the migrations that are missing; one look, and nothing more, where none is."""
    from django.db import connection  # noqa: PLC0415 - Django is set up only by now

    from opennrm.audit.asking import upgrading  # noqa: PLC0415
    from opennrm.config.migrating import migrate  # noqa: PLC0415

    if not missing_migrations():
        return
    with connection.cursor() as cursor:
        _refuse_who_may_not(cursor)
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            if missing_migrations():
                with step("Making the tables"), upgrading():
                    migrate()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def settle_keys() -> None:
    """Make the first key of a new house, refuse one with missing or wrong keys, and seal what was left open.

    Raises `WrongKeys`.
    """
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.audit.asking import upgrading  # noqa: PLC0415
    from opennrm.referrals.searching import keep_missing_tokens, lacks_tokens  # noqa: PLC0415
    from opennrm.vault.left_open import columns_left_open, seal_what_is_open  # noqa: PLC0415
    from opennrm.vault.opening import refuse_wrong_keys  # noqa: PLC0415

    refuse_wrong_keys(make_first=timezone.localdate())
    if columns_left_open():
        with step("Sealing personal data", quiet_under=1.0), upgrading():
            seal_what_is_open()
    if lacks_tokens():  # by itself: one that was cut off after sealing has them still to make
        with step("Making people findable", quiet_under=1.0), upgrading():
            keep_missing_tokens()


def learn_lists() -> None:
    """Know what was added to the lists and ended."""
    from opennrm.cases.list_changes import look_at_lists  # noqa: PLC0415 - Django is set up only by now

    look_at_lists()


def _go_on_as_worker() -> None:
    """From here on nothing runs as the owner of our own database; the pages then go on as their own role."""
    from django.conf import settings  # noqa: PLC0415 - Django is set up only by now
    from django.db import connection  # noqa: PLC0415

    from opennrm.config.database_roles import bring_over_embedded, connect_as, lacks_roles  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            if lacks_roles():
                bring_over_embedded()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])
    connect_as(settings.WORKER_ROLE)


def missing_migrations() -> int:
    """How many migrations of this version the database lacks."""
    from django.db import connection  # noqa: PLC0415 - Django is set up only by now
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _refuse_who_may_not(cursor: CursorWrapper) -> None:
    cursor.execute("SELECT current_user, has_schema_privilege('public', 'CREATE')")
    who, may = cursor.fetchone() or ("", False)
    if not may:
        raise Fault(
            f"The tables lack changes of this version, and the database role {who} may not make them: run "
            "`./opennrm prepare` as the role that owns them."
        )


def is_there(module: str) -> bool:
    """Whether a module of ours stands, without importing it."""
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _stop(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
