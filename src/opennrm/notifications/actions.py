"""Writing letters and messages: rows inside the caller's command, rendered and sent only after COMMIT."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from opennrm.audit.record import NoCommand, announce
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import LetterWritten
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.notifications.kinds import Audience, Channel, LetterKind
from opennrm.notifications.letters import FORMS, HEAD, check_content
from opennrm.notifications.models import Letter, Message
from opennrm.vault.hashes import keyed_hash

GIVES_UP_AFTER = timedelta(hours=72)
"""From then on a failure is the last one, and the message waits for a person to look at it."""
ON_A_CHILD = Refusal(
    "papers_on_a_child",
    "A letter is never served on a child. Address it to a representative or the council.",
    "SEF-RGNEG",
)
NO_SAFE_ADDRESS = Refusal(
    "address_not_safe",
    "Nothing is posted to an address that was not confirmed as safe. Have it handed over instead.",
    "SEF-FILE",
)


def write_letter(
    kind: LetterKind,
    *,
    audience: Audience,
    referral_kind: ReferralKind,
    channel: Channel,
    addressee_lines: Sequence[str],
    confirmed_safe: bool,
    content: Mapping[str, Any],
    reference: str,
    profile: str,
    profile_version: str,
    at: datetime,
    by: UUID | None,
) -> UUID:
    """Write a letter and put it in the outbox, inside the caller's command. Gives the letter's id.

    `content` fills the gaps of the kind (`letters.gaps_of`). Raises `Refused` for a letter that would be served on a
    child or posted to an address not confirmed as safe; `MissingGap` where content does not fill the letter.
    """
    if not connection.in_atomic_block:
        raise NoCommand("write_letter")
    if audience is Audience.PERSON and referral_kind is ReferralKind.CHILD:
        raise Refused(ON_A_CHILD)
    if channel is Channel.POST and not confirmed_safe:
        raise Refused(NO_SAFE_ADDRESS)
    whole = {
        **content,
        "service_name": settings.SERVICE_NAME,
        "written_on": legal_day(at).isoformat(),
        "reference": reference,
        "language": "en",
        "addressee_lines": list(addressee_lines),
    }
    check_content(kind, whole, (*HEAD, *FORMS[kind].gaps))
    letter = Letter.objects.create(
        case_reference=reference,
        referral_reference=reference,
        kind=kind.value,
        referral_kind=referral_kind.value,
        audience=audience.value,
        channel=channel.value,
        addressee=list(addressee_lines),
        content=whole,
        language="en",
        template_version=FORMS[kind].version,
        text_hash=keyed_hash("letter", whole),
        profile=profile,
        profile_version=profile_version,
        written_at=at,
        written_by_id=by,
    )
    Message.objects.create(
        channel=channel.value,
        letter=letter,
        order_key=reference,
        next_attempt_at=at,
        gives_up_at=at + GIVES_UP_AFTER,
        created_at=at,
    )
    announce(
        LetterWritten(
            subject=reference,
            case=reference,
            letter_kind=kind.value,
            audience=audience.value,
            text_hash=letter.text_hash,
        ),
        at=at,
        by=by,
    )
    return letter.id


def tell_of_work(accounts: Iterable[UUID], *, at: datetime) -> None:
    """Put an e-mail "you have work" in the outbox for each account, inside the caller's command; never about whom.

    Somebody for whom such an e-mail still waits is not written to again.
    """
    if not connection.in_atomic_block:
        raise NoCommand("tell_of_work")
    wanted = set(accounts)
    waiting = set(
        Message.objects.filter(recipient_id__in=wanted, state="waiting", line="you_have_work").values_list(
            "recipient_id", flat=True
        )
    )
    Message.objects.bulk_create(
        Message(
            channel=Channel.EMAIL.value,
            recipient_id=account,
            line="you_have_work",
            next_attempt_at=at,
            gives_up_at=at + GIVES_UP_AFTER,
            created_at=at,
        )
        for account in sorted(wanted - waiting)
    )
