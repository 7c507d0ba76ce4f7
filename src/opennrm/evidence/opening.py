"""Whether a file may be opened now: never one in which the scanner found something, and none that it has yet to see."""

from __future__ import annotations

from django.conf import settings

from opennrm.evidence.queries import FileRead
from opennrm.mechanism.refusal import Refusal


def refusal_to_open(file: FileRead) -> Refusal | None:
    """Why neither the original nor a copy of a file is given to anybody now."""
    if file.scan == "found":
        return Refusal(
            "harmful",
            "The scanner found harmful software in this file, so nobody can open it. Ask who sent it for another copy, "
            "made on another device.",
            "house",
        )
    if file.scan == "not_scanned" and settings.CLAMD:
        return Refusal(
            "not_scanned",
            "This file has not yet been scanned for harmful software. It can be opened as soon as it has: look again "
            "in a few minutes.",
            "house",
        )
    return None
