"""The wall asks by function whether a case or a referral may be seen, and is the same wall.

Until now each policy held the question itself, and the policies of the tables that it asked were put into the statement,
one in the other: PostgreSQL took longer to plan the page of a case than to read it. A function is planned once in a
session. It runs as whoever asks, so that the policies of `cases_case` and `referrals_referral` say what it finds.
"""

from collections.abc import Callable
from importlib import import_module

from django.db import migrations

from opennrm.audit.walls import MINE, POLICY, may_see

FUNCTIONS = {
    ("cases_case", "id"): ("may_see_case", "uuid"),
    ("cases_case", "reference"): ("may_see_case_of", "text"),
    ("cases_case", "person_id"): ("may_see_case_about", "uuid"),
    ("referrals_referral", "id"): ("may_see_referral", "uuid"),
    ("referrals_referral", "reference"): ("may_see_referral_of", "text"),
    ("referrals_referral", "person_id"): ("may_see_referral_about", "uuid"),
    ("cases_decision", "id"): ("may_see_decision", "uuid"),
    ("cases_note", "id"): ("may_see_note", "uuid"),
    ("notifications_letter", "id"): ("may_see_letter", "uuid"),
}
"""By the table that is asked and the column by which: the function that asks, and what it takes."""
STOOD_BEFORE = ("may_see_case", "may_see_referral")
BY_CASE = (
    "cases_bar_override",
    "cases_clock",
    "cases_consultation",
    "cases_decision",
    "cases_emergency",
    "cases_evidence",
    "cases_extension",
    "cases_flag",
    "cases_hand_over",
    "cases_information_request",
    "cases_note",
    "cases_opening",
    "cases_party",
    "cases_reconsideration_request",
    "cases_recovery_review",
    "cases_representation",
    "cases_task",
    "cases_wish",
    "disclosure_disclosure",
    "disclosure_mark",
    "retention_hold",
    "retention_proposal",
)
_See = Callable[[str, str, str], str]
IN_HAND = import_module("opennrm.cases.migrations.0015_narrower_walls").IN_HAND
"""A database on which an earlier form of 0015 was applied has a view in its place, which nothing asks any more."""


def conditions(see: _See) -> dict[str, str]:
    """Who sees the rows of each table; `see` says whether a row of a table, by a column, with a value may be seen."""
    case, referral, letter = "cases_case", "referrals_referral", "notifications_letter"
    contact = "referrals_safe_contact"
    told = {table: see(case, "id", f"{table}.case_id") for table in BY_CASE}
    about = ("referrals_person", "referrals_person_token", "referrals_search_token")
    told |= {
        table: see(referral, "person_id", f"{table}.{'id' if table == about[0] else 'person_id'}") for table in about
    }
    told |= {
        "cases_check": see("cases_decision", "id", "cases_check.decision_id"),
        "cases_mention": see("cases_note", "id", "cases_mention.note_id"),
        "retention_tombstone": see(case, "reference", "retention_tombstone.reference"),
        "referrals_consent": see(referral, "id", "referrals_consent.referral_id"),
        "audit_event": f"actor {MINE} OR {see(case, 'reference', 'audit_event.case_reference')}",
        referral: f"{may_see('referrals_let', f's.referral_id = {referral}.id')} "
        f"OR {see(case, 'reference', f'{referral}.reference')}",
        letter: f"organisation_id {MINE} OR {see(case, 'reference', f'{letter}.case_reference')} "
        f"OR ({see(referral, 'reference', f'{letter}.case_reference')} AND letter_in_hand({letter}.id))",
        "notifications_message": f"recipient_id {MINE} OR {see(letter, 'id', 'notifications_message.letter_id')}",
        contact: f"{see(case, 'person_id', f'{contact}.person_id')} "
        f"OR (recorded_by_id {MINE} AND {see(referral, 'person_id', f'{contact}.person_id')})",
    }
    return told


def _asked(table: str, column: str, value: str) -> str:
    return f"{FUNCTIONS[table, column][0]}({value})"


def _written_out(table: str, column: str, value: str) -> str:
    return may_see(table, f"s.{column} = {value}")


def _function(table: str, column: str) -> migrations.RunSQL:
    name, takes = FUNCTIONS[table, column]
    made = (
        f"CREATE OR REPLACE FUNCTION {name}({takes}) RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN "
        f"PERFORM FROM public.{table} s WHERE s.{column} = $1 LIMIT 1; RETURN FOUND; END $$"
    )
    before = (
        f"CREATE OR REPLACE FUNCTION {name}({takes}) RETURNS boolean LANGUAGE sql STABLE AS "  # noqa: S608 - our own words
        f"$$ SELECT EXISTS (SELECT 1 FROM {table} s WHERE s.{column} = $1) $$"
    )
    return migrations.RunSQL(made, before if name in STOOD_BEFORE else f"DROP FUNCTION {name}({takes})")


def _wall(table: str) -> migrations.RunSQL:
    now, before = conditions(_asked)[table], conditions(_written_out)[table]
    lay = f"ALTER POLICY {POLICY} ON {table} USING ((SELECT house_asks()) OR %s)"
    return migrations.RunSQL(lay % now, lay % before)


class Migration(migrations.Migration):
    atomic = False  # each table is locked for the moment in which its own wall is changed, and can be changed again

    dependencies = [
        ("cases", "0018_finding_by_letters"),
        ("disclosure", "0002_how_it_was_read_and_taken"),
        ("retention", "0002_told_of_holds"),
        ("notifications", "0009_every_message_holds"),
        ("referrals", "0005_birth_salt"),
    ]

    operations = [
        migrations.RunSQL(IN_HAND, migrations.RunSQL.noop),
        *(_function(*asked) for asked in FUNCTIONS),
        *(_wall(table) for table in conditions(_asked)),
        migrations.RunSQL("DROP VIEW IF EXISTS notifications_in_hand", migrations.RunSQL.noop),
    ]
