"""What sealing and the history cost a request: the same pages with everything sealed and open, kept and not kept."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from bench import pages
from bench.browser import Browser, session_of
from bench.pages import WARM, getting
from bench.patterns import people
from bench.settings import LEAVE_OPEN, NO_HISTORY
from bench.stack import Database, serving
from bench.timing import Stopwatch
from opennrm.cases.actions.allocation import take_case
from opennrm.cases.models import Case
from opennrm.vault.columns import Value, change_column, personal_columns
from opennrm.vault.envelope import refuse_unsealed
from opennrm.vault.fields import PersonalField, place
from opennrm.vault.left_open import seal_what_is_open
from opennrm.vault.opening import key_for, scope_of

MEASURED = 60


def measure_sealing(data: Path, database: Database, now: datetime) -> dict[str, Any]:
    """A page of questions and a page of a case, sealed and left open."""
    who = people(now)
    free = Case.objects.filter(owner_team_id__in=who.caseworker.teams, owner_id=None, ended_on=None)
    case, version = free.order_by("reference").values_list("reference", "version")[0]
    # Its access may have begun after `now`: the pages that were measured before sent referrals.
    take_case(case, seen=version, by=who.caseworker, at=timezone.now())
    officer, caseworker = session_of(who.officer), session_of(who.caseworker)
    question = pages.question_paths(who.officer, now)[0]

    def measured() -> dict[str, dict[str, float]]:
        with serving(data) as server:
            watch = Stopwatch(server, database)
            one, other = Browser(server.port, officer), Browser(server.port, caseworker)
            return {
                "question": watch.measure(getting(one, question, MEASURED + WARM), warm=WARM).told(),
                "case": watch.measure(getting(other, f"/cases/{case}/", MEASURED + WARM), warm=WARM).told(),
            }

    sealed = measured()
    with history_not_kept():
        without = measured()
    with left_open():
        return {"sealed": sealed, "not in the history": without, "left open": measured()}


@contextmanager
def history_not_kept() -> Iterator[None]:
    """A server that is started within it writes nothing of what it shows into the history."""
    os.environ[NO_HISTORY] = "1"
    try:
        yield
    finally:
        del os.environ[NO_HISTORY]


@contextmanager
def left_open() -> Iterator[None]:
    """Everything personal is open within it, for a server that leaves it so, and sealed again after it."""
    for field in personal_columns():
        change_column(field, _opened)
    os.environ[LEAVE_OPEN] = "1"
    try:
        yield
    finally:
        del os.environ[LEAVE_OPEN]
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM vault_sealed_column")
        seal_what_is_open()


def _opened(field: PersonalField, value: Value) -> bytes | None:
    refuse_unsealed(value.kept)
    content = key_for(scope_of(value.scope)).open(value.kept, place(field, value.row))
    return b"\x00" + content
