"""The verb `statistics`: the figures of the figures page, as text, object and CSV."""

from __future__ import annotations

import pytest

from tests.console.conftest import Run
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_what_was_referred_is_counted(opennrm: Run) -> None:
    made.referred()
    made.referred(child=True)
    code, told = opennrm("statistics", "referrals", "--json")
    assert code == 0
    assert sorted(row[1:] for row in told["tables"][0]["rows"]) == [["adult", "adult", 1], ["under_18", "child", 1]]
    assert "Referrals by quarter, age and kind (referrals)" in opennrm("statistics")[1]


def test_one_table_is_given_as_csv(opennrm: Run) -> None:
    made.referred()
    code, told = opennrm("statistics", "referrals", "--csv")
    assert (code, told.splitlines()[0]) == (0, "Quarter,Age,Referred as,Referrals")
    assert told.splitlines()[1].endswith(",adult,adult,1")


@pytest.mark.parametrize("wrong", [("nonsense",), ("--csv",)])
def test_a_table_that_is_not_there_is_told_with_those_that_are(opennrm: Run, wrong: tuple[str, ...]) -> None:
    code, told = opennrm("statistics", *wrong)
    assert (code, told.count("\n")) == (2, 1)
    assert "the tables are referrals, exploitation, decisions, days" in told
