"""Letters that were stopped and have not gone since: which they are, and the same letter written to another reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.notifications.actions import write_letter
from opennrm.notifications.kinds import Audience, Channel, LetterKind, State
from opennrm.notifications.models import Letter, Message

TO_ITS_READER = frozenset(
    {"salutation", "addressee_lines", "written_on", "person_is", "reference", "service_name", "language"}
)
"""The gaps that belong to the reader or the day of writing; what is left is what a letter says."""


@dataclass(frozen=True, slots=True)
class NotGone:
    """A letter that was stopped and has not gone since: which, and to whom it speaks."""

    id: UUID
    audience: str


def letters_not_gone(reference: str) -> list[NotGone]:
    """The letters of a case to the person, or to whoever acts for them, that were stopped and have not gone since.

    In the order they were written, without those that were written again to somebody else. Inside the caller's command.
    """
    letters = list(Letter.objects.filter(case_reference=reference, organisation=None).order_by("written_at", "id"))
    newest = dict(
        Message.objects.filter(letter__in=letters).order_by("number").values_list("letter_id", "state")
    )  # of each letter the last one stays
    return [
        NotGone(letter.id, letter.audience)
        for place, letter in enumerate(letters)
        if newest.get(letter.id) == State.ENDED.value
        and not any(_says_the_same(letter, later) for later in letters[place + 1 :])
    ]


def write_to_another(
    letter_id: UUID,
    *,
    audience: Audience,
    referral_kind: ReferralKind,
    channel: Channel,
    addressee_lines: Sequence[str],
    confirmed_safe: bool,
    salutation: str,
    at: datetime,
    by: UUID,
) -> UUID:
    """Write what a letter says to another reader, as a new letter with their salutation; gives its id.

    Inside the caller's command, who has asked whether it may go to them. What was decided, and on which day, stays as
    it was written. Raises what `write_letter` does.
    """
    letter = Letter.objects.get(id=letter_id)
    return write_letter(
        LetterKind(letter.kind),
        audience=audience,
        referral_kind=referral_kind,
        channel=channel,
        addressee_lines=addressee_lines,
        confirmed_safe=confirmed_safe,
        content=_said(letter) | {"salutation": salutation},
        reference=letter.case_reference,
        profile=letter.profile,
        profile_version=letter.profile_version,
        at=at,
        by=by,
    )


def _says_the_same(letter: Letter, later: Letter) -> bool:
    return letter.kind == later.kind and letter.audience != later.audience and _said(letter) == _said(later)


def _said(letter: Letter) -> dict[str, Any]:
    content: dict[str, Any] = letter.content
    return {gap: value for gap, value in content.items() if gap not in TO_ITS_READER}
