"""Files that a page gives to keep: under a name that tells only the reference, never what the file is."""

from __future__ import annotations

import re

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


_PART = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


def begins_within(wanted: str) -> bool:
    """Is what a browser asks for a part that does not begin at the beginning?"""
    part = _PART.fullmatch(wanted)
    return part is not None and int(part[1]) > 0


def played(content: bytes, wanted: str) -> HttpResponse:
    """A sound that was recorded anew in the sandbox, for a player on a page of ours.

    `wanted` is the part that a browser asks for: Safari plays nothing that cannot be asked for in parts.
    """
    part = _PART.fullmatch(wanted)
    first = int(part[1]) if part else 0
    last = min(int(part[2] or len(content)), len(content) - 1) if part else len(content) - 1
    if part and first <= last:
        response = HttpResponse(content[first : last + 1], status=206, content_type="audio/mpeg")
        response["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    elif part:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{len(content)}"
    else:
        response = HttpResponse(content, content_type="audio/mpeg")
    response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = 'inline; filename="sound.mp3"'
    response["Content-Security-Policy"] = LOCKED
    return response
