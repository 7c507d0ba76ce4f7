"""Once its keys are erased nobody reads a case again, here or from a copy, and its history still holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from opennrm.audit.queries import head, latest_events, stream_entries
from opennrm.audit.seal import check_chain
from opennrm.cases.actions.erasing import erase_keys_of_case
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.actions.notes import write_note
from opennrm.cases.actions.partner_messages import write_to_referrer
from opennrm.cases.actions.tasks import add_task
from opennrm.cases.casework_verification import check_casework
from opennrm.cases.models import Case, ConsentEntry, Evidence, Note, Part, PartnerMessage
from opennrm.cases.verification import check_cases
from opennrm.evidence.actions import With, add_whole
from opennrm.evidence.models import Copy, File, Piece
from opennrm.notifications.models import Letter
from opennrm.notifications.verification import check_letters
from opennrm.partners.access import Actor, NotYours
from opennrm.referrals.models import Person, Referral, SearchToken
from opennrm.referrals.verification import check_referrals
from opennrm.retention.models import Tombstone
from opennrm.vault.columns import personal_columns
from opennrm.vault.refusing import CannotOpen, Erased
from tests.factories import cases as made
from tests.factories.files import jpg
from tests.factories.partners import client_for
from tests.factories.sealing import overwrite

CHECKS: tuple[Callable[[], list[Any]], ...] = (check_cases, check_casework, check_referrals, check_letters)

WITH_A_RECORD = {"case_id", "person_id", "draft_id", "referral_reference"}
"""What is sealed under one of these goes with the record of its case."""
WITHOUT = {
    "id": "people and drafts themselves, searches that are forgotten, and notifications, which have a key of their own",
    "saved_by_id": "the saved lists of somebody at work",
}


def worked() -> str:
    """A case with a file, consents, parts, messages, evidence, notes, tasks, and a decision served by letters."""
    officer = made.referrer()
    reference, by, at = made.referred(officer), made.officer("caseworker"), timezone.now()
    with_file(reference, officer)
    write_to_referrer(reference, text="Does she still stay there?", by=by, at=at)
    add_evidence(reference, kind="police", text="Six beds.", source="A force", by=by, at=at)
    write_note(reference, text="Ring back.", visibility="team", mentioned=(), by=by, at=at)
    add_task(reference, title="Ring.", to=by.account_id, due_on=None, by=by, at=at)
    made.decided(reference, "negative", by=by)
    made.checked(reference, by=made.officer("second_officer"), agreed=True)
    made.served(reference, by=by)
    return reference


def with_file(reference: str, officer: Actor) -> None:
    """A file that was sent later, with its pieces and a page of its copy."""
    sent: dict[str, Any] = {"name": "letter.jpg", "content": jpg(), "by": officer, "at": timezone.now()}
    file = File.objects.get(id=add_whole(With(reference=reference), **sent).id)
    Copy.objects.create(file=file, number=1, kind="png", content=b"a page")


def tombstone_for(reference: str) -> None:
    """What those who decide on an erasure put up before the keys go."""
    one, other = (made.officer("manager").account_id for _ in range(2))
    about = {"record_class": "case", "schedule": "assumed-1", "action": "erase", "erased_at": timezone.now()}
    Tombstone.objects.create(reference=reference, decided_by_id=one, erased_by_id=other, **about)


def erased(reference: str) -> int:
    """Erase the keys of a case, as after such a decision."""
    tombstone_for(reference)
    return erase_keys_of_case(reference, because="retention", by=None, at=timezone.now())


def holder_of(*references: str) -> Client:
    """The browser of somebody who holds these cases, and so is not asked why they open them."""
    officer = made.officer("caseworker")
    Case.objects.filter(reference__in=references).update(owner_id=officer.account_id)
    return client_for(made.account_of(officer))


def unreadable_of(reference: str) -> tuple[int, int]:
    """How many values of a case, of its person and letters are kept, and how many of these nobody can open."""
    case = Case.objects.get(reference=reference)
    draft = Referral.objects.values_list("draft_id", flat=True).get(reference=reference)
    of = {"case": case.id, "person": case.person_id, "referral_reference": reference, "decision__case_id": case.id}
    of |= {"draft": draft, "file__draft_id": draft}
    kept = unread = 0
    for field in personal_columns():
        names = {each.name for each in field.model._meta.get_fields()}
        if field.model is Person:
            which: dict[str, Any] = {"id": case.person_id}
        else:
            which = next(({name: of[name]} for name in of if name.partition("__")[0] in names), {"pk": None})
        rows = field.model._default_manager.filter(**which, **{f"{field.name}__isnull": False})
        for pk in rows.values_list("pk", flat=True):
            kept += 1
            try:
                field.model._default_manager.values_list(field.name).get(pk=pk)
            except CannotOpen:
                unread += 1
    return kept, unread


@pytest.mark.django_db
@pytest.mark.proves("PRIV-07")
def test_every_table_of_a_record_is_under_a_key_that_goes_with_it() -> None:
    """What was said of consents, told in parts, written between the sides and sent as files reads as erased."""
    reference = worked()
    case = Case.objects.get(reference=reference)
    file = File.objects.get(draft_id=Referral.objects.get(reference=reference).draft_id)
    of_file = [rows.objects.filter(file_id=file.id) for rows in (Piece, Copy)]
    assert [rows.count() for rows in of_file] == [1, 1]
    erased(reference)
    assert [rows.count() for rows in of_file] == [0, 0], "bytes go altogether"
    for rows, column in (
        (ConsentEntry.objects.filter(case=case, through__isnull=False), "through"),
        (Part.objects.filter(case=case), "content"),
        (PartnerMessage.objects.filter(case=case), "text"),
        (File.objects.filter(id=file.id), "name"),
    ):
        ids = list(rows.values_list("pk", flat=True))
        assert ids, rows.model
        for each in ids:
            with pytest.raises(Erased):
                rows.model._default_manager.values_list(column).get(pk=each)
    ways = {str(getattr(field.model, "SEALED_UNDER", "")) for field in personal_columns()}
    assert {way.rpartition("__")[2] for way in ways} <= WITH_A_RECORD | set(WITHOUT), "say here how it goes"


@pytest.mark.django_db
@pytest.mark.proves("PRIV-07")
def test_nothing_of_an_erased_case_can_be_read_and_all_of_another_can() -> None:
    gone, stays = worked(), worked()
    kept, unread = unreadable_of(gone)
    assert kept > 12
    assert unread == 0
    assert erased(gone) == 4
    without_bytes = kept - 2  # the file's one piece and the page of its copy go altogether
    assert unreadable_of(gone) == (without_bytes, without_bytes)
    assert unreadable_of(stays)[1] == 0
    person = Case.objects.get(reference=gone).person_id
    assert not SearchToken.objects.filter(person_id=person).exists()
    event = latest_events(1)[0]
    assert (event.kind, event.facts) == ("KeysErased", {"keys": 4, "because": "retention"})
    assert erase_keys_of_case(gone, because="retention", by=None, at=timezone.now()) == 0
    with pytest.raises(NotYours):
        erase_keys_of_case("NRM-0", because="retention", by=None, at=timezone.now())


@pytest.mark.django_db
@pytest.mark.proves("AUD-06", "PRIV-07")
def test_its_chain_holds_and_verification_finds_nothing_but_what_is_wrong() -> None:
    reference = worked()
    erased(reference)
    with transaction.atomic():
        assert check_chain(stream_entries(), head(), [])[1] == []
    for check in CHECKS:
        assert check() == [], check
    Case.objects.filter(reference=reference).update(nation="wales")
    assert [each.what for each in check_cases()] == ["the history says england of the nation, the row says wales"]
    Letter.objects.update(text_hash="0" * 64)
    assert check_letters() != []


@pytest.mark.django_db
@pytest.mark.proves("CR-03")
def test_verification_finds_what_was_moved_and_what_was_rewritten() -> None:
    one, other = worked(), worked()
    ids = [Evidence.objects.get(case__reference=reference).id for reference in (one, other)]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_evidence SET text = (SELECT text FROM cases_evidence WHERE id = %s) WHERE id = %s", ids
        )
    assert [each.reference for each in check_cases()] == [other]
    overwrite(Note.objects.filter(case__reference=one), text="Others.")
    assert [each.reference for each in check_casework()] == [one]


@pytest.mark.django_db
def test_pages_say_that_it_was_erased_and_lists_go_on() -> None:
    gone, stays = worked(), worked()
    client = holder_of(gone, stays)
    erased(gone)
    for path in (f"/cases/{gone}/", f"/cases/{gone}/evidence/all/", f"/cases/{gone}/notes/"):
        answer = client.get(path)
        assert answer.status_code == 410, path
        assert "This record was erased" in answer.content.decode()
    for path in (f"/cases/{stays}/", "/cases/"):
        assert client.get(path).status_code == 200, path
    assert client.post("/find/", {"q": gone[4:8]}, follow=True).status_code == 200


@pytest.mark.django_db
@pytest.mark.proves("CR-03")
def test_a_page_of_a_damaged_record_shows_nothing_of_it() -> None:
    reference = worked()
    client = holder_of(reference)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE referrals_person SET first_name = last_name, last_name = first_name")
    answer = client.get(f"/cases/{reference}/")
    assert answer.status_code == 503
    assert "Something in this record is not as it was written" in answer.content.decode()
    assert "Six beds" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.proves("PRIV-07")
def test_a_copy_of_yesterdays_data_is_not_read_with_todays_keys_and_would_be_with_yesterdays() -> None:
    """The restore by hand: yesterday's rows are put back under what the keyring holds today."""
    reference = made.referred()
    person = Person.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE people AS SELECT * FROM referrals_person")
        cursor.execute("CREATE TEMP TABLE keys AS SELECT * FROM vault_key")
        erased(reference)
        cursor.execute("UPDATE referrals_person p SET first_name = y.first_name FROM people y WHERE y.id = p.id")
        with pytest.raises(Erased):
            Person.objects.get(id=person.id)
        # What the copies of the keys are for, and why they are kept so short a time:
        cursor.execute("UPDATE vault_key k SET wrapped = y.wrapped FROM keys y WHERE y.id = k.id")
    assert Person.objects.get(id=person.id).first_name == person.first_name
    assert Referral.objects.count() == 1
