"""A file is what it holds: a photograph called photograph is taken, and a program called photograph is not."""

from __future__ import annotations

import pytest

from opennrm.evidence.kinds import KINDS, kind_by_content, refusal_of_kind, refusal_of_name
from tests.factories import files

HONEST = {
    "jpg": files.jpg(),
    "png": files.png(),
    "pdf": files.pdf(),
    "doc": files.doc(),
    "docx": files.docx(),
    **files.SOUNDS,
}
STRANGERS = {
    "a program": b"MZ\x90\x00" + bytes(100),
    "a page": b"<!DOCTYPE html><script>alert(1)</script>",
    "a drawing with script": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "rich text": b"{\\rtf1\\ansi hello}",
    "a shell script": b"#!/bin/sh\nrm -rf /\n",
    "another picture": b"GIF89a" + bytes(100),
    "an archive of another make": b"Rar!\x1a\x07\x01\x00",
    "zeros": bytes(100),
}


@pytest.mark.proves("FILE-01", "5.2.2")
@pytest.mark.parametrize("key", KINDS)
def test_each_kind_is_known_by_its_content_and_by_its_name(key: str) -> None:
    known = kind_by_content(HONEST[key][:4096])
    assert known is KINDS[key]
    assert all(refusal_of_kind(f"letter.{ending}", HONEST[key]) is None for ending in KINDS[key].endings)
    assert refusal_of_kind("LETTER." + KINDS[key].endings[0].upper(), HONEST[key]) is None


@pytest.mark.proves("FILE-01", "1.3.4", "5.2.2")
@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize("stranger", STRANGERS)
def test_what_is_no_such_file_is_refused_under_every_name(stranger: str, key: str) -> None:
    refusal = refusal_of_kind(f"letter.{key}", STRANGERS[stranger])
    assert refusal is not None
    assert (refusal.code, refusal.field) == ("kind_not_known", "file")
    assert "save it as" in refusal.because


@pytest.mark.proves("FILE-01", "5.2.2")
@pytest.mark.parametrize("key", KINDS)
def test_a_name_that_says_another_kind_is_refused_and_told_the_right_ending(key: str) -> None:
    other = "pdf" if key != "pdf" else "png"
    refusal = refusal_of_kind(f"letter.{other}", HONEST[key])
    assert refusal is not None
    assert refusal.code == "kind_against_name"
    assert f".{KINDS[key].endings[0]}" in refusal.because


@pytest.mark.proves("FILE-09", "5.3.2")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "no_file"),
        ("   ", "no_file"),
        ("letter", "kind_not_taken"),
        ("letter.exe", "kind_not_taken"),
        ("letter.jpg.exe", "kind_not_taken"),
        ("letter.exe.jpg", "two_endings"),
        ("letter.html.pdf", "two_endings"),
        ("letter.pdf\x00.exe", "name_unseen"),
        ("letter.jpg\x00", "name_unseen"),
        ("letter\r\nSet-Cookie: a=b.pdf", "name_unseen"),
        ("letter\u202efdp.jpg", "name_unseen"),
        ("../../etc/passwd.pdf", "name_is_path"),
        ("..\\..\\windows.pdf", "name_is_path"),
        ("/letters/letter.pdf", "name_is_path"),
        (".pdf", "name_is_path"),
        ("a" * 300 + ".pdf", "name_too_long"),
    ],
)
def test_names_that_mislead_are_refused_with_what_to_do(name: str, code: str) -> None:
    refusal = refusal_of_name(name)
    assert refusal is not None
    assert (refusal.code, refusal.field) == (code, "file")


@pytest.mark.parametrize(
    "name", ["letter.pdf", "Brief an Mr. Smith v1.2.pdf", "thư của tôi.JPG", "'quoted' \"name\".png", "😀.docx"]
)
def test_names_as_people_give_them_are_taken(name: str) -> None:
    assert refusal_of_name(name) is None


def test_an_empty_file_is_told_so() -> None:
    refusal = refusal_of_kind("letter.pdf", b"")
    assert refusal is not None
    assert refusal.code == "empty"
