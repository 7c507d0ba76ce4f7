"""Readiness is a real write: a database that only reads refuses it, also the pages' role."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from opennrm.audit.models import LastWrite
from opennrm.audit.writing import take_a_write
from tests.behind import as_pages

pytestmark = [pytest.mark.django_db, pytest.mark.proves("REL-06")]


def test_the_pages_rewrite_one_row_each_time() -> None:
    now = timezone.now()
    with as_pages():
        take_a_write(now)
        take_a_write(now + timedelta(minutes=1))
    assert list(LastWrite.objects.values_list("id", "at")) == [(1, now + timedelta(minutes=1))]


def test_a_database_that_only_reads_does_not_take_it() -> None:
    with pytest.raises(Error, match="read-only"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        take_a_write(timezone.now())
    assert not LastWrite.objects.exists()
