"""A letter as it is written and printed: its gaps checked, its text hashed, its template set.

The words are in `letters/<template>.<version>.typ`; nothing legal is made up there: dates, tests and explanations come
in as content. A changed wording is a new file with a higher version; a letter prints with the version it was written
with, and a file that was published does not change (`letters/published.json` holds its hash).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from datetime import date as day
from typing import Any

from django.conf import settings

from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.notifications.kinds import Audience, LetterKind
from opennrm.notifications.letter_forms import (
    FILLED_BY_WRITING,
    FORMS,
    HEAD,
    TO_WHOM_A_DECISION_GOES,
    LetterForm,
)
from opennrm.notifications.printing import pdf_of
from opennrm.vault.hashes import keyed_hash

__all__ = [
    "FORMS",
    "HEAD",
    "TO_WHOM_A_DECISION_GOES",
    "LetterForm",
    "MissingGap",
    "check_content",
    "gaps_of",
    "hash_of_address",
    "hash_of_letter",
    "render_letter",
    "whole_content",
]


class MissingGap(ValueError):
    """A letter cannot be written because content for one of its gaps is missing or of the wrong shape."""

    def __init__(self, kind: LetterKind, gap: str, remedy: str) -> None:
        super().__init__(f"The letter {kind.value} needs {gap}: {remedy}.")
        self.kind = kind
        self.gap = gap


def gaps_of(kind: LetterKind) -> tuple[str, ...]:
    """The gaps whoever writes this letter must fill; those of the letter head are filled for them."""
    return (*(gap for gap in HEAD if gap not in FILLED_BY_WRITING), *FORMS[kind].gaps)


def check_content(kind: LetterKind, content: Mapping[str, Any], gaps: tuple[str, ...]) -> None:
    """Raise `MissingGap` naming the first of `gaps` (and of the optional ones given) that is not well filled.

    Content for which the letter has no gap is refused too: it would be kept without ever being said.
    """
    form = FORMS[kind]
    given_together = tuple(gap for gap in form.together if gap in content)
    for gap in (*gaps, *(form.together if given_together else ())):
        if gap not in content:
            raise MissingGap(kind, gap, "give it in the content")
    for gap, value in content.items():
        if gap not in (*HEAD, *form.gaps, *form.optional, *form.together):
            raise MissingGap(kind, gap, "there is no such gap in it; leave it out")
        _check_shape(kind, gap, value)


def whole_content(
    kind: LetterKind,
    content: Mapping[str, Any],
    referral_kind: ReferralKind,
    addressee_lines: Sequence[str],
    reference: str,
    written_on: day,
) -> dict[str, Any]:
    """What its writer gives a letter, with the gaps of the letter head that are filled for them."""
    return {
        **content,
        **({"person_is": referral_kind.value} if "person_is" in FORMS[kind].optional else {}),
        "service_name": settings.SERVICE_NAME,
        "written_on": written_on.isoformat(),
        "reference": reference,
        "language": "en",
        "addressee_lines": list(addressee_lines),
    }


def hash_of_address(addressee_lines: Sequence[str]) -> str:
    """The keyed hash of the name and address that a letter goes to."""
    return keyed_hash("addressee", list(addressee_lines))


def hash_of_letter(template_version: int, content: Mapping[str, Any]) -> str:
    """The keyed hash of everything that a letter says, and of the wording it says it in."""
    return keyed_hash("letter", [template_version, content])


def render_letter(
    kind: LetterKind,
    audience: Audience,
    content: Mapping[str, Any],
    *,
    template_version: int | None = None,
    not_sent: bool = False,
) -> bytes:
    """The letter as tagged PDF/UA-1; `content` fills every gap, those of the letter head too.

    `template_version` is the one the letter was written with (None: it is written now, with the newest); `not_sent`
    prints that across every sheet, for a letter that nobody wrote yet.
    Raises `MissingGap` naming what is not filled, `ValueError` for an audience the letter is not for.
    """
    form = FORMS[kind]
    if audience not in form.audiences:
        raise ValueError(f"The letter {kind.value} is not for {audience.value}.")
    version = form.version if template_version is None else template_version
    if version == form.version:  # an older one was checked when it was written, and may have had other gaps
        check_content(kind, content, (*HEAD, *form.gaps))
    written = datetime.combine(day.fromisoformat(content["written_on"]), time(), tzinfo=UTC)
    said = {**content, "audience": audience.value}
    return pdf_of(f"{form.template}.{version}.typ", said, at=written, not_sent=not_sent)


def _check_shape(kind: LetterKind, gap: str, value: Any) -> None:
    if gap == "addressee_lines" or gap in FORMS[kind].lists:
        if not isinstance(value, list | tuple) or not value or not all(_is_text(line) for line in value):
            raise MissingGap(kind, gap, "it is a list of at least one text")
    elif gap.endswith("_days"):
        if not isinstance(value, int):
            raise MissingGap(kind, gap, "it is a whole number")
    elif not _is_text(value):
        raise MissingGap(kind, gap, "it is a text that is not empty")
    elif gap.endswith("_on"):
        _check_date(kind, gap, value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _check_date(kind: LetterKind, gap: str, value: str) -> None:
    try:
        day.fromisoformat(value)
    except ValueError:
        raise MissingGap(kind, gap, "it is a date such as 2026-03-02") from None
