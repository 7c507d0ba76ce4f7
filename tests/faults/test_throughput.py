"""Four writers append to one history for a minute: fast enough for a busy day, and none waits long."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.db import transaction
from django.utils import timezone

from opennrm.audit.queries import head, stream_entries
from opennrm.audit.record import announce, command
from opennrm.audit.seal import check_chain
from opennrm.mechanism.events import CaseViewed
from tests.faults.size import sized
from tests.faults.together import together

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
WRITERS = 4
SECONDS = sized(5.0, 55.0)
ROWS_A_SECOND, SLOWEST = 200, 0.050


@pytest.mark.proves("AUD-08")
def test_four_writers_append_two_hundred_entries_a_second(record_property: Callable[[str, object], None]) -> None:
    def write(number: int, now: Callable[[], object]) -> list[float]:
        took = []
        now()
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            began = time.monotonic()
            with command():
                announce(CaseViewed(subject=f"W-{number}", case=f"W-{number}"), at=timezone.now(), by=None)
            took.append(time.monotonic() - began)
        return took

    took = sorted(each for one in together(WRITERS, write) for each in one)
    rate, p99 = len(took) / SECONDS, took[int(len(took) * 0.99)]
    record_property("rows_a_second", round(rate))
    record_property("p99_ms", round(p99 * 1000, 1))
    with transaction.atomic():
        assert check_chain(stream_entries(), head(), []) == (len(took), [])
    assert rate >= ROWS_A_SECOND
    assert p99 < SLOWEST
