"""Reads a letter back: its words, the tree of its tags, its fonts and what it says of itself."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject


def opened(pdf: bytes) -> PdfReader:
    """The PDF as pypdf reads it."""
    return PdfReader(BytesIO(pdf))


def words_of(pdf: bytes) -> str:
    """Every word, page by page."""
    return "\n\f\n".join(page.extract_text() for page in opened(pdf).pages)


def on_one_line(pdf: bytes) -> str:
    """Every word with one blank between, without marks that cannot be seen."""
    unseen = dict.fromkeys((0x200B, 0x2068, 0x2069))
    return " ".join(words_of(pdf).translate(unseen).split())


def tags_of(pdf: bytes) -> str:
    """The tree of tags, one a line, indented; what repeats at once is counted."""
    root: Any = opened(pdf).trailer["/Root"]
    return "\n".join(_lines(root["/StructTreeRoot"], 0))


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Each font's name without its subset's prefix, and whether it is embedded."""
    found: dict[str, bool] = {}
    for page in opened(pdf).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"].get_object()
            name = str(inner["/BaseFont"]).split("+")[-1]
            found[name] = any(key.startswith("/FontFile") for key in descriptor)
    return found


def _lines(node: Any, depth: int) -> list[str]:
    found: list[str] = []
    for child in _children(node):
        found.append("  " * depth + str(child["/S"])[1:])
        found += _lines(child, depth + 1)
    return found


def _children(node: Any) -> list[Any]:
    inside = node.get("/K", [])
    inside = inside.get_object() if hasattr(inside, "get_object") else inside
    every = inside if isinstance(inside, ArrayObject | list) else [inside]
    opened_up = [each.get_object() if hasattr(each, "get_object") else each for each in every]
    return [each for each in opened_up if isinstance(each, DictionaryObject) and "/S" in each]
