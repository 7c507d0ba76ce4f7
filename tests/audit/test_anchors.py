"""Anchors: signed, kept a line each, and found out when somebody changed one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from opennrm.audit.anchors import (
    TROUBLE,
    Anchor,
    anchors_until,
    check_anchors,
    keep_trouble,
    last_signed,
    no_trouble,
    publish_key,
    read_anchors,
    read_public_keys,
    sign_head,
    trouble,
    write_anchor,
)
from opennrm.vault.signing import Signer, make_signer

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HASH = bytes(range(32))


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return make_signer(tmp_path / "key.pem")


def keys(signer: Signer) -> dict[str, str]:
    return {signer.key_id: signer.public}


def test_an_anchor_is_read_back_as_it_was_written_and_holds(tmp_path: Path, signer: Signer) -> None:
    path = tmp_path / "anchor" / "chain.jsonl"
    assert read_anchors(path) == []
    made = [write_anchor(path, sign_head(signer, seq, HASH, seq, AT)) for seq in (3, 3, 7)]
    assert read_anchors(path) == made
    assert check_anchors(made, keys(signer)) == []


def test_each_part_of_an_anchor_that_is_changed_is_found(signer: Signer, tmp_path: Path) -> None:
    sound = sign_head(signer, 7, HASH, 7, AT)
    other = make_signer(tmp_path / "other.pem")
    changed = [
        replace(sound, seq=6, count=6),
        replace(sound, hash=HASH[::-1].hex()),
        replace(sound, at=AT.replace(year=2025).isoformat()),
        replace(sound, count=8),
        replace(sound, key=other.key_id),
        replace(sound, signature=other.sign(sound.said)),
        sign_head(other, 7, HASH, 7, AT),
    ]
    assert [check_anchors([anchor], keys(signer)) != [] for anchor in changed] == [True] * len(changed)
    assert check_anchors([replace(sound, key=other.key_id)], keys(signer) | keys(other)) != []


def test_an_anchor_of_the_first_versions_is_believed_only_before_signed_ones(signer: Signer) -> None:
    old, new = Anchor(2, HASH.hex(), AT.isoformat()), sign_head(signer, 7, HASH, 7, AT)
    assert check_anchors([old, new], keys(signer)) == []
    assert check_anchors([new, replace(old, seq=9)], keys(signer)) == [
        (9, f"the anchor of {AT.isoformat()} lost its signature")
    ]


def test_a_history_that_was_shorter_later_is_found(signer: Signer) -> None:
    anchors = [sign_head(signer, seq, HASH, seq, AT) for seq in (7, 5)]
    assert [found[0] for found in check_anchors(anchors, keys(signer))] == [5]


def test_public_keys_add_up_and_none_goes_under_another_name(signer: Signer, tmp_path: Path) -> None:
    path = tmp_path / "public_keys.jsonl"
    other = make_signer(tmp_path / "other.pem")
    for one in (signer, other, signer):
        publish_key(path, one)
    assert read_public_keys(path) == keys(signer) | keys(other)
    assert len(path.read_text().splitlines()) == 2
    path.write_text(path.read_text().replace(signer.key_id, "0" * 16))
    with pytest.raises(ValueError, match="not the name"):
        read_public_keys(path)


def test_a_torn_line_is_passed_over_and_spoils_no_other(tmp_path: Path, signer: Signer) -> None:
    """The power went while an anchor was written; the next one is not glued to what is left of it."""
    path = tmp_path / "chain.jsonl"
    publish_key(tmp_path / "public_keys.jsonl", signer)
    first = write_anchor(path, sign_head(signer, 3, HASH, 3, AT))
    torn = sign_head(signer, 4, HASH, 4, AT).line
    for cut in (1, 20, len(torn) - 1):
        path.write_text(f"{first.line}\n{torn[:cut]}")
        assert read_anchors(path) == [first]
        assert last_signed(tmp_path) == first
        later = write_anchor(path, sign_head(signer, 5, HASH, 5, AT))
        assert read_anchors(path) == [first, later]
        assert last_signed(tmp_path) == later
    path.write_text(f"{first.line}\nnot an anchor\n")
    with pytest.raises(ValueError, match="Expecting value"):
        read_anchors(path)


def test_the_newest_signed_anchor_is_found_at_the_end_of_a_long_file(tmp_path: Path, signer: Signer) -> None:
    assert last_signed(tmp_path) is None
    publish_key(tmp_path / "public_keys.jsonl", signer)
    path = tmp_path / "chain.jsonl"
    sound = sign_head(signer, 7, HASH, 7, AT)
    path.write_text(f"{sound.line}\n" * 400)
    assert path.stat().st_size > 1 << 16
    assert last_signed(tmp_path) == sound
    write_anchor(path, replace(sound, at=AT.replace(year=2030).isoformat()))
    assert last_signed(tmp_path) == sound, "one that was changed is not believed"
    path.write_text("not an anchor")
    assert last_signed(tmp_path) is None


@pytest.mark.parametrize(
    "junk",
    [b"\0" * 512, b"not an anchor", b"{}", b"[1]", b"7", b'{"seq": 8}', b"\xff\xfe", b"{\0\0}",
     b'{"seq": 8, "hash": "0", "at": "x", "count": 8, "key": [], "signature": 7}'],
)  # fmt: skip
def test_a_line_that_nobody_can_read_hides_no_newest_anchor_from_the_schedule(
    tmp_path: Path, signer: Signer, junk: bytes
) -> None:
    publish_key(tmp_path / "public_keys.jsonl", signer)
    path, sound = tmp_path / "chain.jsonl", sign_head(signer, 7, HASH, 7, AT)
    for before, after in ((b"", junk), (junk, b""), (junk, junk)):
        path.write_bytes(b"\n".join([before, sound.line.encode(), after]))
        assert last_signed(tmp_path) == sound
    path.write_bytes(junk)
    assert last_signed(tmp_path) is None


def test_the_anchors_of_a_moment_are_those_until_its_entry(tmp_path: Path, signer: Signer) -> None:
    lines = [f"{sign_head(signer, seq, HASH, seq, AT).line}\n".encode() for seq in (2, 5, 9)]
    assert anchors_until(b"".join(lines) + b'{"seq": 3, "ha', 5) == b"".join(lines[:2])
    assert anchors_until(b"", 5) == b""


def test_trouble_is_kept_until_there_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "anchor"
    assert trouble(folder) == ""
    keep_trouble(folder, "HistoryHasGaps", AT)
    assert trouble(folder) == "HistoryHasGaps"
    (folder / TROUBLE).write_text("{")
    assert trouble(folder) == "unreadable"
    no_trouble(folder)
    no_trouble(folder)
    assert trouble(folder) == ""
