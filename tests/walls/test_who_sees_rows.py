"""Row by row: nobody asking sees nothing, whoever asks sees what is theirs, and no asking outlives its transaction."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from opennrm.audit.asking import Asking, as_the_house, asking, upgrading, who_asks
from opennrm.cases.models import Case
from opennrm.config.database_roles import TOO_STRONG
from opennrm.partners.models import Account
from opennrm.referrals.models import SearchToken
from tests.behind import as_pages
from tests.factories import cases as made
from tests.factories import partners as people
from tests.walls.made import Side, count, readable, seen_by, side, walled

pytestmark = [pytest.mark.django_db, pytest.mark.proves("AZ-03")]


@pytest.fixture
def sides() -> tuple[Side, Side]:
    return side("North"), side("South")


def test_with_nobody_asking_no_walled_table_shows_a_row(sides: tuple[Side, Side]) -> None:
    filled = {table for table in walled() if count(table)}
    assert {"cases_case", "cases_clock", "cases_decision", "referrals_referral", "referrals_person"} <= filled
    assert {"referrals_draft", "notifications_letter", "notifications_message", "audit_event"} <= filled
    assert {"duty_to_notify_anonymous", "duty_to_notify_named", "cases_party", "referrals_search_token"} <= filled
    assert set(walled()) - set(readable()) == {"cases_search"}, "what anybody searched for is read back by nobody"
    with seen_by(None):
        assert {table: count(table) for table in readable()} == dict.fromkeys(readable(), 0)


def test_each_officer_sees_the_case_of_their_team_and_none_of_the_other(sides: tuple[Side, Side]) -> None:
    for mine in sides:
        with seen_by(mine.officer):
            assert list(Case.objects.values_list("reference", flat=True)) == [mine.case]
            assert count("referrals_referral") == count("referrals_person") == count("cases_decision") == 1
            assert count("referrals_draft") == count("duty_to_notify_named") == count("duty_to_notify_anonymous") == 0
            assert SearchToken.objects.values("person_id").distinct().count() == 1


def test_each_referrer_sees_what_they_sent_and_nothing_inside_the_case(sides: tuple[Side, Side]) -> None:
    for mine in sides:
        with seen_by(mine.referrer):
            assert count("referrals_referral") == count("referrals_person") == 1
            assert count("duty_to_notify_named") == count("duty_to_notify_anonymous") == 1
            assert count("cases_case") == count("cases_decision") == count("cases_clock") == 0


def test_what_two_sides_see_together_is_not_more_than_there_is_and_never_the_same(sides: tuple[Side, Side]) -> None:
    tables = [table for table in readable() if table not in ("audit_event", "cases_saved_list")]
    whole = {table: count(table) for table in tables}
    seen = []
    for mine in sides:
        with seen_by(mine.officer):
            seen.append({table: count(table) for table in tables})
    assert all(seen[0][table] + seen[1][table] <= whole[table] for table in tables)
    assert seen[0]["cases_clock"] + seen[1]["cases_clock"] == whole["cases_clock"]


def test_an_access_counts_from_its_beginning_to_its_end(sides: tuple[Side, Side]) -> None:
    mine, now = sides[0], timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_access SET from_at = %s, until_at = %s", [now, now + timedelta(hours=1)])
    for minutes, seen in ((-1, 0), (0, 1), (59, 1), (60, 0), (61, 0)):
        with seen_by(mine.officer, now + timedelta(minutes=minutes)):
            assert count("cases_case") == count("cases_decision") == seen, minutes


def test_a_restricted_case_is_seen_only_by_those_whom_its_access_names(sides: tuple[Side, Side]) -> None:
    mine = sides[0]
    listed = made.officer("caseworker", in_team=made.authority_team("North"), name="Ada Nwosu")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET restricted = true, restricted_because = 'threat'")
        cursor.execute(
            "INSERT INTO cases_access (case_id, grantee, from_at, because) SELECT id, %s, %s, 'listed' FROM cases_case "
            "WHERE reference = %s",
            [listed.account_id, timezone.now(), mine.case],
        )
    for actor, seen in ((mine.officer, 0), (listed, 1)):
        with seen_by(actor):
            assert count("cases_case") == count("cases_decision") == count("referrals_person") == seen
            assert bool(count("notifications_letter")) is bool(seen)


def test_nobody_writes_into_a_case_that_is_not_theirs(sides: tuple[Side, Side]) -> None:
    mine, other = sides
    case_id = Case.objects.values_list("id", flat=True).get(reference=other.case)
    with seen_by(mine.officer):
        assert Case.objects.filter(id=case_id).update(version=99) == 0
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            Case.objects.get(reference=mine.case).flags.create(
                case_id=case_id, flag="planted", raised_at=timezone.now(), raised_by_id=mine.officer.account_id
            )


def test_what_the_house_does_sees_all_and_ends_with_it(sides: tuple[Side, Side]) -> None:
    with seen_by(sides[0].officer):
        assert count("cases_case") == 1
        with as_the_house():
            assert count("cases_case") == 2
        assert count("cases_case") == 1
        with pytest.raises(RuntimeError, match="planted"), as_the_house(), transaction.atomic():
            assert count("cases_case") == 2
            raise RuntimeError("planted")
        assert count("cases_case") == 1


def test_policies_ask_by_function_whether_a_record_may_be_seen() -> None:
    """Written out, the policies of the tables asked are planned anew in every statement, one in the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, qual FROM pg_policies WHERE qual LIKE '%% FROM %%' ORDER BY tablename", [])
        written_out = [table for table, seen in cursor.fetchall() if re.search(r"FROM \w+ s\s", seen)]
    assert written_out == ["cases_case", "referrals_referral"], "what says who may see the two, and nothing else"


def test_what_runs_as_the_owner_looks_up_nothing_that_a_session_made() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, proconfig FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        )
        functions = dict(cursor.fetchall())
    assert {"cases_with_letters", "letter_in_hand", "vault_erase"} < set(functions)
    paths = {tuple(settings or ()) for settings in functions.values()}
    assert paths == {("search_path=pg_catalog, public, pg_temp",)}


def test_what_runs_as_the_owner_is_called_by_the_pages_and_the_worker_and_nobody_else() -> None:
    asked = (
        "SELECT proname, COALESCE(array_agg(DISTINCT COALESCE(r.rolname, 'everybody')) "
        "FILTER (WHERE a.grantee <> p.proowner), '{}') FROM pg_proc p "
        "LEFT JOIN LATERAL aclexplode(COALESCE(proacl, acldefault('f', proowner))) a ON true "
        "LEFT JOIN pg_roles r ON r.oid = a.grantee "
        "WHERE prosecdef AND pronamespace = 'public'::regnamespace GROUP BY proname"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        callers = {name: set(roles) for name, roles in cursor.fetchall()}
        assert set(map(frozenset, callers.values())) == {frozenset({settings.WEB_ROLE, settings.WORKER_ROLE})}
        cursor.execute("GRANT EXECUTE ON FUNCTION letter_in_hand(uuid) TO PUBLIC")
        cursor.execute(asked)
        assert dict(cursor.fetchall())["letter_in_hand"] != list(callers["letter_in_hand"]), "a planted one is found"


def test_a_rollback_does_not_bring_an_elevation_back(sides: tuple[Side, Side]) -> None:
    """The house was told before the savepoint and taken back after it: a rollback undoes the taking back."""
    with seen_by(sides[0].officer):
        elevated = as_the_house()
        elevated.__enter__()
        assert count("cases_case") == 2
        with pytest.raises(RuntimeError, match="planted"), transaction.atomic():
            elevated.__exit__(None, None, None)
            assert count("cases_case") == 1
            raise RuntimeError("planted")
        assert count("cases_case") == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_the_wall_holds_sees_every_row_while_it_upgrades_and_then_none() -> None:
    """The wall is forced on the owner too: what changes rows at an upgrade would otherwise find none to change."""
    side("North")
    with as_pages():
        assert count("cases_case") == 0
        with upgrading():
            assert count("cases_case") == 1
            with transaction.atomic():
                assert count("cases_decision") == 1
        assert count("cases_case") == 0


def test_what_a_real_owner_reads_with_nobody_asking_is_what_the_decision_says() -> None:
    """An owner who is no superuser reads cases, what hangs on them, and accesses: the wall asks them so."""
    side("North")
    with connection.cursor() as cursor:
        cursor.execute("SELECT polrelid::regclass::text FROM pg_policy WHERE polname = 'what_the_wall_asks' ORDER BY 1")
        told = [table for (table,) in cursor.fetchall()]
    assert told == ["cases_access", "cases_case", "notifications_message", "referrals_access"]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("CREATE ROLE an_owner NOLOGIN NOSUPERUSER")
        for table in ("cases_case", "referrals_draft", "referrals_person"):
            cursor.execute(f"ALTER TABLE {table} OWNER TO an_owner")
        cursor.execute("DROP POLICY what_the_wall_asks ON cases_case")
        cursor.execute("CREATE POLICY what_the_wall_asks ON cases_case FOR SELECT TO an_owner USING (true)")
        cursor.execute("SET LOCAL ROLE an_owner")
        cursor.execute("SELECT set_config('opennrm.house', '', true), set_config('opennrm.grantees', '', true)")
        cursor.execute("SELECT (SELECT count(*) FROM cases_case), (SELECT count(*) FROM referrals_draft)")
        assert cursor.fetchone() == (1, 0)
        cursor.execute("RESET ROLE")


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_each_statement_has_its_asker_and_leaves_none_behind() -> None:
    mine = side("North")
    with as_pages():
        with asking(Asking(mine.officer.grantees, timezone.now())):
            assert count("cases_case") == 1
            with transaction.atomic():
                assert count("cases_case") == 1
            assert connection.connection.execute("SELECT count(*) FROM cases_case").fetchone() == (0,)
        assert who_asks().grantees == ()
        assert count("cases_case") == 0
        with asking():
            assert count("cases_case") == 0


@pytest.mark.django_db(transaction=True)
def test_no_asker_of_one_request_is_left_to_the_next_on_the_same_connection() -> None:
    mine = side("North")
    account = Account.objects.get(id=mine.officer.account_id)
    assert people.client_for(account).get(f"/cases/{mine.case}/").status_code == 200
    with as_pages():
        assert count("cases_case") == 0
        told = connection.connection.execute("SELECT current_setting('opennrm.grantees', true)").fetchone()
    assert told in ((None,), ("",))


@pytest.mark.proves("AUD-01")
def test_the_pages_run_as_a_role_that_owns_nothing_and_may_become_nobody_who_does() -> None:
    with as_pages(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, "  # noqa: S608 - our own words
            f"{TOO_STRONG} FROM pg_roles w WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (settings.WEB_ROLE, False, False, False, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ["opennrm_web", "opennrm_worker"])
@pytest.mark.proves("AUD-01")
def test_a_connection_of_the_role_itself_can_neither_become_more_nor_change_the_history(role: str) -> None:
    """Not the role put on over a superuser, as in the other tests: a connection of its own, with no way up."""
    made.referred()
    told: Any = connection.get_connection_params()
    address = {key: told[key] for key in ("host", "dbname", "port", "password") if told.get(key)}
    with psycopg.connect(**address, user=role, autocommit=True) as own:
        assert own.execute("SELECT session_user, current_user").fetchone() == (role, role)
        for statement in (
            "UPDATE audit_event SET kind = kind",
            "DELETE FROM audit_event",
            "TRUNCATE audit_event",
            "ALTER TABLE audit_event DISABLE TRIGGER USER",
            "ALTER TABLE audit_event DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE cases_case NO FORCE ROW LEVEL SECURITY",
            "DROP POLICY only_what_is_theirs ON cases_case",
            "CREATE POLICY planted ON cases_case USING (true)",
            "ALTER ROLE CURRENT_USER BYPASSRLS",
            "DELETE FROM audit_head",
            "TRUNCATE cases_case CASCADE",
            "DELETE FROM cases_decision",
            "DELETE FROM referrals_referral",
            "UPDATE duty_to_notify_named SET force = force",
            "CREATE FUNCTION planted() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
            f"SET ROLE {'opennrm_worker' if role == 'opennrm_web' else 'opennrm_web'}",
            "CREATE TEMPORARY TABLE cases_case (id uuid)",
            "SET session_replication_role = replica",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                own.execute(statement)
        own.execute("SET row_security = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            own.execute("SELECT count(*) FROM cases_case")
