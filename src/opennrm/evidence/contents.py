"""What is looked at in a file before it is taken: that it is one thing, whole, and no bomb.

Nothing is drawn, run or put anywhere here: lengths and signatures are read, and an archive is counted while it runs
through 64 kB of memory. Whatever draws is in the sandbox (`drawing`).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from opennrm.evidence.kinds import FIELD, Kind
from opennrm.mechanism.refusal import Refusal

MOST_PIXELS = 100_000_000
MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_TIMES = 200
"""How many times as much an archive may hold as it has bytes."""
MOST_SEGMENTS, MOST_PICTURES = 100_000, 20
"""Parts of a picture, and pictures in one file: more make whoever walks them slow, and no camera writes them."""
_EDGE = 1024 * 1024
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PAGE = re.compile(rb"(?i)<script|<html|<!doctype html|<\?php|<iframe")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_END_OF_ZIP = b"PK\x05\x06"
_ENTRY_KINDS = re.compile(r"(?i)\.(zip|7z|rar|gz|jar|docm|dotm|exe|dll|js|vbs|bat|cmd|scr|hta)$")

TWO_THINGS = Refusal(
    "two_things",
    "The file holds a second one hidden in it. Open it, save it anew or print it as a PDF, and add that.",
    "house",
    FIELD,
)
CUT_OFF = Refusal(
    "cut_off",
    "The file is damaged or not whole. Open it to see whether it can be read, save it anew, and add that.",
    "house",
    FIELD,
)
TOO_MUCH = Refusal(
    "too_much_inside",
    "The file unpacks to far more than its size. Save the document or picture anew and smaller, and add that.",
    "house",
    FIELD,
)
PASSWORD = Refusal(
    "has_password", "The file is protected by a password. Save it without one, and add that.", "house", FIELD
)
MACROS = Refusal(
    "has_macros",
    "The document holds macros or a program. Save it without them, or as a PDF, and add that.",
    "house",
    FIELD,
)
PACKED_OTHERWISE = Refusal(
    "packed_otherwise",
    "The document is packed in a way that is not read here. Save it anew as DOCX or PDF, and add that.",
    "house",
    FIELD,
)
ESCAPES = Refusal(
    "leads_outside",
    "The document holds names that lead outside of it. Save it anew as DOCX or PDF, and add that.",
    "house",
    FIELD,
)


def refusal_of_content(kind: Kind, content: bytes) -> Refusal | None:
    """Why a file of this kind is not taken for what it holds; never raises, whatever the bytes are."""
    try:
        return _CHECKS.get(kind.key, _nothing_more)(content) or _second_kind(kind, content)
    except (ValueError, IndexError, struct.error, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError):
        return CUT_OFF
    except NotImplementedError:
        return CUT_OFF


def _nothing_more(content: bytes) -> Refusal | None:
    return None


def _second_kind(kind: Kind, content: bytes) -> Refusal | None:
    head, tail = content[:_EDGE], content[-_EDGE:]
    if kind.key != "docx" and _END_OF_ZIP in content[-66_000:]:
        return TWO_THINGS
    if kind.key != "pdf" and b"%PDF-" in content[:1024]:
        return TWO_THINGS
    if any(sign in content for sign in _ARCHIVES):
        return TWO_THINGS
    if kind.key not in ("docx", "doc", "pdf") and (_PAGE.search(head) or _PAGE.search(tail)):
        return TWO_THINGS
    return None


def _jpeg(content: bytes) -> Refusal | None:
    """Walk its segments to the end; behind that only padding or further pictures of the same camera may stand."""
    at = 0
    for _picture in range(MOST_PICTURES):
        if content[at : at + 2] != b"\xff\xd8":
            return None if not content[at:].strip(b"\x00") else TWO_THINGS
        at, pixels = _end_of_jpeg(content, at + 2)
        if pixels > MOST_PIXELS:
            return TOO_MUCH
    return TOO_MUCH


def _end_of_jpeg(content: bytes, at: int) -> tuple[int, int]:
    """Where the picture ends that began two bytes before `at`, and how many pixels it has. Raises `ValueError`."""
    pixels = 0
    for _segment in range(MOST_SEGMENTS):
        at = _next_marker(content, at) if content[at : at + 2] == b"\xff\xff" else at
        if content[at] != 0xFF:
            raise ValueError("no marker")
        marker = content[at + 1]
        if marker == 0xD9:
            return at + 2, pixels
        (length,) = struct.unpack_from(">H", content, at + 2)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", content, at + 5)
            pixels = max(pixels, height * width)
        at += 2 + length
        if marker == 0xDA:
            at = _next_marker(content, at)
    raise ValueError("no end")


def _next_marker(content: bytes, at: int) -> int:
    found = _MARKER.search(content, at)
    if found is None:
        raise ValueError("no marker")
    return found.start()


def _png(content: bytes) -> Refusal | None:
    at = 8
    for _chunk in range(MOST_SEGMENTS):
        length, name = struct.unpack_from(">I4s", content, at)
        if name == b"IHDR":
            width, height = struct.unpack_from(">II", content, at + 8)
            if width * height > MOST_PIXELS:
                return TOO_MUCH
        at += 12 + length
        if at > len(content):
            return CUT_OFF
        if name == b"IEND":
            return TWO_THINGS if at < len(content) else None
    return TOO_MUCH


def _pdf(content: bytes) -> Refusal | None:
    end = content.rfind(b"%%EOF")
    if end < 0:
        return CUT_OFF
    if len(content) - end > 1024:
        return TWO_THINGS
    return PASSWORD if re.search(rb"/Encrypt\s{1,9}\d{1,9}\s{1,9}\d{1,5}\s{1,9}R", content) else None


def _doc(content: bytes) -> Refusal | None:
    names = {name: name.encode("utf-16-le") in content for name in ("WordDocument", "EncryptedPackage", "_VBA_PROJECT")}
    if names["EncryptedPackage"]:
        return PASSWORD
    if names["_VBA_PROJECT"]:
        return MACROS
    return None if names["WordDocument"] else CUT_OFF


def _docx(content: bytes) -> Refusal | None:
    end = content.rfind(_END_OF_ZIP)
    if end < 0:
        return CUT_OFF
    if end + 22 != len(content):
        return TWO_THINGS
    (told,) = struct.unpack_from("<H", content, end + 10)
    if told > MOST_ENTRIES:
        return TOO_MUCH
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        entries = packed.infolist()
        return _of_entries(entries, len(content)) or _unpacks(packed, entries)


def _of_entries(entries: list[zipfile.ZipInfo], size: int) -> Refusal | None:
    names = [entry.filename for entry in entries]
    whole = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or whole > MOST_UNPACKED or whole > MOST_TIMES * size:
        return TOO_MUCH
    if any(_leads_outside(name) for name in names) or any(entry.external_attr >> 28 == 0xA for entry in entries):
        return ESCAPES
    if any(entry.flag_bits & 1 for entry in entries):
        return PASSWORD
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        return PACKED_OTHERWISE
    if any("vbaproject" in name.lower() or _ENTRY_KINDS.search(name) for name in names):
        return MACROS
    if min(entry.header_offset for entry in entries) != 0 or len(set(names)) != len(names):
        return TWO_THINGS
    return None if {"[Content_Types].xml", "word/document.xml"} <= set(names) else CUT_OFF


def _unpacks(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Refusal | None:
    """Run it all through a small memory: what it says of its sizes may be a lie, which its checksums then tell."""
    for entry in entries:
        for part in _parts(packed, entry):
            if part.startswith((b"PK\x03\x04", b"MZ")):
                return TWO_THINGS
    return None


def _parts(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with packed.open(entry) as stream:
        first = stream.read(64 * 1024)
        yield first
        while stream.read(64 * 1024):
            pass


def _leads_outside(name: str) -> bool:
    return name.startswith(("/", "\\")) or "\\" in name or ".." in name.split("/") or ":" in name or "\x00" in name


_CHECKS: dict[str, Callable[[bytes], Refusal | None]] = {
    "jpg": _jpeg,
    "png": _png,
    "pdf": _pdf,
    "doc": _doc,
    "docx": _docx,
}
