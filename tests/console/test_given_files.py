"""Files that a person names: read as they are, and told in one sentence when they cannot be."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from opennrm.config.fault import Fault
from opennrm.console.given_files import object_of, text_of


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"{", "not JSON (line 1"),
        (b"[1]", "holds no JSON object"),
        (b'{"a": 1, "a": 2}', "'a' stands there twice"),
        (b"\xff", "not text in UTF-8"),
        (b'{"a":' + b"[" * 100_000, "nested too deeply"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "a number that is too long"),
        (b'{"a": {"b": ["\\ud800"]}}', "under 'a' holds half of a character"),
        (b'{"\\udfff": 1}', "under '\\udfff' holds half of a character"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_with_a_remedy(tmp_path: Path, text: bytes, told: str) -> None:
    path = tmp_path / "given.json"
    path.write_bytes(text)
    with pytest.raises(Fault, match=": ") as fault:
        object_of(str(path))
    assert told in str(fault.value)


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "given.json"
    with path.open("wb") as file:
        file.truncate(10**12)  # a hole: nothing lies on the disk
    with pytest.raises(Fault, match="larger than 5 MB"):
        text_of(str(path))


def test_a_missing_file_is_named() -> None:
    with pytest.raises(Fault, match="no-such-file cannot be read"):
        text_of("no-such-file")


def test_text_is_kept_exactly(tmp_path: Path) -> None:
    path = tmp_path / "reasons"
    path.write_bytes(b" two\r\nlines ")
    assert text_of(str(path)) == " two\r\nlines "


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b'{"a": "b"}')))
    assert object_of("-") == {"a": "b"}
