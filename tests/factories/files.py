"""Files for tests, made anew each time: honest ones of each kind, and what is hidden in dishonest ones."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from PIL import Image

from opennrm.evidence.actions import With, add_whole
from opennrm.partners.access import Actor

CONTENT_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>'
)
WORDS = (
    b'<?xml version="1.0"?><w:document xmlns:w="w">'
    b'<w:ins w:author="Iris Vale" w:date="2026-01-02T03:04:05Z"/></w:document>'
)
AUTHOR = b'<cp:coreProperties xmlns:cp="cp"><dc:creator xmlns:dc="dc">Iris Vale</dc:creator></cp:coreProperties>'


def jpg(width: int = 64, height: int = 48, exif: bytes = b"") -> bytes:
    """A picture as a phone makes it; `exif` as Pillow writes it."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()


def jpg_with_place() -> bytes:
    """A picture that tells where it was taken, and by whom."""
    exif = Image.Exif()
    exif[0x010E] = "taken at the safe house"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 12.0, 30.5)
    return jpg(exif=exif.tobytes())


def png(width: int = 40, height: int = 30) -> bytes:
    """A picture of a screen."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 60).save(out, "PNG")
    return out.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A few bytes that say they are an enormous picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(9))) + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def pdf(pages: int = 1, author: str = "Iris Vale") -> bytes:
    """A PDF with an author."""
    drawn = [Image.effect_noise((120, 160), 60) for _page in range(pages)]
    out = io.BytesIO()
    drawn[0].save(out, "PDF", save_all=True, append_images=drawn[1:], author=author)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    """A document with an author; `more` parts, by name with `__` for each slash."""
    parts = {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": WORDS, "docProps/core.xml": AUTHOR}
    parts |= {name.replace("__", "/"): content for name, content in more.items()}
    return archive(parts)


def archive(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def doc(*names: str) -> bytes:
    """What an old document begins with, and the names of what is in it."""
    held = b"".join(name.encode("utf-16-le") for name in names or ("WordDocument",))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + held + bytes(512)


def words_doc(text: str, hidden: bytes = b"Iris Vale") -> bytes:
    """An old document that holds these words, in the form of 1995, and what no reader shows."""
    words = text.encode("cp1252")
    head = bytearray(0x300)
    struct.pack_into("<HH", head, 0, 0xA5DC, 104)
    struct.pack_into("<LL", head, 0x18, 0x300, 0x300 + len(words))
    struct.pack_into("<L", head, 0x34, len(words))
    styles = struct.pack("<10H", 16, 1, 10, 1, 0, 0, 0, 0, 0, 0)
    struct.pack_into("<LL", head, 0x60, 0x300 + len(words), len(styles))
    stream = (bytes(head) + words + styles + hidden).ljust(4096, b"\x00")
    stream += bytes(-len(stream) % 512)
    sectors = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, len(stream) // 512 + 2), 0xFFFFFFFE]
    sectors += [0xFFFFFFFF] * (128 - len(sectors))
    front = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    front += struct.pack("<9L", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<L", 0)
    names = _named("Root Entry", 5, 0xFFFFFFFE, 0, 1) + _named("WordDocument", 2, 2, len(stream), 0xFFFFFFFF)
    return front.ljust(512, b"\xff") + struct.pack("<128L", *sectors) + names + bytes(256) + stream


def _named(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    raw = name.encode("utf-16-le")
    told = struct.pack("<HBBLLL", len(raw) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return raw.ljust(64, b"\x00") + told + bytes(36) + struct.pack("<LLL", start, size, 0)


def wav(seconds: float = 1.0, title: bytes = b"taken at the safe house") -> bytes:
    """A recording that tells where it was made."""
    sound = bytes(round(8000 * seconds))
    said = b"INFOINAM" + struct.pack("<L", len(title) + 1) + title + bytes(1 + (len(title) + 1) % 2)
    parts = b"fmt " + struct.pack("<LHHLLHH", 16, 1, 1, 8000, 8000, 1, 8)
    parts += b"LIST" + struct.pack("<L", len(said)) + said + b"data" + struct.pack("<L", len(sound)) + sound
    return b"RIFF" + struct.pack("<L", len(parts) + 4) + b"WAVE" + parts


def amr(seconds: float = 1.0) -> bytes:
    """A recording of a telephone: 13 bytes for 20 milliseconds."""
    return b"#!AMR\n" + (b"\x04" + bytes(12)) * round(seconds * 50)


SOUNDS = {
    "mp3": b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" + bytes(500),
    "wav": b"RIFF" + struct.pack("<I", 36) + b"WAVEfmt " + bytes(40),
    "m4a": b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00" + bytes(200),
    "ogg": b"OggS\x00\x02" + bytes(200),
    "amr": b"#!AMR\n" + bytes(200),
}


def sha256(content: bytes) -> str:
    """What a browser tells of a file."""
    return hashlib.sha256(content).hexdigest()


def added(draft_id: UUID, by: Actor, content: bytes | None = None, name: str = "letter.jpg", **more: Any) -> UUID:
    """A file added to a draft, by the form; gives its id."""
    at: datetime = more.get("at") or timezone.now()
    return add_whole(With(draft_id=draft_id), name=name, content=content or jpg(), by=by, at=at).id
