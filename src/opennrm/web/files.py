"""Files that a page gives to keep: under a name that tells only the reference, never what the file is."""

from __future__ import annotations

from django.http import HttpResponse


def pdf_named(reference: str, content: bytes) -> HttpResponse:
    """A PDF to keep. On a shared computer the list of downloads says neither which letter it is nor how it ended."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{reference}.pdf"'
    return response


LOCKED = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""What a file may do that somebody sent, where a browser shows it after all: nothing."""


def attachment(name: str, content: bytes, media_type: str) -> HttpResponse:
    """A file that somebody sent, to keep and never to be shown in a page. `name` is one that we made."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = LOCKED
    return response


def drawn(content: bytes) -> HttpResponse:
    """A picture that was drawn in the sandbox, for a page of ours."""
    response = HttpResponse(content, content_type="image/png")
    response["Content-Disposition"] = 'inline; filename="page.png"'
    response["Content-Security-Policy"] = LOCKED
    return response
