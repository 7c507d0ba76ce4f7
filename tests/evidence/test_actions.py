"""Ola adds a photograph to a referral; her train goes into a tunnel, and after it the rest of the file follows."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from opennrm.audit.queries import events_of_case, latest_events
from opennrm.evidence import actions, quotas
from opennrm.evidence.actions import OutOfOrder, With, add_piece, add_whole, begin_file, remove_file
from opennrm.evidence.models import File, Piece
from opennrm.evidence.queries import files_with, original_of
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor, NotYours
from opennrm.referrals.actions import discard_draft, submit_referral
from opennrm.referrals.adding import draft_of
from tests.evidence.sent import whole_draft
from tests.factories import cases as made
from tests.factories import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def ola() -> Actor:
    return made.referrer()


def begun(draft: UUID, by: Actor, content: bytes, name: str = "letter.jpg", **said: Any) -> actions.Sending:
    told = {"size": len(content), "sha256": files.sha256(content), **said}
    return begin_file(With(draft_id=draft), name=name, **told, by=by, at=timezone.now())


def piece(draft: UUID, file_id: UUID, by: Actor, content: bytes, first_byte: int) -> actions.Sending:
    to = With(draft_id=draft)
    return add_piece(to, file_id, first_byte=first_byte, content=content, by=by, at=timezone.now())


def test_a_file_sent_in_pieces_goes_on_where_it_broke_off(ola: Actor) -> None:
    draft, content = made.draft(ola), files.jpg(900, 900)
    file = begun(draft, ola, content)
    assert piece(draft, file.id, ola, content[:1000], 0).have == 1000
    again = begun(draft, ola, content)  # after the break the same file is chosen again
    assert (again.id, again.have, again.finished) == (file.id, 1000, False)
    with pytest.raises(OutOfOrder) as told:
        piece(draft, file.id, ola, content[:1000], 0)  # the answer to the first had not arrived
    assert told.value.have == 1000
    for at in range(1000, len(content), quotas.PIECE):
        done = piece(draft, file.id, ola, content[at : at + quotas.PIECE], at)
    assert done.finished
    assert original_of(draft, file.id) == content
    assert piece(draft, file.id, ola, b"x", 0).finished  # sent again, it is as it was
    assert begun(draft, ola, content).finished
    assert [each.kind for each in latest_events(1)] == ["FileAdded"]


def test_what_the_pieces_come_to_is_not_what_was_announced_and_nothing_of_it_stays(ola: Actor) -> None:
    draft, content = made.draft(ola), files.jpg()
    file = begun(draft, ola, content)
    other = content[:-3] + b"x" + content[-2:]
    with pytest.raises(Refused) as refused:
        piece(draft, file.id, ola, other, 0)
    assert refused.value.refusal.code == "other_bytes"
    assert not File.objects.exists()
    assert not Piece.objects.exists()


def test_a_first_piece_that_is_no_picture_ends_it_before_the_rest_is_sent(ola: Actor) -> None:
    draft = made.draft(ola)
    file = begun(draft, ola, b"MZ" + bytes(5000))
    with pytest.raises(Refused) as refused:
        piece(draft, file.id, ola, b"MZ" + bytes(100), 0)
    assert refused.value.refusal.code == "kind_not_known"
    assert not File.objects.exists()


@pytest.mark.parametrize("content", [b"", bytes(quotas.PIECE + 1)])
def test_an_empty_piece_and_one_too_long_are_refused_in_words(ola: Actor, content: bytes) -> None:
    draft = made.draft(ola)
    file = begun(draft, ola, files.jpg())
    with pytest.raises(Refused) as refused:
        piece(draft, file.id, ola, content, 0)
    assert refused.value.refusal.code == "no_piece"


def test_more_bytes_than_were_announced_are_not_kept(ola: Actor) -> None:
    draft, content = made.draft(ola), files.jpg()
    file = begun(draft, ola, content)
    with pytest.raises(OutOfOrder):
        piece(draft, file.id, ola, content + b"more", 0)


@pytest.mark.parametrize("sha256", ["", "ABC", "g" * 64, "a" * 63])
def test_a_file_without_its_hash_is_refused(ola: Actor, sha256: str) -> None:
    with pytest.raises(Refused) as refused:
        begun(made.draft(ola), ola, files.jpg(), sha256=sha256)
    assert refused.value.refusal.code == "no_hash"


def test_a_file_of_a_form_is_taken_whole_and_twice_the_same_is_one(ola: Actor) -> None:
    draft, content = made.draft(ola), files.jpg(1200, 1200)
    assert len(content) > quotas.PIECE  # several pieces
    ids = {files.added(draft, ola, content) for _twice in range(2)}
    assert len(ids) == 1
    (read,) = files_with(draft)
    assert (read.name, read.kind.key, read.size, read.have) == ("letter.jpg", "jpg", len(content), len(content))
    assert original_of(draft, read.id) == content


@pytest.mark.proves("FILE-08", "PRIV-05")
def test_neither_its_bytes_nor_its_name_lie_open_in_the_database(ola: Actor) -> None:
    draft, content = made.draft(ola), files.docx()
    files.added(draft, ola, content, name="Iris Vale.docx")
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, '') FROM evidence_file t")
        (rows,) = cursor.fetchone()
        cursor.execute("SELECT content FROM evidence_piece")
        pieces = b"".join(bytes(kept) for (kept,) in cursor.fetchall())
    assert "Iris" not in rows
    assert files.sha256(content) not in rows
    assert content[:30] not in pieces


def test_removed_from_a_draft_nothing_of_it_is_left_and_the_history_says_it_went(ola: Actor) -> None:
    draft = made.draft(ola)
    file_id = files.added(draft, ola)
    remove_file(draft, file_id, by=ola, at=timezone.now())
    assert (File.objects.count(), Piece.objects.count()) == (0, 0)
    assert [(each.kind, each.facts["file"]) for each in latest_events(1)] == [("FileRemoved", str(file_id))]


def test_a_draft_that_is_discarded_takes_its_files_along(ola: Actor) -> None:
    draft = made.draft(ola)
    files.added(draft, ola)
    discard_draft(draft, by=ola, at=timezone.now())
    assert (File.objects.count(), Piece.objects.count()) == (0, 0)


@pytest.mark.proves("AZ-03")
def test_nobody_adds_to_or_removes_from_what_is_not_theirs(ola: Actor) -> None:
    draft, stranger, at = made.draft(ola), made.referrer(), timezone.now()
    file_id = files.added(draft, ola)
    with pytest.raises(NotYours):
        files.added(draft, stranger)
    with pytest.raises(NotYours):
        begun(draft, stranger, files.jpg())
    with pytest.raises(NotYours):
        piece(draft, file_id, stranger, b"x", 0)
    with pytest.raises(NotYours):
        remove_file(draft, file_id, by=stranger, at=at)
    mine = made.draft(stranger)
    with pytest.raises(NotYours):
        remove_file(mine, file_id, by=stranger, at=at)
    with pytest.raises(NotYours):
        piece(mine, file_id, stranger, b"x", 0)
    with pytest.raises(NotYours):
        begin_file(With(reference="NRM-NONE"), name="a.jpg", size=1, sha256="a" * 64, by=ola, at=at)
    caseworker = made.officer("caseworker")
    with pytest.raises(Refused) as refused:
        files.added(draft, caseworker)
    assert refused.value.refusal.code == "not_your_role"


def test_once_sent_a_file_stays_and_later_ones_go_to_the_case(ola: Actor) -> None:
    draft, at = whole_draft(ola), timezone.now()
    first = files.added(draft, ola, at=at)
    reference = submit_referral(draft, token=str(uuid4()), by=ola, at=at)
    with pytest.raises(Refused) as refused:
        remove_file(draft, first, by=ola, at=at)
    assert refused.value.refusal.code == "already_sent"
    second = add_whole(With(reference=reference), name="later.pdf", content=files.pdf(), by=ola, at=timezone.now()).id
    assert [each.id for each in files_with(draft_of(reference))] == [first, second]
    told = [each for each in events_of_case(reference) if each.kind.startswith("File")]
    assert [(each.kind, each.facts["file"]) for each in told] == [
        ("FileSent", str(first)),
        ("FileSentLater", str(second)),
    ]
    assert "letter" not in str(told) + str(latest_events(50))


def test_the_authority_and_others_do_not_add_to_a_referral(ola: Actor) -> None:
    reference = made.referred(ola)
    with pytest.raises(NotYours):
        add_whole(With(reference=reference), name="a.jpg", content=files.jpg(), by=made.referrer(), at=timezone.now())


@pytest.mark.proves("FILE-10", "5.2.4")
@pytest.mark.parametrize(
    ("bound", "most", "code"),
    [
        ("MOST_FILES", 1, "referral_is_full"),
        ("MOST_OF_A_REFERRAL", 2000, "referral_is_full"),
        ("MOST_FILES_A_DAY", 1, "day_is_full"),
        ("MOST_A_DAY", 2000, "day_is_full"),
    ],
)
def test_what_is_too_much_is_told_with_what_to_do_instead(
    ola: Actor, monkeypatch: pytest.MonkeyPatch, bound: str, most: int, code: str
) -> None:
    draft = made.draft(ola)
    files.added(draft, ola, files.jpg(20, 20))
    monkeypatch.setattr(quotas, bound, most)
    with pytest.raises(Refused) as refused:
        files.added(draft, ola, files.jpg(64, 64))
    assert (refused.value.refusal.code, refused.value.refusal.field) == (code, "file")
    assert File.objects.count() == 1


@pytest.mark.proves("FILE-10", "5.2.1")
def test_a_file_over_the_bound_is_refused_before_its_first_byte(ola: Actor, settings: Any) -> None:
    settings.EVIDENCE_FILE_MB = 1
    with pytest.raises(Refused) as refused:
        begun(made.draft(ola), ola, b"", size=1_000_001, sha256="a" * 64)
    assert refused.value.refusal.code == "too_large"
    assert "1 MB" in refused.value.refusal.because


def test_a_file_begun_in_pieces_and_finished_by_the_form_is_looked_at_as_it_is_kept(ola: Actor) -> None:
    draft, content = made.draft(ola), files.jpg(900, 900)
    file = begun(draft, ola, content)
    piece(draft, file.id, ola, content[:500] + b"something else" * 10, 0)
    with pytest.raises(Refused) as refused:
        files.added(draft, ola, content)
    assert refused.value.refusal.code == "other_bytes"
    assert not File.objects.exists()
    assert not Piece.objects.exists()
    assert original_of(draft, files.added(draft, ola, content)) == content


def test_and_honest_pieces_are_gone_on_with(ola: Actor) -> None:
    draft, content = made.draft(ola), files.jpg(900, 900)
    file = begun(draft, ola, content)
    piece(draft, file.id, ola, content[:1000], 0)
    assert files.added(draft, ola, content) == file.id
    assert original_of(draft, file.id) == content
