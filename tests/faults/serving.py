"""Run as a program: serve the pages as `run` does, if wanted with a bug planted that a real change could bring in.

`python -m tests.faults.serving PORT [BUG]`; prints one line when it is ready. Nothing but this file plants bugs.
"""

from __future__ import annotations

import os
import sys
import threading
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import django
from django.conf import settings
from django.db import transaction

from opennrm.config.database_roles import connect_as
from opennrm.config.port import take_port
from opennrm.console.pages_server import serve


def acknowledge_before_commit() -> None:
    """The reference is told at once and the referral kept "in the background", so that the page is quick."""
    from opennrm.audit.asking import Asking, asking
    from opennrm.mechanism.references import reference_from
    from opennrm.referrals import actions
    from opennrm.web.referrals import drafting

    kept, told = actions.submit_referral, threading.local()

    def keep(reference: str, draft_id: UUID, **how: Any) -> None:
        told.reference = reference
        with asking(Asking(how["by"].grantees, how["at"])):  # a thread of its own asks in nobody's name
            kept(draft_id, **how)

    def submit_referral(draft_id: UUID, *, token: str, by: Any, at: datetime, seen: int | None = None) -> str:
        reference = reference_from(draft_id.bytes)
        threading.Thread(target=keep, args=(reference, draft_id), kwargs={"token": token, "by": by, "at": at}).start()
        return reference

    vars(actions)["reference_from"] = lambda random_bytes: told.reference
    vars(drafting)["submit_referral"] = submit_referral


def open_the_case_after_commit() -> None:
    """The case is opened in a transaction of its own, after that of the referral: what dies between has no case."""
    from opennrm.audit import record
    from opennrm.audit.asking import as_the_house
    from opennrm.cases.actions.intake import open_case
    from opennrm.consequences import CONSEQUENCES
    from opennrm.mechanism.events import Event, ReferralSubmitted

    def open_later(event: Event, at: datetime, by: UUID | None) -> None:
        transaction.on_commit(partial(open_now, event, at, by))

    def open_now(event: Event, at: datetime, by: UUID | None) -> None:
        outer = record._collected.set(None)
        try:
            with record.command(), as_the_house():
                open_case(event, at, by)
        finally:
            record._collected.reset(outer)

    record.lay_consequences({**CONSEQUENCES, ReferralSubmitted: (open_later,)})


BUGS = {bug.__name__: bug for bug in (acknowledge_before_commit, open_the_case_after_commit)}


def ready() -> None:
    """Tell who started this that the port is answered."""
    os.write(1, b"ready\n")


def main(port: int, bug: str | None) -> None:
    """Serve until told to stop."""
    listener = take_port("127.0.0.1", port)
    django.setup()
    connect_as(settings.WEB_ROLE)
    if bug is not None:
        BUGS[bug]()
    serve(listener, ready)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)
