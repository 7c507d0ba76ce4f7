"""The history tells that a file came and was opened, and nothing of what it is called or shows."""

from __future__ import annotations

from dataclasses import fields

import pytest

from opennrm.mechanism.events import (
    FileAdded,
    FileOpened,
    FileRemoved,
    FileScanned,
    FileSent,
    FileSentLater,
    told,
)

ABOUT = {"file": "0a", "file_kind": "jpg", "size": 12, "content_hash": "a" * 64}


@pytest.mark.parametrize("event", [FileAdded, FileSent, FileSentLater])
def test_a_file_that_came_is_told_by_kind_and_size(event: type[FileAdded]) -> None:
    happened = event(subject="NRM-1", **ABOUT)  # type: ignore[arg-type]
    assert "jpg, 12 bytes" in told(happened.kind, happened.facts())
    assert {field.name for field in fields(happened)} == {"subject", "case", *ABOUT}


def test_scanning_opening_and_removing_are_told_in_words() -> None:
    about = {"subject": "NRM-1", "file": "0a"}
    events = (FileScanned(**about, result="found"), FileOpened(**about, what="original"), FileRemoved(**about))
    assert [told(event.kind, event.facts()) for event in events] == [
        "A file was scanned for harmful software: found.",
        "A file was opened: the original.",
        "A file was removed: asked.",
    ]


@pytest.mark.parametrize("name", ["Iris Vale.jpg", "letter of the safe house"])
def test_a_name_can_stand_in_none_of_its_facts(name: str) -> None:
    for fact in ("file", "file_kind", "content_hash"):
        with pytest.raises(ValueError, match=fact):
            FileAdded(subject="draft", **{**ABOUT, fact: name})  # type: ignore[arg-type]
