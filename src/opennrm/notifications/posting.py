"""The post, by hand: letters put together into a batch to be printed, and marked as posted by whoever posted them.

Whoever posts need not be let see the cases: they post for their organisation, whose batches are asked for here, so
what is read here is read for the house. `but` are references of cases that are hidden from them all the same: a batch
that holds a letter of one is not there for them, in no list, in no count and not by its id.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from opennrm.audit.asking import as_the_house
from opennrm.audit.record import announce, command
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import (
    LetterDelivered,
    LetterFailed,
    LetterViewed,
    PostBatchMade,
    PostBatchPosted,
    PostBatchPrinted,
)
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.notifications.kinds import Channel, State
from opennrm.notifications.letters import MissingGap
from opennrm.notifications.models import Message, PostBatch
from opennrm.notifications.printing import CannotBePrinted, pdf_of
from opennrm.notifications.queries import Cases, pdf_of_message
from opennrm.partners.access import Actor, NotYours


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch in a list: how much, who made it, and whether it was posted."""

    id: UUID
    letters: int
    made_at: datetime
    made_by: str
    posted_at: datetime | None
    posted_by: str


MOST_IN_A_BATCH = 100
"""Letters; what is over it waits for the next batch, so that no printing takes long."""
ON_A_PAGE = 50
NOTHING_TO_POST = Refusal("nothing_to_post", "No letter waits for the post. Look again later.", "house")
NOT_TAKEN_OUT = Refusal(
    "not_taken_out",
    "Letters of this batch were stopped after it was made. Take them out, destroy what was printed, and say that "
    "you did.",
    "SEF-FILE",
    "taken_out",
)
ALREADY_POSTED = Refusal("already_posted", "Somebody has already said that this batch was posted.", "house")
WAS_POSTED = Refusal(
    "was_posted",
    "This batch was posted, so it cannot be printed again. A letter that did not arrive is sent again from its case.",
    "house",
)
TO_POST = "to_post"
"""Why somebody viewed a letter who printed it with its batch."""


def make_batch(cases: Cases, *, by: Actor, at: datetime) -> UUID | None:
    """Put the letters that wait for the post into a batch, the oldest first; gives its id, or None if none waits.

    `cases` are the references of the cases whose letters this organisation posts. A letter that cannot be printed is
    left out and stays visible as one that could not be delivered.
    """
    with command(), as_the_house():
        waiting = _waiting(cases).select_for_update(skip_locked=True, of=("self",)).select_related("letter")
        messages = [each for each in waiting.order_by("number")[:MOST_IN_A_BATCH] if _can_be_printed(each, at)]
        if not messages:
            return None
        batch = PostBatch.objects.create(organisation_id=by.organisation_id, made_at=at, made_by_id=by.account_id)
        Message.objects.filter(number__in=[each.number for each in messages]).update(batch=batch)
        announce(PostBatchMade(subject=str(batch.id), letters=len(messages)), at=at, by=by.account_id)
        return batch.id


@as_the_house()
def how_many_wait(cases: Cases) -> int:
    """How many letters wait for the post and are in no batch yet."""
    return _waiting(cases).count()


@as_the_house()
def cases_that_wait(cases: Cases) -> list[str]:
    """Which of these cases have letters that wait for the post and are in no batch yet."""
    return sorted(set(_waiting(cases).values_list("letter__case_reference", flat=True)))


def has_letters_to_post(reference: str) -> bool:
    """Does a letter of this case wait for the post, in a batch that nobody posted or in none?"""
    return Message.objects.filter(
        letter__case_reference=reference, state=State.WAITING.value, channel=Channel.POST.value
    ).exists()


def take_out(reference: str) -> None:
    """Let the letters of a case wait again that lie in a batch, not posted yet, with those of other cases.

    One that somebody marks as posted at this moment stays in its batch: that it waits is asked again of the row itself.
    """
    others = Message.objects.filter(batch_id=OuterRef("batch_id")).exclude(letter__case_reference=reference)
    waiting = Message.objects.filter(letter__case_reference=reference, state=State.WAITING.value)
    lying = waiting.filter(Exists(others), batch__isnull=False, batch__posted_at__isnull=True)
    Message.objects.filter(number__in=lying.values("number"), state=State.WAITING.value).update(batch=None)


@as_the_house()
def batches_to_post(actor: Actor, *, but: Cases) -> list[BatchRow]:
    """Every batch of the actor's organisation that nobody has posted yet, the oldest first: it has waited longest."""
    return [_batch_row(row) for row in _batches(actor, but).filter(posted_at__isnull=True).order_by("made_at", "id")]


@as_the_house()
def posted_batches(actor: Actor, *, but: Cases, page: int = 1) -> tuple[list[BatchRow], bool]:
    """A page of the batches that were posted, the newest first, and whether another follows; empty past the end."""
    rows = _batches(actor, but).filter(posted_at__isnull=False).order_by("-posted_at", "id")
    start = (page - 1) * ON_A_PAGE
    found = list(rows[start : start + ON_A_PAGE + 1])
    return [_batch_row(row) for row in found[:ON_A_PAGE]], len(found) > ON_A_PAGE


@as_the_house()
def batch_of(actor: Actor, batch_id: UUID, *, but: Cases) -> BatchRow:
    """A batch of the actor's organisation. Raises `NotYours` if it is not."""
    found = _batches(actor, but).filter(id=batch_id).first()
    if found is None:
        raise NotYours
    return _batch_row(found)


@as_the_house()
def pulled_from(batch_id: UUID) -> list[str]:
    """The references of the letters that were stopped while they lay in a batch, and may have been printed with it.

    For a face that has asked whose batch it is.
    """
    pulled = Message.objects.filter(batch_id=batch_id, state=State.ENDED.value).order_by("number")
    return list(pulled.values_list("letter__case_reference", flat=True))


def mark_posted(batch_id: UUID, *, taken_out: bool = False, by: Actor, at: datetime, but: Cases) -> None:
    """Record that the letters of a batch were posted; only a person can say so.

    `taken_out` says that the letters `pulled_from` it were taken out. Raises `NotYours` if their organisation has no
    such batch; `Refused` if somebody said so already, or while letters that were stopped may lie in it.
    """
    with command(), as_the_house():
        batch = _not_hidden(PostBatch.objects.select_for_update(of=("self",)), by, but).filter(id=batch_id).first()
        if batch is None:
            raise NotYours
        if batch.posted_at is not None:
            raise Refused(ALREADY_POSTED)
        if pulled_from(batch_id) and not taken_out:
            raise Refused(NOT_TAKEN_OUT)
        batch.posted_at, batch.posted_by_id = at, by.account_id
        batch.save(update_fields=["posted_at", "posted_by"])
        messages = list(_in_it(batch).select_for_update(of=("self",)).select_related("letter").order_by("number"))
        for message in messages:
            message.state, message.sent_at, message.sent_by_id = State.SENT.value, at, by.account_id
            message.save(update_fields=["state", "sent_at", "sent_by"])
            letter = message.letter
            assert letter is not None  # noqa: S101 - the table's constraint: only letters go by post
            delivered = LetterDelivered(
                subject=letter.referral_reference,
                case=letter.case_reference or None,
                letter_kind=letter.kind,
                channel=message.channel,
            )
            announce(delivered, at=at, by=by.account_id)
        announce(PostBatchPosted(subject=str(batch.id), letters=len(messages)), at=at, by=by.account_id)


@as_the_house()
def pdf_of_batch(batch_id: UUID, *, by: Actor, at: datetime, but: Cases) -> bytes:
    """The batch to print, inside the caller's command: a cover list, then each letter on sheets of its own.

    It is one act of its own kind in the history, and every letter in it counts as viewed, to post it. Raises `NotYours`
    if the actor's organisation has no such batch, and `Refused` once it was posted.
    """
    batch = _not_hidden(PostBatch.objects.all(), by, but).filter(id=batch_id).first()
    if batch is None:
        raise NotYours
    if batch.posted_at is not None:
        raise Refused(WAS_POSTED)
    messages = list(_in_it(batch).select_related("letter").order_by("number"))
    from opennrm.notifications.bound_pdf import bound, sheets_of  # noqa: PLC0415 - 14 MB that pages do without

    printed = [pdf_of_message(message) for message in messages]
    rows = []
    for message, pdf in zip(messages, printed, strict=True):
        assert message.letter is not None  # noqa: S101
        rows.append({"reference": message.letter.case_reference, "sheets": str(sheets_of(pdf))})
        viewed = LetterViewed(
            subject=message.letter.referral_reference,
            case=message.letter.case_reference or None,
            letter_kind=message.letter.kind,
            because=TO_POST,
        )
        announce(viewed, at=at, by=by.account_id)
    announce(PostBatchPrinted(subject=str(batch.id), letters=len(messages)), at=at, by=by.account_id)
    return bound([_cover(batch, rows), *printed], title="Letters to post")


def _batches(actor: Actor, but: Cases) -> QuerySet[Any]:
    """The batches of the actor's organisation that still hold something."""
    counted = Count("messages", filter=~Q(messages__state=State.ENDED.value))
    rows = _not_hidden(PostBatch.objects.filter(messages__isnull=False), actor, but).annotate(letters=counted)
    return rows.select_related("made_by", "posted_by")


def _not_hidden(rows: QuerySet[PostBatch], actor: Actor, but: Cases) -> QuerySet[PostBatch]:
    hidden = Message.objects.filter(batch_id=OuterRef("id"), letter__case_reference__in=but)
    return rows.filter(~Exists(hidden), organisation_id=actor.organisation_id)


def _in_it(batch: PostBatch) -> QuerySet[Message]:
    """What leaves with a batch: not what was stopped since it was made."""
    return Message.objects.filter(batch=batch).exclude(state=State.ENDED.value)


def _batch_row(row: Any) -> BatchRow:
    posted_by = row.posted_by.name if row.posted_by else ""
    return BatchRow(row.id, row.letters, row.made_at, row.made_by.name, row.posted_at, posted_by)


def _waiting(cases: Cases) -> QuerySet[Message]:
    return Message.objects.filter(
        state=State.WAITING.value, channel=Channel.POST.value, batch__isnull=True, letter__case_reference__in=cases
    )


def _can_be_printed(message: Message, at: datetime) -> bool:
    try:
        pdf_of_message(message)
    except (CannotBePrinted, MissingGap):
        assert message.letter is not None  # noqa: S101
        message.state, message.last_error = State.DEAD.value, "letter_cannot_be_printed"
        message.attempts += 1
        message.save(update_fields=["state", "last_error", "attempts"])
        failed = LetterFailed(
            subject=message.letter.referral_reference,
            case=message.letter.case_reference or None,
            letter_kind=message.letter.kind,
            channel=message.channel,
            reason=message.last_error,
            attempt=message.attempts,
        )
        announce(failed, at=at, by=None)
        return False
    return True


def _cover(batch: PostBatch, rows: list[dict[str, str]]) -> bytes:
    said = {
        "service_name": settings.SERVICE_NAME,
        "language": "en",
        "made_on": legal_day(batch.made_at).isoformat(),
        "batch": str(batch.id)[:8],
        "letters": rows,
    }
    return pdf_of("post_batch.1.typ", said, at=batch.made_at)
