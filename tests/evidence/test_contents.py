"""A letter that hides an archive, a picture that would fill the memory: both are refused, and told what to do."""

from __future__ import annotations

import struct
import time
import zipfile
from collections.abc import Callable

import pytest

from opennrm.evidence.contents import MOST_ENTRIES, refusal_of_content
from opennrm.evidence.kinds import KINDS
from tests.factories import files

PAGE = b"<html><script>fetch('//elsewhere.example')</script></html>"
PACKED = files.archive({"a.txt": b"hidden"})


def code_of(key: str, content: bytes) -> str | None:
    refusal = refusal_of_content(KINDS[key], content)
    assert refusal is None or (refusal.field == "file" and "add that" in refusal.because)
    return refusal and refusal.code


def lying_docx() -> bytes:
    """An archive that says an entry is smaller than it is."""
    content = bytearray(files.docx(word__big=bytes(5_000_000)))
    told = struct.pack("<I", 5_000_000)
    while (at := content.find(told)) >= 0:
        content[at : at + 4] = struct.pack("<I", 10)
    return bytes(content)


def with_link() -> bytes:
    import io

    out = io.BytesIO(files.docx())
    with zipfile.ZipFile(out, "a") as packed:
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    return out.getvalue()


def encrypted() -> bytes:
    content = bytearray(files.docx())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        content[at + place] |= 1
    return bytes(content)


HONEST = [
    ("jpg", files.jpg()),
    ("jpg", files.jpg_with_place()),
    ("jpg", files.jpg() + files.jpg(20, 20)),  # as cameras add a smaller one
    ("jpg", files.jpg() + bytes(64)),
    ("png", files.png()),
    ("pdf", files.pdf(3)),
    ("doc", files.doc()),
    ("docx", files.docx()),
    *((key, content) for key, content in files.SOUNDS.items()),
]
REFUSED = [
    ("two_things", "pdf", files.pdf() + PACKED),
    ("two_things", "pdf", files.pdf()[:-6] + PACKED + b"%%EOF\n"),
    ("two_things", "pdf", files.pdf() + bytes(4096)),
    ("two_things", "jpg", files.jpg() + PACKED),
    ("two_things", "jpg", files.jpg() + PAGE),
    ("two_things", "jpg", files.jpg()[:2] + b"\xff\xfe" + struct.pack(">H", len(PAGE) + 2) + PAGE + files.jpg()[2:]),
    ("two_things", "jpg", files.jpg()[:2] + b"\xff\xfe\x00\x09%PDF-1." + files.jpg()[2:]),
    ("two_things", "jpg", files.jpg() + b"MZ" + bytes(40)),
    ("two_things", "png", files.png() + PACKED),
    ("two_things", "png", files.png() + PAGE),
    ("two_things", "mp3", files.SOUNDS["mp3"] + PACKED),
    ("two_things", "mp3", files.SOUNDS["mp3"] + PAGE),
    ("two_things", "ogg", files.SOUNDS["ogg"] + b"Rar!\x1a\x07\x00" + bytes(20)),
    ("two_things", "doc", files.doc() + PACKED),
    ("two_things", "docx", files.docx() + PAGE),
    ("two_things", "docx", PAGE + files.docx()),
    ("two_things", "docx", files.docx(word__inner=PACKED)),
    ("two_things", "docx", files.docx(word__inner=b"MZ" + bytes(40))),
    ("has_macros", "docx", files.docx(word__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin")),
    ("has_macros", "docx", files.archive({"[Content_Types].xml": b"", "word/document.xml": b"", "a.zip": b"x"})),
    ("has_macros", "doc", files.doc("WordDocument", "_VBA_PROJECT")),
    ("has_password", "doc", files.doc("EncryptedPackage")),
    ("has_password", "docx", encrypted()),
    ("has_password", "pdf", files.pdf().replace(b"/Root", b"/Encrypt 9 0 R /Root")),
    ("leads_outside", "docx", files.docx(**{"..__..__etc__passwd": b"x"})),
    ("leads_outside", "docx", files.docx(**{"__etc__passwd": b"x"})),
    ("leads_outside", "docx", files.docx(**{"C:\\windows": b"x"})),
    ("leads_outside", "docx", with_link()),
    ("too_much_inside", "docx", files.docx(word__big=bytes(300_000_000))),
    ("too_much_inside", "docx", files.docx(word__big=bytes(30_000_000))),
    ("too_much_inside", "docx", files.docx(**{f"word__{number}": b"" for number in range(MOST_ENTRIES)})),
    ("too_much_inside", "png", files.png_that_says(30_000, 30_000)),
    ("too_much_inside", "jpg", b""),
    ("cut_off", "png", files.png()[:-20]),
    ("cut_off", "jpg", files.jpg()[:-2]),
    ("cut_off", "pdf", files.pdf()[:-40]),
    ("cut_off", "doc", files.doc("Workbook")),
    ("cut_off", "docx", files.docx()[:-30]),
    ("cut_off", "docx", PACKED),
    ("cut_off", "docx", lying_docx()),
]


def large_jpg() -> bytes:
    """A picture whose head says that it is 30,000 pixels wide and high."""
    content = files.jpg(64, 48)
    return content.replace(struct.pack(">HH", 48, 64), struct.pack(">HH", 30_000, 30_000), 1)


@pytest.mark.proves("FILE-01")
@pytest.mark.parametrize(("key", "content"), HONEST, ids=range(len(HONEST)))
def test_honest_files_are_taken(key: str, content: bytes) -> None:
    assert code_of(key, content) is None


@pytest.mark.proves("FILE-01", "FILE-05", "FILE-06", "5.2.3", "5.2.5", "5.2.6", "5.3.3")
@pytest.mark.parametrize(("code", "key", "content"), REFUSED, ids=range(len(REFUSED)))
def test_bombs_and_what_is_two_things_are_refused_at_once(code: str, key: str, content: bytes) -> None:
    began = time.process_time()
    assert code_of(key, content or large_jpg()) == code
    assert time.process_time() - began < 2


SLOW: list[tuple[str, str, Callable[[], bytes]]] = [
    ("too_much_inside", "jpg", lambda: b"\xff\xd8\xff\xd9" * 5_000_000),
    ("too_much_inside", "png", lambda: files.png()[:33] + (bytes(4) + b"tEXt" + bytes(4)) * 3_000_000),
    ("cut_off", "jpg", lambda: b"\xff\xd8" + b"\xff\xfe\x00\x02" * 8_000_000),
    ("cut_off", "jpg", lambda: b"\xff\xd8" + b"\xff" * 50_000_000),
    ("cut_off", "jpg", lambda: files.jpg()[:-2] + b"\xff\x00" * 20_000_000),
]


@pytest.mark.proves("FILE-06")
@pytest.mark.parametrize(("code", "key", "made"), SLOW)
def test_what_is_made_to_be_slow_to_look_at_is_refused_as_soon(code: str, key: str, made: Callable[[], bytes]) -> None:
    content = made()
    began = time.process_time()
    assert code_of(key, content) == code
    assert time.process_time() - began < 2


@pytest.mark.proves("FILE-01")
@pytest.mark.parametrize("key", ["jpg", "png", "pdf", "doc", "docx"])
def test_no_cut_and_no_flipped_byte_of_a_file_makes_the_look_at_it_fail(key: str) -> None:
    whole = dict(HONEST)[key]
    for at in range(8, len(whole), max(1, len(whole) // 150)):
        refusal_of_content(KINDS[key], whole[:at])
        refusal_of_content(KINDS[key], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("damaged", [True, False])
def test_a_document_that_is_packed_in_another_way_is_refused_in_words(method: int, damaged: bool) -> None:
    parts = {"[Content_Types].xml": files.CONTENT_TYPES, "word/document.xml": files.WORDS * 20}
    content = bytearray(files.archive(parts, method))
    if damaged:
        at = content.find(b"word/document.xml") + len("word/document.xml")
        content[at + 9 : at + 60] = bytes(51)
    assert code_of("docx", bytes(content)) == "packed_otherwise"
