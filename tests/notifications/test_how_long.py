"""How long things have stood is seen also by pages that nobody is signed in to."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from opennrm.audit.anchoring import anchor_when_due
from opennrm.audit.asking import asking
from opennrm.notifications.how_long import Since, since_when
from tests.audit.test_seal import AT, write
from tests.behind import as_pages
from tests.notifications.outbox import NOW, mail

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _outside(settings: Any, tmp_path: Path) -> None:
    settings.ANCHORS = tmp_path / "anchor"


def test_an_empty_house_has_waited_for_nothing() -> None:
    with as_pages(), asking():
        assert since_when() == Since(None, None, None, "")


def test_the_oldest_message_the_newest_anchor_and_the_newest_entry_are_seen(tmp_path: Path) -> None:
    mail(NOW)
    mail(NOW + timedelta(hours=1))
    write(2)
    anchor_when_due(tmp_path / "key.pem", tmp_path / "anchor", every=timedelta(0), at=AT + timedelta(days=1))
    with as_pages(), asking():
        found = since_when()
    assert (found.waiting, found.anchored, found.entered) == (NOW, AT + timedelta(days=1), AT)
