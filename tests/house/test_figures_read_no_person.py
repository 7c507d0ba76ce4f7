"""Figures are made from events and facts alone: no statement of theirs touches another table or a personal column."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opennrm.statistics.actions import catch_up, start_again
from opennrm.statistics.queries import TABLES
from opennrm.vault.fields import PersonalField
from tests.factories import cases as made
from tests.factories import notifications, referrals

THEIRS = re.compile(r"statistics_\w+|audit_event|audit_head")
TABLE = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+(?:ONLY\s+)?"?([a-z_]+)"?(?!\s*\()', re.IGNORECASE)


def tables_read(statements: list[str]) -> set[str]:
    """The tables that these statements name, without what they call functions or themselves."""
    known = {table._meta.db_table for table in apps.get_models()} | set(connection.introspection.table_names())
    return {name for statement in statements for name in TABLE.findall(statement) if name in known}


@pytest.mark.django_db
def test_making_every_table_touches_facts_and_history_only() -> None:
    house = referrals.house(timezone.now() - timedelta(days=60))
    concluded = house.adult()
    then = house.recovered(concluded)
    then.consult(concluded)
    then.conclude(concluded, "positive")
    sender = made.referrer()
    notification = notifications.notified(sender)
    agreed = {"notified_before": "yes", "notification_may_be_kept": "yes", "notification_reference": notification}
    reference = made.referred(sender, **agreed)
    made.decided(reference, "positive", by=made.officer("caseworker"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert catch_up() == 9
        assert all(make().rows for make in TABLES.values())
        assert start_again() == 9
    read = tables_read([query["sql"] for query in asked])
    assert "statistics_fact" in read
    assert [name for name in read if not THEIRS.fullmatch(name)] == []


@pytest.mark.proves("AUD-06")
def test_no_table_of_figures_or_of_the_history_has_a_personal_column() -> None:
    tables = [table for table in apps.get_models() if THEIRS.fullmatch(table._meta.db_table)]
    assert len(tables) >= 4
    assert [field for table in tables for field in table._meta.local_fields if isinstance(field, PersonalField)] == []


@pytest.mark.django_db
def test_a_planted_statement_is_found() -> None:
    planted = ["SELECT first_name FROM referrals_person", 'SELECT 1 FROM "statistics_fact" JOIN cases_case c ON true']
    assert tables_read(planted) == {"referrals_person", "statistics_fact", "cases_case"}
