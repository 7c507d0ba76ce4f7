"""The verb that a machine runs once a day: it says how much each part did."""

from __future__ import annotations

import pytest

from opennrm.cases.sweeping import PARTS
from tests.console.conftest import Run

OTHERS = (
    "drafts that expired",
    "sessions",
    "browsers",
    "tries",
    "holds to look at",
    "records to decide on",
    "unfinished files removed",
    "e-mails forgotten",
    "calls forgotten",
)


@pytest.mark.django_db
def test_every_part_is_told_with_what_it_did(opennrm: Run) -> None:
    code, told = opennrm("sweep", "--json")
    assert (code, told) == (0, dict.fromkeys([*PARTS, *OTHERS], 0))
