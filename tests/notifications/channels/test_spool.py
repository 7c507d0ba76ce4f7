"""The folders that post and mail are left in: whole files or none, for this user only, under names that say nothing."""

from __future__ import annotations

import io
import os
from pathlib import Path
from uuid import UUID

import pytest

from opennrm.notifications.channels.console import Console
from opennrm.notifications.channels.file import MailFolder
from opennrm.notifications.channels.port import Carrier, Parcel, Undelivered
from opennrm.notifications.channels.post import Post
from opennrm.notifications.channels.spool import put

PARCEL = Parcel(UUID("5d3e7b3e-93a4-4a5b-8d0e-6c3ed21a6b11"), b"%PDF Linh", "linh@mail.example")


@pytest.mark.parametrize(("carrier", "ending"), [(Post, "pdf"), (MailFolder, "eml")])
def test_a_parcel_lies_under_its_id_and_replaces_itself(carrier: type, ending: str, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "post"
    made: Carrier = carrier(folder)
    made.carry(PARCEL)
    made.carry(PARCEL)
    assert [path.name for path in folder.iterdir()] == [f"{PARCEL.id}.{ending}"]
    assert (folder / f"{PARCEL.id}.{ending}").read_bytes() == PARCEL.content


def test_nobody_else_on_the_machine_can_read_them(tmp_path: Path) -> None:
    put(tmp_path / "post", "a.pdf", b"x")
    assert (tmp_path / "post").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "post" / "a.pdf").stat().st_mode & 0o777 == 0o600


def test_a_file_is_settled_before_it_has_its_name_and_its_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: list[list[str]] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: settled.append(sorted(os.listdir(tmp_path))))
    put(tmp_path, "a.pdf", b"x")
    assert len(settled) == 2
    assert "a.pdf" not in settled[0]
    assert settled[1] == ["a.pdf"]


def test_what_a_process_that_was_killed_had_begun_goes_with_the_next_of_its_name_or_after_an_hour(
    tmp_path: Path,
) -> None:
    for name, minutes in ((".a.pdf.part", 1), (".b.pdf.part", 61), (".c.pdf.part", 59)):
        begun = tmp_path / name
        begun.write_bytes(b"%PDF Li")
        then = begun.stat().st_mtime - minutes * 60
        os.utime(begun, (then, then))
    put(tmp_path, "a.pdf", b"%PDF Linh")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".c.pdf.part", "a.pdf"]


def test_a_full_disk_leaves_no_half_file_and_says_that_the_folder_is_out_of_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Undelivered) as told:
        put(tmp_path, "a.pdf", b"x")
    assert (told.value.code, told.value.out_of_order) == ("folder_not_writable", True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_out_of_order(tmp_path: Path) -> None:
    (tmp_path / "post").write_text("in the way")
    with pytest.raises(Undelivered, match="folder_not_writable"):
        Post(tmp_path / "post").carry(PARCEL)


def test_the_terminal_is_told_that_an_email_left_and_never_to_whom() -> None:
    terminal = io.StringIO()
    Console(terminal).carry(PARCEL)
    assert str(PARCEL.id) in terminal.getvalue()
    assert "linh" not in terminal.getvalue().lower()
