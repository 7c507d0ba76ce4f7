"""Several PDFs as one, for a printer that prints on both sides.

Loaded only once a batch of letters is printed: the library for it takes some 14 MB.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from pypdf import PdfReader, PdfWriter


def bound(parts: Iterable[bytes], *, title: str) -> bytes:
    """One PDF of these, in order; each begins on a new sheet."""
    writer = PdfWriter()
    for part in parts:
        pages = PdfReader(BytesIO(part))
        writer.append(pages)
        if len(pages.pages) % 2:
            writer.add_blank_page()
    writer.add_metadata({"/Title": title})
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def sheets_of(pdf: bytes) -> int:
    """How many sheets it takes, printed on both sides."""
    return -(-len(PdfReader(BytesIO(pdf)).pages) // 2)
