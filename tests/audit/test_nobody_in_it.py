"""No person is in the history: nothing that was typed about them; and it holds when their key was erased."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from opennrm.audit.models import EventRow
from opennrm.audit.queries import head, stream_entries
from opennrm.audit.record import announce, command
from opennrm.audit.seal import check_chain
from opennrm.demo.answers import adult_answers
from opennrm.demo.load import load_demonstration
from opennrm.mechanism.events import CaseViewed
from tests.audit.test_seal import AT
from tests.vault.erased import erase

pytestmark = pytest.mark.django_db(transaction=True)
PLAIN = re.compile(r"^[a-z0-9_]+$|^\d{4}-\d\d-\d\d$")
"""Codes and days stand in the history on purpose; what somebody typed has a space, a capital or a sign in it."""


def typed(value: Any) -> Iterator[str]:
    """Every text in the answers that a person typed."""
    if isinstance(value, dict):
        for part in value.values():
            yield from typed(part)
    elif isinstance(value, list):
        for part in value:
            yield from typed(part)
    elif isinstance(value, str) and not PLAIN.match(value) and len(value) > 3:
        yield value


def canaries() -> list[str]:
    found = sorted(set(typed(adult_answers(date(2026, 3, 2)))) | {"Exemple", "1994-05-17"})
    assert len(found) > 10
    return found


def found_in_the_history() -> list[str]:
    bodies = "\n".join(EventRow.objects.values_list("body", flat=True))
    return [canary for canary in canaries() if canary in bodies]


@pytest.mark.proves("AUD-06")
def test_nothing_that_was_typed_about_anybody_is_in_the_history() -> None:
    load_demonstration()
    assert EventRow.objects.count() > 50
    assert found_in_the_history() == []
    with command():
        announce(CaseViewed(subject="Exemple", case="NRM-PLANTED"), at=AT, by=None)
    assert found_in_the_history() == ["Exemple"], "a planted name is found"


@pytest.mark.proves("AUD-06")
def test_the_history_holds_when_every_key_was_erased() -> None:
    load_demonstration()
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM vault_key")
        scopes = [scope for (scope,) in cursor.fetchall()]
    with transaction.atomic():
        assert erase(scopes) == len(scopes) > 5
    with transaction.atomic():
        count, findings = check_chain(stream_entries(), head(), [], back_dated=None)
    assert (count, findings) == (EventRow.objects.count(), [])
