"""What could be compelled: every column of every table is on the page, and every room says who sees what is sealed."""

from __future__ import annotations

import pytest

from opennrm.console.documents.compelled import KEPT, SEEN_BY, compelled_page, personal, tables
from opennrm.retention.schedules import schedules


@pytest.mark.proves("8.1.2", "14.1.2")
def test_every_column_is_there_with_its_class() -> None:
    page = compelled_page()
    for table in tables():
        mine = personal(table)
        for field in mine:
            assert f"`{table._meta.db_table}.{field.column}` | {field.db_comment}" in page
        others = [field.column for field in table._meta.local_fields if field not in mine]
        line = next((line for line in page.splitlines() if line.startswith(f"| `{table._meta.db_table}` |")), "")
        assert [column for column in others if f"{column} (S" not in line] == [], table._meta.db_table


def test_every_room_with_sealed_columns_says_who_sees_them_and_how_long() -> None:
    rooms = {table._meta.app_label for table in tables() if personal(table)}
    assert rooms == set(SEEN_BY) == set(KEPT)


def test_how_long_notifications_are_kept_is_what_the_schedule_says() -> None:
    rules = [rule for schedule in schedules() for rule in schedule.rules if rule.record_class == "notification"]
    assert {rule.action.value for rule in rules} == {"review"}
    assert "until people review them after the schedule's years; nothing erases one yet" in compelled_page()
