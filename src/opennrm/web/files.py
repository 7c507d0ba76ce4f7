"""Files that a page gives to keep: under a name that tells only the reference, never what the file is."""

from __future__ import annotations

from django.http import HttpResponse


def pdf_named(reference: str, content: bytes) -> HttpResponse:
    """A PDF to keep. On a shared computer the list of downloads says neither which letter it is nor how it ended."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{reference}.pdf"'
    return response
