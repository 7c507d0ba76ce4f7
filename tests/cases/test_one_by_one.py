"""One broken case keeps nothing from the others, and is named; a database that is gone stops it all."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from opennrm.cases.one_by_one import one_by_one


def broken() -> int:
    raise KeyError("gone")


def test_a_case_that_fails_is_named_and_the_others_are_done() -> None:
    failed: dict[str, str] = {}
    assert one_by_one([("A", lambda: 1), ("B", broken), ("C", lambda: 2)], failed) == 3
    assert failed == {"B": "KeyError"}


def test_without_anywhere_to_name_it_the_fault_is_raised() -> None:
    with pytest.raises(KeyError):
        one_by_one([("B", broken)], None)


def test_a_database_that_is_gone_is_gone_for_every_case() -> None:
    def gone() -> int:
        raise OperationalError

    with pytest.raises(OperationalError):
        one_by_one([("A", gone)], {})
