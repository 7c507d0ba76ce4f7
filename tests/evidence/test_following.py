"""A record is erased: the bytes of its files go with its keys. What was begun and never finished goes by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import InternalError, ProgrammingError, transaction
from django.utils import timezone

from opennrm.cases.actions.erasing import erase_keys_of_case
from opennrm.evidence.actions import With, add_piece, begin_file
from opennrm.evidence.following import remove_unfinished
from opennrm.evidence.models import Copy, File, Piece
from opennrm.evidence.queries import files_with, original_of
from opennrm.referrals.adding import draft_of
from opennrm.vault.refusing import Erased
from tests.cases.test_erasing import tombstone_for
from tests.evidence.sent import referred_with_files
from tests.factories import cases as made
from tests.factories import files

pytestmark = pytest.mark.django_db


@pytest.mark.proves("PRIV-06")
def test_the_bytes_of_a_record_that_is_erased_are_gone() -> None:
    reference = referred_with_files(made.referrer(), files.jpg(), files.pdf())
    draft = draft_of(reference)
    file = File.objects.filter(draft_id=draft).first()
    assert file is not None
    Copy.objects.create(file=file, number=1, kind="png", content=files.png())
    tombstone_for(reference)
    erase_keys_of_case(reference, because="retention", by=None, at=timezone.now())
    assert (Piece.objects.count(), Copy.objects.count()) == (0, 0)
    assert File.objects.values("id").count() == 2  # what the history names stays, as codes and numbers
    with pytest.raises(Erased):
        files_with(draft)
    with pytest.raises(Erased):
        original_of(draft, file.id)


@pytest.mark.parametrize("table", [File, Piece])
def test_what_was_sent_is_removed_by_nobody_before_its_key_is(table: Any) -> None:
    referred_with_files(made.referrer(), files.jpg())
    with pytest.raises((InternalError, ProgrammingError), match="stays as long"), transaction.atomic():
        table.objects.all().delete()
    assert Piece.objects.exists()


def test_what_nobody_went_on_sending_goes_after_two_days() -> None:
    ola, content, at = made.referrer(), files.jpg(), timezone.now()
    to = With(draft_id=made.draft(ola))
    begun = begin_file(to, name="a.jpg", size=len(content), sha256=files.sha256(content), by=ola, at=at)
    add_piece(to, begun.id, first_byte=0, content=content[:100], by=ola, at=at)
    files.added(made.draft(ola), ola)
    assert remove_unfinished(at + timedelta(hours=47)) == 0
    assert remove_unfinished(at + timedelta(hours=49)) == 1
    assert [row.finished_at is not None for row in File.objects.all()] == [True]
