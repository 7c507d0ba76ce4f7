"""Whether a file may be opened now: never one in which the scanner found something, and none that it has yet to see."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from opennrm.audit.queries import events_of_cases
from opennrm.evidence.queries import FileRead
from opennrm.mechanism.events import FileOpened
from opennrm.mechanism.refusal import Refusal

ONE_HEARING = timedelta(hours=1)
"""For so long further parts of a recording belong to the opening that began it. Source: own."""


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


def goes_on_hearing(reference: str, file_id: UUID, *, by: UUID, at: datetime) -> bool:
    """Did this account open the copy of this file within the last hour, so that a further part is no other opening?"""
    told = {"file": str(file_id), "what": "copy"}
    opened = events_of_cases([reference], (FileOpened.__name__,))[reference]
    return any(each.by == by and each.facts == told and each.at > at - ONE_HEARING for each in opened)
