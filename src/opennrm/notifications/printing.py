"""Prints a letter with typst: tagged PDF/UA-1, with the fonts of this repository and no others.

One compiler is kept for the process, its fonts loaded once. What people wrote reaches a template as data, never as
markup; PDF/UA forbids a character without a shape, so what no font here has is printed as a replacement character.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

ROOM = Path(__file__).resolve().parent
TEMPLATES = ROOM / "letters"
FONTS = ROOM / "fonts"
REPLACEMENT = "\ufffd"
LONGEST_WORD = 50
_OVERLONG = re.compile(rf"(\S{{{LONGEST_WORD}}})(?=\S)")
_OVERRIDES = dict.fromkeys((0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF))
_one_at_a_time = Lock()


class CannotBePrinted(RuntimeError):
    """The template could not be set; the reason names the template, never what was to be printed."""


def pdf_of(template: str, content: Mapping[str, Any], *, at: datetime, not_sent: bool = False) -> bytes:
    """The PDF of `template` (a file name in `letters/`) with `content`; `at` is its creation date.

    `not_sent` says so across every sheet.

    The same content and moment give the same bytes. Raises `CannotBePrinted`.
    """
    letter = json.dumps(printable(dict(content)), ensure_ascii=False)
    if _process_of_the_compiler() != os.getpid():
        # The compiler's own threads are not copied by a fork: it would wait for them for ever.
        raise CannotBePrinted(f"{template}: something was printed before this process was forked")
    try:
        with _one_at_a_time:
            pdf = _compiler().compile(
                input=str(TEMPLATES / ("preview.typ" if not_sent else template)),
                format="pdf",
                pdf_standards=["ua-1"],
                sys_inputs={"letter": letter, "template": template},
                timestamp=int(at.timestamp()),
            )
    except typst.TypstError as error:
        raise CannotBePrinted(template) from error
    if not isinstance(pdf, bytes):
        raise CannotBePrinted(template)
    return pdf


def printable(value: Any) -> Any:
    """The same JSON value with every text fit to be printed.

    Line ends become one kind, control characters and overrides of direction go (they could make a line say
    something else), what has no shape becomes a replacement character, and overlong words may break.
    """
    if isinstance(value, str):
        return _printable_text(value)
    if isinstance(value, dict):
        return {key: printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable(inner) for inner in value]
    return value


def unprintable_characters(text: str) -> list[str]:
    """The characters of a text that no font of ours can print, each once, in order; for a warning while typing."""
    wanted = unicodedata.normalize("NFC", text)
    return list(dict.fromkeys(sign for sign in wanted if not _is_covered(sign)))


def _printable_text(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_OVERRIDES))
    if not text.isascii() or not text.isprintable():
        text = "".join(sign if _is_covered(sign) else _stand_in(sign) for sign in text)
    return _OVERLONG.sub("\\1\u200b", text)


def _stand_in(sign: str) -> str:
    return "" if unicodedata.category(sign) in ("Cc", "Cf") else REPLACEMENT


def _is_covered(sign: str) -> bool:
    if sign in "\n\t\u200b\u200c\u200d\u200e\u200f\u00ad":
        return True
    firsts, lasts = _coverage()
    place = bisect_right(firsts, ord(sign)) - 1
    return place >= 0 and ord(sign) <= lasts[place]


@lru_cache(maxsize=1)
def _coverage() -> tuple[list[int], list[int]]:
    ranges = json.loads((FONTS / "coverage.json").read_text(encoding="ascii"))
    return [first for first, _ in ranges], [last for _, last in ranges]


@lru_cache(maxsize=1)
def _process_of_the_compiler() -> int:
    return os.getpid()


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(root=str(TEMPLATES), font_paths=fonts, ignore_system_fonts=True)
