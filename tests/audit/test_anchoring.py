"""The head is put outside on a schedule, and nothing is signed that does not add up."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from opennrm.audit.anchoring import ANCHORING, Anchored, HistoryHasGaps, anchor_when_due, signer_for
from opennrm.audit.anchors import CHAIN, PUBLIC_KEYS, check_anchors, last_signed, read_anchors, read_public_keys
from opennrm.audit.models import AnchorRow
from opennrm.audit.queries import anchor_told, anchors_told, head
from opennrm.vault.signing import NoSigningKey
from tests.audit.test_seal import AT, findings, tamper, write
from tests.behind import as_pages
from tests.faults.together import together

EVERY = timedelta(minutes=15)


def due(folder: Path, minutes: float) -> Anchored | None:
    return anchor_when_due(folder / "key.pem", folder / "anchor", every=EVERY, at=AT + timedelta(minutes=minutes))


@pytest.mark.django_db
def test_an_anchor_is_made_when_it_is_time_and_stands_in_the_file(tmp_path: Path) -> None:
    assert due(tmp_path, 0) is None, "an empty history has no head"
    write(3)
    made = [due(tmp_path, minutes) for minutes in (1, 2, 15.9, 16)]
    assert [anchored is not None for anchored in made] == [True, False, False, True]
    assert made[0] is not None
    assert made[0].is_news
    assert made[3] is not None
    assert not made[3].is_news
    anchors = read_anchors(tmp_path / "anchor" / CHAIN)
    assert [(anchor.seq, anchor.hash) for anchor in anchors] == [(3, head()[1].hex())] * 2
    assert check_anchors(anchors, read_public_keys(tmp_path / "anchor" / PUBLIC_KEYS)) == []
    assert anchor_told(made[0].id) == anchors[0]
    assert anchors_told(AT) == anchors
    assert anchors_told(AT + timedelta(minutes=16)) == anchors[1:]
    newest = last_signed(tmp_path / "anchor")
    assert newest == anchors[1]
    write(1)
    later = due(tmp_path, 40)
    assert later is not None
    assert later.is_news
    assert later.anchor.seq == 4
    assert findings(read_anchors(tmp_path / "anchor" / CHAIN)) == []


@pytest.mark.django_db
def test_zeros_that_a_power_cut_left_in_the_file_do_not_have_the_history_anchored_at_every_turn(tmp_path: Path) -> None:
    write(2)
    assert due(tmp_path, 0) is not None
    with (tmp_path / "anchor" / CHAIN).open("ab") as file:
        file.write(bytes(700))
    after = [due(tmp_path, minutes) for minutes in (1, 2, 16, 17)]
    assert [anchored is not None for anchored in after] == [False, False, True, False]
    assert after[2] is not None
    assert not after[2].is_news
    with pytest.raises(ValueError, match="Expecting value"):  # whoever checks the history is told of it all the same
        read_anchors(tmp_path / "anchor" / CHAIN)


@pytest.mark.django_db
def test_a_clock_put_back_does_not_keep_the_history_from_being_anchored(tmp_path: Path) -> None:
    write(1)
    assert due(tmp_path, 60) is not None
    assert due(tmp_path, 0) is not None


@pytest.mark.django_db
def test_a_history_with_a_gap_is_not_signed(tmp_path: Path) -> None:
    write(5)
    tamper("DELETE FROM audit_event WHERE seq = 3")
    with pytest.raises(HistoryHasGaps, match="5 entries and there are 4"):
        due(tmp_path, 0)
    assert read_anchors(tmp_path / "anchor" / CHAIN) == []


@pytest.mark.django_db
def test_a_lost_key_is_not_replaced_unasked(tmp_path: Path) -> None:
    write(1)
    due(tmp_path, 0)
    (tmp_path / "key.pem").unlink()
    with pytest.raises(NoSigningKey, match="put back the copy"):
        due(tmp_path, 60)
    assert not (tmp_path / "key.pem").exists()
    assert AnchorRow.objects.count() == 1


def test_the_public_key_stands_beside_the_anchors_from_the_start(tmp_path: Path) -> None:
    signer = signer_for(tmp_path / "key.pem", tmp_path / "anchor")
    assert read_public_keys(tmp_path / "anchor" / PUBLIC_KEYS) == {signer.key_id: signer.public}
    assert signer_for(tmp_path / "key.pem", tmp_path / "anchor").public == signer.public
    assert ANCHORING > 0


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_that_come_at_once_one_anchors(tmp_path: Path) -> None:
    write(2)

    def come(number: int, now: object) -> bool:
        assert callable(now)
        now()
        return due(tmp_path, 0) is not None

    assert sum(together(4, come)) >= 1
    assert AnchorRow.objects.count() == 1
    assert len(read_anchors(tmp_path / "anchor" / CHAIN)) == 1


@pytest.mark.django_db
def test_a_row_that_says_it_was_anchored_keeps_nothing_from_being_anchored(tmp_path: Path) -> None:
    write(2)
    AnchorRow.objects.create(
        seq=2, hash=head()[1].hex(), count=2, at=AT + timedelta(minutes=1), key="0" * 16, signature="0" * 128
    )
    assert due(tmp_path, 1) is not None
    assert due(tmp_path, 2) is None


@pytest.mark.django_db
@pytest.mark.proves("AUD-01")
def test_the_pages_cannot_say_that_the_history_was_anchored() -> None:
    row = AnchorRow(seq=1, hash="0" * 64, count=1, at=AT, key="0" * 16, signature="0" * 128)
    with as_pages(), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        row.save()
