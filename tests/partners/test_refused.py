"""A try at what is not there for somebody is kept, by a reference or an id, and never by what could be a name."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.partners.refused import UNREADABLE, record_refused_access

pytestmark = [pytest.mark.django_db, pytest.mark.proves("AZ-04")]


@pytest.mark.parametrize("asked", ["NRM-7K3F-9QXD-2A", uuid4(), 12])
def test_a_reference_or_an_id_is_kept(asked: object) -> None:
    by = uuid4()
    record_refused_access(asked=asked, page="case", by=by, at=timezone.now())
    (kept,) = latest_events(1)
    assert (kept.kind, kept.subject, kept.case, kept.by) == ("AccessRefused", str(asked), None, by)


@pytest.mark.parametrize("asked", ["Ana Kovac", "NRM-ANA-KOVAC", "", "NRM-7K3F-9QXD-2AX", "nrm-7k3f-9qxd-2a"])
def test_whatever_else_was_asked_for_is_not(asked: str) -> None:
    record_refused_access(asked=asked, page="case", by=uuid4(), at=timezone.now())
    assert latest_events(1)[0].subject == UNREADABLE
