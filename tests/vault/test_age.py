"""Whole files sealed for somebody else: opened by the right key alone, and loud about every change."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest

from opennrm.vault.age import CannotUnseal, new_identity, open_stream, recipients_in, seal_stream

CONTENT = bytes(range(256)) * 1000


def sealed(*public: str) -> bytes:
    into = io.BytesIO()
    seal_stream(io.BytesIO(CONTENT), into, public)
    return into.getvalue()


def opened(content: bytes, identity: Path) -> bytes:
    into = io.BytesIO()
    open_stream(io.BytesIO(content), into, identity)
    return into.getvalue()


def test_either_holder_opens_it_and_nobody_else(tmp_path: Path) -> None:
    public = [new_identity(tmp_path / name) for name in ("one", "other", "stranger")]
    content = sealed(*public[:2])
    assert CONTENT[:64] not in content
    assert [opened(content, tmp_path / name) for name in ("one", "other")] == [CONTENT] * 2
    with pytest.raises(CannotUnseal, match="not sealed for the key"):
        opened(content, tmp_path / "stranger")


def test_a_change_or_a_missing_end_is_noticed(tmp_path: Path) -> None:
    content = sealed(new_identity(tmp_path / "key"))
    changed = bytes((content[-9] ^ 1,))
    for broken in (content[:-1], content[:70_000], content[:-9] + changed + content[-8:]):
        with pytest.raises(CannotUnseal, match="changed or cut short"):
            opened(broken, tmp_path / "key")
    with pytest.raises(CannotUnseal):
        opened(b"no such thing", tmp_path / "key")


def test_a_key_is_for_its_owner_alone_and_never_over_another(tmp_path: Path) -> None:
    path = tmp_path / "key"
    public = new_identity(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert public in path.read_text()
    with pytest.raises(FileExistsError):
        new_identity(path)


def test_a_file_without_a_key_opens_nothing(tmp_path: Path) -> None:
    content = sealed(new_identity(tmp_path / "key"))
    (tmp_path / "empty").write_text("# nothing\n")
    (tmp_path / "broken").write_text("AGE-SECRET-KEY-1NOTONE\n")
    for name in ("empty", "broken", "absent"):
        with pytest.raises(CannotUnseal, match="holds no key"):
            opened(content, tmp_path / name)


def test_public_keys_are_read_from_lines_with_comments(tmp_path: Path) -> None:
    public = new_identity(tmp_path / "key")
    assert recipients_in(["# whose it is", "", f" {public} "]) == [public]
    with pytest.raises(ValueError, match="no public key of age"):
        recipients_in(["AGE-SECRET-KEY-1" + "Q" * 40])
