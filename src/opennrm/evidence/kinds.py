"""Which kinds of files are taken, and how each is known by its content; what a name says is compared with that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from opennrm.mechanism.refusal import Refusal

FIELD = "file"
LONGEST_NAME = 200
"""Characters of a name. Our own bound."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how it is stored, called and named."""

    key: str
    words: str
    media_type: str
    endings: tuple[str, ...]


KINDS = {
    kind.key: kind
    for kind in (
        Kind("jpg", "picture (JPG)", "image/jpeg", ("jpg", "jpeg", "jpe")),
        Kind("png", "picture (PNG)", "image/png", ("png",)),
        Kind("pdf", "PDF", "application/pdf", ("pdf",)),
        Kind("doc", "Word document (DOC)", "application/msword", ("doc",)),
        Kind(
            "docx",
            "Word document (DOCX)",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ("docx",),
        ),
        Kind("mp3", "sound (MP3)", "audio/mpeg", ("mp3",)),
        Kind("m4a", "sound (M4A)", "audio/mp4", ("m4a",)),
        Kind("wav", "sound (WAV)", "audio/wav", ("wav",)),
        Kind("ogg", "sound (OGG)", "audio/ogg", ("ogg", "oga", "opus")),
        Kind("amr", "sound (AMR)", "audio/amr", ("amr",)),
    )
}
TAKEN = "JPG, PNG, PDF, DOC, DOCX, MP3, M4A, WAV, OGG or AMR"
SOUNDS = frozenset(kind.key for kind in KINDS.values() if kind.media_type.startswith("audio/"))
_BY_ENDING = {ending: kind for kind in KINDS.values() for ending in kind.endings}
_HIDES = re.compile(
    "apk|bat|bin|chm|cmd|com|cpl|dll|docm|dotm|exe|gz|hta|htm|html|img|iso|jar|js|jse|lnk|msi|php|pif|ps1|py|rar|"
    "reg|scr|sh|svg|tar|vbe|vbs|wsf|xlsm|zip|7z",
    re.IGNORECASE,
)
"""Endings of programs, pages and archives: none stands before the last ending of an honest name."""
# What turns a line round, joins or hides characters, or is none: a name with it is not what it seems to be.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_SIGNS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("jpg", re.compile(rb"\xff\xd8\xff")),
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("pdf", re.compile(rb"%PDF-\d\.\d")),
    ("doc", re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    ("docx", re.compile(rb"PK\x03\x04")),
    ("mp3", re.compile(rb"ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]")),
    ("m4a", re.compile(rb"(?s)....ftyp(?:M4A |M4B |mp42|isom|iso2|3gp[456])")),
    ("wav", re.compile(rb"(?s)RIFF....WAVE")),
    ("ogg", re.compile(rb"OggS\x00")),
    ("amr", re.compile(rb"#!AMR(?:-WB)?\n")),
)


def kind_by_content(head: bytes) -> Kind | None:
    """What a file is by how it begins; None for what is not taken."""
    return next((KINDS[key] for key, sign in _SIGNS if sign.match(head)), None)


def kind_by_name(name: str) -> Kind | None:
    """What a file is by its name; None for what is not taken."""
    return _BY_ENDING.get(PurePosixPath(name).suffix.lstrip(".").lower())


def refusal_of_name(name: str) -> Refusal | None:
    """Why a file of this name is not taken."""
    if not name.strip():
        return _refusal("no_file", "Choose the file that you want to add.")
    if _UNSEEN.search(name):
        return _refusal(
            "name_unseen",
            "The name of the file holds characters that cannot be seen. Name it anew and choose it again.",
        )
    if "/" in name or "\\" in name or name.startswith("."):
        return _refusal(
            "name_is_path", "The name of the file holds a folder. Name it without slashes and choose it again."
        )
    if len(name) > LONGEST_NAME:
        because = f"The name of the file is longer than {LONGEST_NAME} characters. Give it a shorter one."
        return _refusal("name_too_long", because)
    if kind_by_name(name) is None:
        return _refusal("kind_not_taken", f"Files of this kind are not taken. Save it as {TAKEN}, and add that.")
    if any(_HIDES.fullmatch(part.strip()) for part in name.split(".")[1:-1]):
        because = (
            "The name of the file has two endings. Name it with the one that says what it is, and choose it again."
        )
        return _refusal("two_endings", because)
    return None


def refusal_of_kind(name: str, head: bytes) -> Refusal | None:
    """Why a file that begins so is not taken under this name."""
    if not head:
        return _refusal("empty", "The file is empty. Look whether it is the right one, and choose it again.")
    by_name, by_content = kind_by_name(name), kind_by_content(head)
    if by_content is None:
        because = f"The file is not what its name says, or is damaged. Open it, save it as {TAKEN}, and add that."
        return _refusal("kind_not_known", because)
    if by_content != by_name:
        because = (
            f"The file is a {by_content.words}, and its name says something else. "
            f"Let its name end in .{by_content.endings[0]}, or choose the right file."
        )
        return _refusal("kind_against_name", because)
    return None


def _refusal(code: str, because: str) -> Refusal:
    return Refusal(code, because, "house", FIELD)
