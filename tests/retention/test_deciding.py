"""People decide in batches; a second person lets a record go, and then nobody can read it, while the history holds."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.models import Case, Evidence
from opennrm.console.verify import look
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Message
from opennrm.partners.access import NotYours
from opennrm.referrals.models import Person, Referral
from opennrm.retention.actions.deciding import Decision, confirm_erasures, decide_batch
from opennrm.retention.actions.holding import hold_record
from opennrm.retention.models import Tombstone
from opennrm.retention.queries import tombstone_of
from opennrm.statistics.actions import catch_up, start_again
from opennrm.statistics.queries import referrals_by_quarter
from opennrm.vault.refusing import Erased
from tests.factories import cases as made
from tests.factories.partners import client_for
from tests.retention.records import Ended, proposed, years_from_now

pytestmark = pytest.mark.django_db
ERASE = Decision("erase", "Kept long enough.")


def erased() -> Ended:
    here, proposal = proposed()
    decide_batch([proposal], ERASE, by=here.officer, at=years_from_now(6))
    confirm_erasures([proposal], agreed=True, by=here.second, at=years_from_now(6))
    return here


@pytest.mark.proves("PRIV-06", "PRIV-07")
def test_an_erased_record_cannot_be_read_and_a_tombstone_stands_in_its_place() -> None:
    here = erased()
    with pytest.raises(Erased):
        Evidence.objects.get(case__reference=here.reference)
    with pytest.raises(Erased):
        Referral.objects.get(reference=here.reference)
    person = Case.objects.values_list("person_id", flat=True).get(reference=here.reference)
    with pytest.raises(Erased):
        Person.objects.get(id=person)
    stone = tombstone_of(here.reference)
    assert stone is not None
    assert (stone.schedule, stone.decided_by, stone.erased_by) == ("assumed-1", "Ada Quist", "Caspian Mill")
    kinds = [event.kind for event in events_of_case(here.reference)]
    assert [kind for kind in kinds if kind in ("ErasureDecided", "RecordErased", "KeysErased")] == [
        *("ErasureDecided", "RecordErased", "KeysErased"),
    ]


@pytest.mark.proves("PRIV-07")
def test_a_copy_of_the_tables_made_before_is_as_unreadable_with_todays_keys() -> None:
    here, proposal = proposed()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE yesterday AS SELECT * FROM cases_evidence")
    decide_batch([proposal], ERASE, by=here.officer, at=years_from_now(6))
    confirm_erasures([proposal], agreed=True, by=here.second, at=years_from_now(6))
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM yesterday")
        kept = bytes(cursor.fetchone()[0])
        cursor.execute("SELECT wrapped FROM vault_key WHERE id = encode(substr(%s::bytea, 3, 16), 'hex')::uuid", [kept])
        assert cursor.fetchone() == (None,)
    assert b"Quillfeather" not in kept


@pytest.mark.proves("PRIV-06")
def test_the_history_still_verifies_and_the_figures_outlive_the_record() -> None:
    here, proposal = proposed()
    catch_up()
    before = referrals_by_quarter().rows
    decide_batch([proposal], ERASE, by=here.officer, at=years_from_now(6))
    confirm_erasures([proposal], agreed=True, by=here.second, at=years_from_now(6))
    told = look([], {})
    assert [each for each in told["findings"] if not each.startswith("Anchors")] == []
    start_again()
    assert referrals_by_quarter().rows == before


def test_verification_finds_a_tombstone_that_nobody_decided_and_a_record_erased_behind_the_history() -> None:
    here, proposal = proposed()
    officer, second = here.officer.account_id, here.second.account_id
    told = {"record_class": "case_withdrawn", "schedule": "x", "action": "erase", "erased_at": timezone.now()}
    Tombstone.objects.create(reference=here.reference, **told, decided_by_id=officer, erased_by_id=second)
    Case.objects.filter(reference=here.reference).update(erased_on=timezone.now().date())
    findings = " ".join(look([], {})["findings"])
    assert "There is a tombstone, and the history does not say" in findings
    assert "Its row says that its record was erased, and the history does not" in findings
    assert str(proposal) not in findings


@pytest.mark.proves("PRIV-06")
def test_nobody_erases_alone_nor_what_is_held_nor_what_is_anothers() -> None:
    here, proposal = proposed()
    at = years_from_now(6)
    with pytest.raises(Refused, match="not_your_role"):
        decide_batch([proposal], ERASE, by=made.officer("caseworker"), at=at)
    with pytest.raises(NotYours):
        decide_batch([proposal], ERASE, by=made.officer("records_officer", in_team=made.authority_team("Z")), at=at)
    with pytest.raises(Refused, match="not_proposed"):
        confirm_erasures([proposal], agreed=True, by=here.second, at=at)
    decide_batch([proposal], ERASE, by=here.officer, at=at)
    with pytest.raises(Refused, match="same_person"):
        confirm_erasures([proposal], agreed=True, by=here.officer, at=at)
    hold_record(here.reference, because="A court.", review_on=years_from_now(7).date(), by=here.officer, at=at)
    with pytest.raises(Refused, match="held"):
        confirm_erasures([proposal], agreed=True, by=here.second, at=at)
    assert tombstone_of(here.reference) is None
    confirm_erasures([proposal], agreed=False, by=here.second, at=at)
    assert here.proposal().state == "proposed"


def test_of_a_batch_all_or_none_are_decided_on() -> None:
    (here, one), (other, two) = proposed(), proposed()
    told = {"because": "A court.", "review_on": years_from_now(7).date()}
    hold_record(other.reference, **told, by=other.officer, at=timezone.now())  # type: ignore[arg-type]
    with pytest.raises(Refused, match="held"):
        decide_batch([one, two], ERASE, by=here.officer, at=years_from_now(6))
    assert here.proposal().state == "proposed"
    assert decide_batch([one], ERASE, by=here.officer, at=years_from_now(6)) == 1
    with pytest.raises(Refused, match="none_chosen"):
        decide_batch([], ERASE, by=here.officer, at=years_from_now(6))


def test_letters_that_wait_are_stopped_before_the_record_goes() -> None:
    here = erased()
    waiting = Message.objects.filter(letter__case_reference=here.reference, state__in=("waiting", "dead"))
    assert not waiting.exists()
    stopped = [event for event in events_of_case(here.reference) if event.kind == "LetterStopped"]
    assert all(event.facts["because"] == "record_erased" for event in stopped)


def test_every_page_of_an_erased_case_is_its_tombstone_and_nothing_can_be_added() -> None:
    here = erased()
    client: Client = client_for(made.account_of(made.officer("caseworker")))
    for path in ("", "timeline/", "evidence/", "team/", "disclosures/"):
        response = client.get(f"/cases/{here.reference}/{path}")
        assert response.status_code == 410, path
        page = response.content.decode()
        assert "This record was erased" in page
        assert "assumed-1" in page
        assert "Quillfeather" not in page
    with pytest.raises(Refused, match="record_erased"):
        add_evidence(
            here.reference, kind="other", text="More.", source="", by=made.officer("caseworker"), at=timezone.now()
        )
    stranger = client_for(made.account_of(made.officer("caseworker", in_team=made.authority_team("Z"))))
    assert stranger.get(f"/cases/{here.reference}/").status_code == 404


def test_a_tombstone_holds_nothing_personal() -> None:
    columns = {field.name for field in Tombstone._meta.fields}
    assert columns == {
        *("reference", "record_class", "schedule", "action", "decided_by", "erased_at", "erased_by"),
    }
