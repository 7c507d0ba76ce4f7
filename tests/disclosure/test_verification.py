"""What left, to whom, and what is marked stands as the history says; what was changed behind it is found."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.disclosure.models import Disclosure, PieceMark
from opennrm.disclosure.verification import check_disclosures
from tests.disclosure.records import example

pytestmark = pytest.mark.django_db


def found() -> str:
    return " ".join(each.what for each in check_disclosures())


def test_what_was_marked_released_and_given_up_holds() -> None:
    here = example()
    for disclosure in (here.prepared(), here.prepared("police", recipient="Marshland Police")):
        here.decided(disclosure)
        here.released(disclosure)
    here.prepared("court")
    assert check_disclosures() == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"recipient_hash": "0" * 64}, "is not what the history says"),
        ({"file_hash": "0" * 64}, "is not what the history says"),
        ({"state": "dropped"}, "is not what the history says"),
        ({"content": {"sections": []}}, "was changed behind its hash"),
    ],
)
def test_a_disclosure_that_was_changed_behind_the_history_is_found(changed: dict[str, Any], said: str) -> None:
    here = example()
    disclosure = here.prepared()
    here.decided(disclosure)
    here.released(disclosure)
    row = Disclosure.objects.get(id=disclosure)
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()
    assert said in found()


def test_a_mark_that_was_taken_away_by_nobody_and_a_disclosure_that_is_gone_are_found() -> None:
    here = example()
    here.prepared()
    assert found() == ""
    PieceMark.objects.filter(id=PieceMark.objects.values("id")[:1]).delete()
    assert "the marks that stand are not those of the history" in found()
    Disclosure.objects.all().delete()
    assert "what leaves of it" in found()
