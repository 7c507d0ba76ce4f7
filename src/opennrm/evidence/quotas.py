"""How much may be sent: in one file, with one referral, and by one organisation in a day. Our own bounds."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from opennrm.evidence.kinds import FIELD
from opennrm.mechanism.refusal import Refusal

MB = 1_000_000
MOST_FILES = 50
MOST_OF_A_REFERRAL = 500 * MB
MOST_FILES_A_DAY = 500
MOST_A_DAY = 5_000 * MB
PIECE = 512 * 1024
"""Bytes of a piece; below what one request may hold (`DATA_UPLOAD_MAX_MEMORY_SIZE`)."""
IN_A_FORM = 10 * MB
"""Bytes of a file that comes with a form, in one go: it is held in memory until it is sealed, and never on a disk."""


@dataclass(frozen=True, slots=True)
class Held:
    """How many files there are, and how many bytes they have together."""

    files: int
    size: int


def largest() -> int:
    """Bytes that one file may have here."""
    return settings.EVIDENCE_FILE_MB * MB


def refusal_of_size(size: int) -> Refusal | None:
    """Why a file of this size is not taken."""
    if size <= 0:
        return Refusal(
            "empty", "The file is empty. Look whether it is the right one, and choose it again.", "house", FIELD
        )
    if size > largest():
        because = (
            f"The file is larger than {settings.EVIDENCE_FILE_MB} MB. Save it smaller or in parts, or describe it and "
            "who holds it."
        )
        return Refusal("too_large", because, "house", FIELD)
    return None


def refusal_of_quota(size: int, with_referral: Held, today: Held) -> Refusal | None:
    """Why no further file of this size is taken beside what there is."""
    if with_referral.files >= MOST_FILES or with_referral.size + size > MOST_OF_A_REFERRAL:
        because = (
            f"With one referral go at most {MOST_FILES} files of {MOST_OF_A_REFERRAL // MB} MB together. Remove one "
            "that is not needed, put several into one PDF, or describe them and who holds them."
        )
        return Refusal("referral_is_full", because, "house", FIELD)
    if today.files >= MOST_FILES_A_DAY or today.size + size > MOST_A_DAY:
        because = (
            "Your organisation has sent as many files as it can in one day. Send the referral without this one and add "
            "it tomorrow: a referral without documents is complete."
        )
        return Refusal("day_is_full", because, "house", FIELD)
    return None
