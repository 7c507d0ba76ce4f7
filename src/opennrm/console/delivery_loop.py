"""Delivers beside the pages, looks at files that came, and counts clocks again that a bank holiday was added to.

A thread in each worker of the web server, so that a dead one is replaced with its worker. Two may be at it at once:
each message is locked by whoever carries it, each case by whoever counts its clocks.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from datetime import date, datetime

from opennrm.config.progress import say
from opennrm.console.anchoring import anchor
from opennrm.console.deliver import call_webhooks, deliver_what_is_due, examine_files, tell_of_searches_made
from opennrm.console.holiday import recount_with_progress
from opennrm.mechanism.calendar import legal_day

LOOK_EVERY = 10.0


def start_delivering(*, own_database: bool = False) -> None:
    """Start the thread; called in a worker, never before the workers are made: a copy of a thread does not run.

    On our own database it connects as the worker's role, while the pages beside it are another.
    """
    threading.Thread(target=_begin, args=(own_database,), name="delivery", daemon=True).start()


def _begin(own_database: bool) -> None:
    from django.conf import settings  # noqa: PLC0415 - Django is set up only by now

    from opennrm.config.database_roles import connect_thread_as  # noqa: PLC0415

    if own_database:
        connect_thread_as(settings.WORKER_ROLE)
    deliver_for_ever()


def deliver_for_ever(sleep: Callable[[float], None] = time.sleep) -> None:
    """Look, deliver, sleep; sweep once a day. A fault is told by its kind, and keeps nothing else from being done."""
    from django.db import close_old_connections  # noqa: PLC0415 - Django is set up only by now
    from django.utils import timezone  # noqa: PLC0415

    from opennrm.cases.list_changes import look_now_and_then  # noqa: PLC0415

    swept: date | None = None
    sleep(random.random() * LOOK_EVERY)  # noqa: S311 - workers start together and should not look together
    while True:
        close_old_connections()
        _try("Looking at lists", look_now_and_then)
        _try("Telling of searches", tell_of_searches_made)
        _try("Delivery", deliver_what_is_due)
        _try("Calling webhooks", call_webhooks)
        _try("Counting clocks again", recount_with_progress)
        at = timezone.now()
        _try("Anchoring the history", lambda at=at: anchor(at))  # type: ignore[misc]
        if swept != legal_day(at) and _try("The day's sweep", lambda at=at: sweep_and_tell(at)):  # type: ignore[misc]
            swept = legal_day(at)
        _try("Looking at files", examine_files)
        sleep(LOOK_EVERY)


def sweep_and_tell(at: datetime) -> None:
    """Do the day's sweep, and tell where something failed; the verb `sweep` names them, and tries again."""
    from opennrm.console.days_work import do_the_days_work  # noqa: PLC0415 - Django is set up only by now

    failed: dict[str, str] = {}
    do_the_days_work(at, failed)
    if failed:
        say(f"The day's sweep failed in {len(failed)} places: {', '.join(sorted(failed))}. Run `./opennrm sweep`.")


def _try(what: str, does: Callable[[], object]) -> bool:
    try:
        does()
    except Exception as fault:
        say(f"{what} met a fault ({type(fault).__name__}); it is tried again in {LOOK_EVERY:.0f} s.")
        return False
    return True
