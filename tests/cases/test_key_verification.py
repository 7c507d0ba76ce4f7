"""The thirteenth tampering: a key emptied, removed or put back behind the history's back is found by `verify`."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from psycopg import sql

from opennrm.cases.actions.erasing import erase_keys_of_case
from opennrm.cases.key_verification import check_keys
from opennrm.cases.models import Case
from opennrm.console.verify import look
from opennrm.referrals.actions import discard_draft
from opennrm.referrals.models import Draft, Person
from opennrm.vault.opening import scope_of
from tests.cases.test_erasing import erased, tombstone_for, worked
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def found() -> list[tuple[str, str]]:
    return [(each.reference, each.what) for each in check_keys()]


def tampered(statement: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.mark.proves("AUD-02", "CR-03")
@pytest.mark.parametrize("of", ["case", "draft", "person", "letters"])
def test_an_emptied_key_is_found_wherever_what_is_under_it_is_not_compared(of: str) -> None:
    reference = worked()
    assert found() == []
    case = Case.objects.get(reference=reference)
    draft = Draft.objects.values_list("id", flat=True).get(referral__reference=reference)
    scope = {"case": case.id, "draft": draft, "person": case.person_id, "letters": scope_of(reference)}[of]
    tampered("UPDATE vault_key SET wrapped = NULL, wrapped_by_id = NULL WHERE id = %s", scope)
    named = f"Key {scope}" if of == "letters" else reference
    assert found() == [(named, "its key is gone, and the history does not say that it was erased")]


@pytest.mark.proves("AUD-02")
def test_every_key_emptied_is_found_by_the_verb() -> None:
    worked()
    with transaction.atomic():
        assert look([], {})["findings"] == []
    tampered("UPDATE vault_key SET wrapped = NULL, wrapped_by_id = NULL")
    with transaction.atomic():
        told = look([], {})
    assert not told["ok"]
    assert any("does not say that it was erased" in finding for finding in told["findings"])


@pytest.mark.proves("AUD-02")
def test_a_key_that_was_removed_is_found_for_each_column() -> None:
    reference = worked()
    tampered("DELETE FROM vault_key WHERE id = %s", Case.objects.get(reference=reference).person_id)
    assert ("referrals_person.first_name", "1 of its values are sealed under keys that are not there") in found()


@pytest.mark.proves("AUD-02", "PRIV-07")
def test_what_was_erased_as_decided_holds_and_a_key_put_back_does_not() -> None:
    gone, _stays = worked(), worked()
    tampered("CREATE TEMP TABLE yesterday ON COMMIT DROP AS SELECT * FROM vault_key")
    erased(gone)
    assert found() == []
    tampered(
        "UPDATE vault_key k SET wrapped = y.wrapped FROM yesterday y WHERE y.id = k.id AND k.id = %s", scope_of(gone)
    )
    assert found() == [(gone, "the history says that its keys were erased, and one of them stands")]


def as_pages(statement: str, *params: object) -> str:
    """What the database says to the role of the pages; nothing if it did it."""
    raw = connection.connection
    try:
        with transaction.atomic():
            raw.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(settings.WEB_ROLE)))
            with connection.cursor() as cursor:
                cursor.execute(statement, params)
            raw.execute("SET LOCAL ROLE NONE")
    except DatabaseError as error:
        return str(error)
    return ""


@pytest.mark.proves("PRIV-07")
def test_the_pages_can_take_no_key_away_but_that_of_what_was_erased_or_is_gone() -> None:
    gone, other = worked(), worked()
    ours, theirs = (Case.objects.get(reference=reference) for reference in (gone, other))
    for statement in ("UPDATE vault_key SET wrapped = NULL", "DELETE FROM vault_key", "TRUNCATE vault_key"):
        assert "permission denied" in as_pages(statement)
    call = "SELECT vault_erase(%s, %s::uuid[])"
    assert "No tombstone stands" in as_pages(call, gone, [ours.id])
    tombstone_for(gone)
    assert "A key of another record" in as_pages(call, gone, [ours.id, theirs.id])
    assert "A key of another record" in as_pages(call, gone, [theirs.person_id])
    assert "A key of another record" in as_pages(call, gone, [scope_of(other)])
    for scope in (ours.id, ours.person_id, scope_of(gone)):
        assert "Something is still sealed" in as_pages("SELECT vault_forget(%s)", scope)
    assert Person.objects.count() == 2
    assert as_pages(call, gone, [ours.id, ours.person_id, scope_of(gone)]) == ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM vault_key WHERE wrapped IS NULL")
        assert cursor.fetchone() == (3,)
        cursor.execute("SELECT current_setting('opennrm.house', true)")
        assert cursor.fetchone() != ("on",), "what the function may see is let go of with it"


def test_nobody_else_may_call_them() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosecdef, proconfig::text, "
            "(SELECT count(*) FROM aclexplode(proacl) a WHERE a.grantee = 0) "
            "FROM pg_proc WHERE proname LIKE 'vault\\_%%' ORDER BY 1"
        )
        rows = cursor.fetchall()
    assert [row[0] for row in rows] == ["vault_erase", "vault_forget"]
    for _, definer, config, by_all in rows:
        assert (definer, by_all) == (True, 0)
        assert "search_path=pg_catalog, public, pg_temp" in config


def test_a_record_without_a_tombstone_keeps_its_keys() -> None:
    reference = worked()
    with pytest.raises(DatabaseError, match="No tombstone stands"):
        erase_keys_of_case(reference, because="retention", by=None, at=timezone.now())


def test_a_discarded_draft_leaves_no_key_and_no_finding() -> None:
    by = made.referrer()
    draft = made.draft(by)
    discard_draft(draft, by=by, at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM vault_key WHERE id = %s", [draft])
        assert cursor.fetchone() == (0,)
    assert found() == []
