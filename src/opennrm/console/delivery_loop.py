"""Delivers beside the pages, sweeps once a day, and counts clocks again that a bank holiday was added to.

A thread in each worker of the web server, so that a dead one is replaced with its worker. Two may be at it at once:
each message is locked by whoever carries it, each case by whoever counts its clocks.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable

from opennrm.config.progress import say
from opennrm.console.deliver import deliver_what_is_due
from opennrm.console.holiday import recount_with_progress
from opennrm.mechanism.calendar import legal_day

LOOK_EVERY = 10.0


def start_delivering() -> None:
    """Start the thread; called in a worker, never before the workers are made: a copy of a thread does not run."""
    threading.Thread(target=deliver_for_ever, name="delivery", daemon=True).start()


def deliver_for_ever(sleep: Callable[[float], None] = time.sleep) -> None:
    """Look, deliver, sleep. A fault is told by its kind and the next look comes nevertheless."""
    from django.db import close_old_connections  # noqa: PLC0415 - Django is set up only by now
    from django.utils import timezone  # noqa: PLC0415

    from opennrm.cases.sweeping import sweep  # noqa: PLC0415

    swept = None
    sleep(random.random() * LOOK_EVERY)  # noqa: S311 - workers start together and should not look together
    while True:
        close_old_connections()
        try:
            deliver_what_is_due()
            at = timezone.now()
            if swept != legal_day(at):
                sweep(at)
                swept = legal_day(at)
            recount_with_progress()
        except Exception as fault:
            say(f"Delivery met a fault ({type(fault).__name__}) and goes on in {LOOK_EVERY:.0f} s.")
        sleep(LOOK_EVERY)
