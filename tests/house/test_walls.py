"""Every table that tells of a person is walled, or stands in a list with the reason why it is not.

And what the house may see beyond whoever asks is seen in the files of one list, each of which says what for.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import connection

from tests.house.tree import ROOT

pytestmark = pytest.mark.django_db

NOT_WALLED = {
    "audit_command_key": "an answer is found by the token that only the form holds, and is a reference",
    "notifications_webhook_call": "a reference and a kind of thing, for who carries it; no page shows which",
    "partners_account": "people who work here: their names stand beside what they did",
    "partners_invitation": "people who are to work here",
    "statistics_fact": "figures: the reference of a record, and codes",
}
"""Tables with a column that leads to a person or a record, and no wall; each with its reason."""

AS_THE_HOUSE = {
    "audit/asking.py": "where it is made",
    "audit/queries.py": "the whole history, for who may see it",
    "audit/record.py": "what follows from an event",
    "audit/walls.py": "named where the policies are made",
    "assurance/actions/naming.py": "who convenes takes a reviewer off, and the others may have spoken all",
    "assurance/actions/reviewing.py": "a reviewer gives an opinion on a case of others; the last of them moves it",
    "panels/actions/sittings.py": "who was asked to a sitting answers in the row of who asked them",
    "panels/actions/putting.py": "a case is taken off a sitting, and its members read it no longer",
    "panels/actions/declaring.py": "who was asked declares in a case of others; going may end its hearing",
    "panels/actions/voting.py": "the votes of all are counted when the last comes; none is told before",
    "assurance/consistency.py": "outcomes and delays of everybody, counted by groups and protected",
    "cases/independent_reviews.py": "who had a part in a case, for who names reviewers; and outcomes, for counts",
    "cases/actions/independent_reviews.py": "reading ends as a decision is changed that is under review",
    "cases/past_cases.py": "what another profile would have meant is counted over all cases; codes and references",
    "cases/panels.py": "who had a part in a case, for who convenes its panel; nothing of what they did",
    "cases/actions/panels.py": "what lets a panel's members read ends as the case is taken back",
    "cases/actions/answering.py": "who referred answers what they were asked in another's case",
    "cases/actions/searching.py": "everybody's tokens are run through; only what the actor may see is opened",
    "cases/actions/opening_own_page.py": "a person without an account opens their own page; nobody knows them before",
    "cases/actions/own_pages.py": "who referred gives the person a page in another's case",
    "cases/own_pages.py": "that the person of a referral has a page; whose visit it is, until the page asks itself",
    "cases/actions/growing_up.py": "who referred records the consent to stay in another's case",
    "cases/actions/partner_messages.py": "who referred writes to the team of another's case",
    "cases/actions/transferring.py": "a case is passed to another authority",
    "cases/actions/withdrawing.py": "who referred records a wish in another's case",
    "cases/actions/emergency.py": "the case of another team, for an hour, and its review",
    "cases/same_person.py": "which of the cases that a history names are hidden from who reads it; nothing of them",
    "cases/emergencies.py": "who reviews an emergency need not be of the case's team",
    "cases/holidays.py": "how many clocks are to be counted again: a number",
    "evidence/queries.py": "how many files an organisation sent in a day, and whether one waits: numbers and a moment",
    "audit/snooping.py": "the whole history, for who may see it",
    "cases/looks.py": "who looked at any record, for who may see the history",
    "partners/openings.py": "who was stopped, for their administrators",
    "cases/parts.py": "who received a part is told that it was taken back; nothing of what it said",
    "cases/queries.py": "who referred is told where it stands",
    "cases/second_stage.py": "who referred reads what they were asked",
    "cases/wishes.py": "who referred reads the wish that they recorded",
    "duty_to_notify/alike.py": "how many are alike: a band, of everybody's",
    "duty_to_notify/queries.py": "what a person let their referral name",
    "notifications/how_long.py": "three moments, for whoever runs the house",
    "notifications/posting.py": "the post room carries letters of cases it may not read",
    "notifications/queries.py": "who sees to delivery reads counts and ages",
    "referrals/actions.py": "the reference of a draft of theirs that was sent while they waited to send it",
    "referrals/sending.py": "a person is there before the referral by which they can be seen",
    "statistics/actions.py": "figures are made of the whole history",
}
"""The files that use it, and what for."""

LEADS_TO_A_RECORD = re.compile(
    r"^(case|referral|person|draft|decision|note|letter|message|request)_id$|^((case|referral)_)?reference$|^grantee$"
)
PERSONAL_CLASS = ("S2", "S3")


def unwalled() -> set[str]:
    """Tables with a personal column, or one that leads to a record, whose rows are not all behind a forced policy."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, a.attname, coalesce(col_description(c.oid, a.attnum), ''), "
            "c.relrowsecurity AND c.relforcerowsecurity "
            "AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid) "
            "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
            "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
        )
        return {
            table
            for table, column, comment, is_walled in cursor.fetchall()
            if not is_walled and (LEADS_TO_A_RECORD.match(column) or comment.startswith(PERSONAL_CLASS))
        }


def files_using(root: Path) -> set[str]:
    """The files under `root` that see as the house."""
    found = (path for path in root.rglob("*.py") if re.search(r"\bas_the_house\b", path.read_text()))
    return {path.relative_to(root).as_posix() for path in found}


@pytest.mark.proves("AZ-03")
def test_every_table_that_tells_of_a_person_is_walled_or_listed_with_its_reason() -> None:
    assert unwalled() - set(NOT_WALLED) == set()
    assert all(NOT_WALLED.values())


def test_no_table_is_listed_that_is_walled_or_gone() -> None:
    tables = set(connection.introspection.table_names())
    assert {table for table in NOT_WALLED if table not in tables} == set()


@pytest.mark.parametrize(
    "columns",
    ["case_id uuid", "reference text", "grantee uuid"],
)
def test_a_planted_table_without_a_wall_is_found(columns: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE planted (number int, {columns})")
    assert "planted" in unwalled()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE planted ENABLE ROW LEVEL SECURITY; CREATE POLICY all_of_it ON planted USING (true)")
    assert "planted" in unwalled()  # not forced
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE planted FORCE ROW LEVEL SECURITY")
    assert "planted" not in unwalled()


def test_a_planted_personal_column_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planted (words bytea); COMMENT ON COLUMN planted.words IS 'S2 what they said'")
    assert "planted" in unwalled()


def test_only_the_listed_files_see_as_the_house(tmp_path: Path) -> None:
    assert files_using(ROOT / "src/opennrm") == set(AS_THE_HOUSE)
    assert all(AS_THE_HOUSE.values())
    (tmp_path / "planted.py").write_text("from opennrm.audit.asking import as_the_house\n")
    assert files_using(tmp_path) == {"planted.py"}


def test_no_page_sees_as_the_house() -> None:
    assert [name for name in AS_THE_HOUSE if name.startswith(("web/", "console/", "demo/", "config/"))] == []


@pytest.mark.parametrize("table", ["cases_case", "cases_access", "audit_event", "referrals_person"])
def test_every_policy_begins_with_what_is_asked_once_a_statement(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT qual FROM pg_policies WHERE policyname = 'only_what_is_theirs' AND tablename = %s", [table]
        )
        (said,) = cursor.fetchone()
    assert said.startswith("(( SELECT house_asks()")
