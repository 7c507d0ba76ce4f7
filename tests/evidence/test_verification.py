"""`verify` opens every file: a byte that rotted, a file that is gone, and one that was slipped in are all found."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone

from opennrm.cases.actions.erasing import erase_keys_of_case
from opennrm.evidence.models import File, Piece
from opennrm.evidence.verification import CHANGED, check_files
from opennrm.referrals.adding import draft_of
from tests.cases.test_erasing import tombstone_for
from tests.evidence.sent import referred_with_files
from tests.factories import cases as made
from tests.factories import files

pytestmark = [pytest.mark.django_db, pytest.mark.proves("REL-08")]
NOT_THOSE = "its files are not those of the history"


def found() -> list[tuple[str, str]]:
    return [(each.reference, each.what) for each in check_files()]


def as_owner(statement: str, *given: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, given)
        cursor.execute("SET session_replication_role = origin")


@pytest.fixture
def reference() -> str:
    return referred_with_files(made.referrer(), files.jpg(1200, 1200), files.pdf())


def test_what_is_as_it_was_sent_holds_and_is_counted(reference: str) -> None:
    ola, counts = made.referrer(), []
    files.added(made.draft(ola), ola)
    assert check_files(counts.append) == []
    assert counts == [1, 2, 3]


def test_a_flipped_byte_is_found(reference: str) -> None:
    as_owner(
        "UPDATE evidence_piece SET content = set_byte(content, 300, get_byte(content, 300) # 1) WHERE first_byte = 0"
    )
    assert found() == [(reference, CHANGED)] * 2


def test_a_piece_that_is_gone_and_pieces_that_changed_places_are_found(reference: str) -> None:
    large = Piece.objects.get(first_byte__gt=0).file_id
    as_owner("UPDATE evidence_piece SET first_byte = 1000000 WHERE file_id = %s AND first_byte = 0", large)
    assert found() == [(reference, CHANGED)]
    as_owner("DELETE FROM evidence_piece WHERE file_id = %s AND first_byte > 0", large)
    assert found() == [(reference, CHANGED)]


def test_a_file_that_is_gone_and_one_that_was_slipped_in_are_found(reference: str) -> None:
    file = File.objects.filter(draft_id=draft_of(reference)).first()
    assert file is not None
    as_owner("DELETE FROM evidence_piece WHERE file_id = %s", file.id)
    as_owner("DELETE FROM evidence_file WHERE id = %s", file.id)
    assert found() == [(reference, NOT_THOSE)]
    other = referred_with_files(made.referrer())
    as_owner("UPDATE evidence_file SET draft_id = %s", draft_of(other))
    assert (other, NOT_THOSE) in found()
    assert (reference, NOT_THOSE) in found()


def test_an_erased_record_holds(reference: str) -> None:
    tombstone_for(reference)
    erase_keys_of_case(reference, because="retention", by=None, at=timezone.now())
    assert found() == []
