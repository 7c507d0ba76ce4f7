"""Each figure has one definition, and counts what happened."""

from __future__ import annotations

import pytest

from opennrm.statistics.actions import catch_up
from opennrm.statistics.queries import TABLES
from tests.factories import cases as made
from tests.factories import notifications

pytestmark = pytest.mark.django_db


def test_figures_count_what_happened() -> None:
    by, second = made.officer("caseworker"), made.officer("second_officer")
    made.decided(made.referred(at=made.days_ago(4)), "positive", by=by)
    negative = made.referred(at=made.days_ago(10))
    made.decided(negative, "negative", by=by)
    catch_up()
    assert [row[-1] for row in TABLES["decisions"]().rows] == [1]
    made.checked(negative, by=second)
    made.served(negative, by=by)
    catch_up()
    assert [row[2:] for row in TABLES["decisions"]().rows] == [("negative", 1, 0, 1), ("positive", 1, 0, 1)]
    assert [row[1:] for row in TABLES["days"]().rows] == [(2, 7.0)]
    assert sum(int(row[-1]) for row in TABLES["referrals"]().rows) == 2


def test_notifications_are_counted_apart_by_month_and_type_of_organisation() -> None:
    notifications.notified()
    notifications.notified(named=True)
    catch_up()
    assert [row[1:] for row in TABLES["notifications"]().rows] == [("police", "anonymous", 1), ("police", "named", 1)]
    assert TABLES["referrals"]().rows == TABLES["after-notifications"]().rows == ()


def test_every_table_is_as_wide_as_its_columns_and_empty_before_anything_happened() -> None:
    assert all(make().rows == () for make in TABLES.values())
    made.referred()
    catch_up()
    for key, make in TABLES.items():
        table = make()
        assert table.key == key
        assert {len(row) for row in table.rows} <= {len(table.columns)}
