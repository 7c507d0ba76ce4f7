"""Writing letters and messages: rows inside the caller's command, rendered and sent only after COMMIT."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from opennrm.audit.record import NoCommand, announce, command
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import Event, LetterDelivered, LetterWritten
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.notifications.kinds import Audience, Channel, LetterKind, State
from opennrm.notifications.letters import FORMS, HEAD, check_content, hash_of_letter, whole_content
from opennrm.notifications.models import Letter, Message
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.directory import organisation_of, people_in_organisation
from opennrm.partners.roles import Permission

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

NOT_HANDED_OVER = Refusal(
    "not_handed_over",
    "This letter is not one to hand over: it leaves by another way, and the system says itself when it has.",
    "house",
)
STOPPED = Refusal(
    "letter_stopped",
    "This letter was stopped: it must not reach whom it was for. Do not hand it over, and destroy what was printed.",
    "own",
)
ALREADY_HANDED_OVER = Refusal(
    "already_handed_over", "Somebody has already said that this letter was handed over.", "house"
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
    organisation_id: UUID | None = None,
) -> UUID:
    """Write a letter and put it in the outbox, inside the caller's command. Gives the letter's id.

    `organisation_id` is the organisation in whose portal it lies, for a letter to an agency. `content` fills the gaps
    of the kind (`letters.gaps_of`). Raises `Refused` for a letter that would be served on a child or posted to an
    address not confirmed as safe; `MissingGap` where content does not fill the letter.
    """
    if not connection.in_atomic_block:
        raise NoCommand("write_letter")
    if audience is Audience.PERSON and referral_kind is ReferralKind.CHILD:
        raise Refused(ON_A_CHILD)
    if channel is Channel.POST and not confirmed_safe:
        raise Refused(NO_SAFE_ADDRESS)
    whole = whole_content(kind, content, referral_kind, addressee_lines, reference, legal_day(at))
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
        text_hash=hash_of_letter(FORMS[kind].version, whole),
        profile=profile,
        profile_version=profile_version,
        written_at=at,
        written_by_id=by,
        organisation_id=organisation_id,
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
            channel=channel.value,
            text_hash=letter.text_hash,
            organisation=str(organisation_id) if organisation_id else None,
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
    # A row that a worker is sending right now is locked and does not count: it may have left before this work came.
    waiting = set(
        Message.objects.select_for_update(skip_locked=True)
        .filter(recipient_id__in=wanted, state="waiting", line="you_have_work")
        .values_list("recipient_id", flat=True)
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


def tell_of_sign_in(event: Event, at: datetime, by: UUID | None) -> None:
    """Put an e-mail in the outbox that how somebody signs in changed, or that they did with a new browser.

    A consequence of events whose subject is an account. It names nobody, and says no more than where to look.
    """
    Message.objects.create(
        channel=Channel.EMAIL.value,
        recipient_id=UUID(event.subject),
        line="look_at_sign_in",
        next_attempt_at=at,
        gives_up_at=at + GIVES_UP_AFTER,
        created_at=at,
    )


def mark_handed_over(letter_id: UUID, *, by: Actor, at: datetime) -> None:
    """Record that a person printed the letter and gave it to whom it is for; only a person can say so.

    The face has asked before whether `by` may see the case. Raises `Refused` if their roles do not let them, if the
    letter leaves by another way, was stopped or was handed over already; `NotYours` if there is no such letter.
    """
    refuse_if(refusal_to_act(by, Permission.HAND_OVER_LETTERS))
    with command():
        rows = Message.objects.select_for_update(of=("self",)).select_related("letter")
        message = rows.filter(letter_id=letter_id).order_by("number").last()  # as it was sent last
        if message is None or message.letter is None:
            raise NotYours
        if message.channel != Channel.HAND_OVER.value:
            raise Refused(NOT_HANDED_OVER)
        if message.state == State.SENT.value:
            raise Refused(ALREADY_HANDED_OVER)
        if message.state != State.WAITING.value:
            raise Refused(STOPPED)
        message.state = State.SENT.value
        message.sent_at = at
        message.sent_by_id = by.account_id
        message.save(update_fields=["state", "sent_at", "sent_by"])
        letter = message.letter
        event = LetterDelivered(
            subject=letter.referral_reference,
            case=letter.case_reference or None,
            letter_kind=letter.kind,
            channel=message.channel,
        )
        announce(event, at=at, by=by.account_id)


def try_dead_again(*, at: datetime) -> int:
    """Let everything dead wait again, once what ailed it is mended; gives how many. For who runs the installation."""
    with command():
        return Message.objects.filter(state=State.DEAD.value).update(
            state=State.WAITING.value, attempts=0, next_attempt_at=at, gives_up_at=at + GIVES_UP_AFTER, refused_at=None
        )


def send_invitation(event: Event, at: datetime, by: UUID | None) -> None:
    """Put the e-mail of an invitation in the outbox. A consequence of `PersonInvited`, whose subject is its id.

    The link is made when the e-mail leaves: no secret is kept here.
    """
    Message.objects.create(
        channel=Channel.EMAIL.value,
        invitation_id=UUID(event.subject),
        line="you_are_invited",
        next_attempt_at=at,
        gives_up_at=at + GIVES_UP_AFTER,
        created_at=at,
    )


def tell_administrators(event: Event, at: datetime, by: UUID | None) -> None:
    """Somebody was stopped after opening too many records: tell who administers their organisation, but not them."""
    account_id = UUID(event.subject)
    told = people_in_organisation(organisation_of(account_id), Permission.INVITE, at)
    tell_of_work([each for each in told if each != account_id], at=at)
