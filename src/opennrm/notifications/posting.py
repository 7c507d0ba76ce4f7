"""The post, by hand: letters put together into a batch to be printed, and marked as posted by whoever posted them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet
from pypdf import PdfReader, PdfWriter

from opennrm.audit.record import announce, command
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import LetterDelivered, LetterFailed, LetterViewed, PostBatchMade, PostBatchPosted
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.notifications.kinds import Channel, State
from opennrm.notifications.letters import MissingGap
from opennrm.notifications.models import Message, PostBatch
from opennrm.notifications.printing import CannotBePrinted, pdf_of
from opennrm.notifications.queries import pdf_of_message
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
NOTHING_TO_POST = Refusal("nothing_to_post", "No letter waits for the post. Look again later.", "house")
ALREADY_POSTED = Refusal("already_posted", "Somebody has already said that this batch was posted.", "house")


def make_batch(cases: QuerySet[Any, str], *, by: Actor, at: datetime) -> UUID:
    """Put the letters that wait for the post into a batch, the oldest first; gives its id.

    `cases` are the references of the cases whose letters this organisation posts. A letter that cannot be printed is
    left out and stays visible as one that could not be delivered. Raises `Refused` if no letter waits.
    """
    with command():
        waiting = _waiting(cases).select_for_update(skip_locked=True, of=("self",)).select_related("letter")
        messages = [each for each in waiting.order_by("number")[:MOST_IN_A_BATCH] if _can_be_printed(each, at)]
        if not messages:
            raise Refused(NOTHING_TO_POST)
        batch = PostBatch.objects.create(organisation_id=by.organisation_id, made_at=at, made_by_id=by.account_id)
        Message.objects.filter(number__in=[each.number for each in messages]).update(batch=batch)
        announce(PostBatchMade(subject=str(batch.id), letters=len(messages)), at=at, by=by.account_id)
        return batch.id


def how_many_wait(cases: QuerySet[Any, str]) -> int:
    """How many letters wait for the post and are in no batch yet."""
    return _waiting(cases).count()


def batches_of(actor: Actor, *, limit: int = 50) -> list[BatchRow]:
    """The newest batches of the actor's organisation, the newest first."""
    rows = PostBatch.objects.filter(organisation_id=actor.organisation_id).annotate(letters=Count("messages"))
    return [_batch_row(row) for row in rows.select_related("made_by", "posted_by").order_by("-made_at")[:limit]]


def batch_of(actor: Actor, batch_id: UUID) -> BatchRow:
    """A batch of the actor's organisation. Raises `NotYours` if it is not."""
    rows = PostBatch.objects.filter(organisation_id=actor.organisation_id, id=batch_id)
    found = rows.annotate(letters=Count("messages")).select_related("made_by", "posted_by").first()
    if found is None:
        raise NotYours
    return _batch_row(found)


def mark_posted(batch_id: UUID, *, by: Actor, at: datetime) -> None:
    """Record that the letters of a batch were posted; only a person can say so.

    Raises `NotYours` if their organisation has no such batch; `Refused` if somebody said so already.
    """
    with command():
        batch = PostBatch.objects.select_for_update().filter(id=batch_id, organisation_id=by.organisation_id).first()
        if batch is None:
            raise NotYours
        if batch.posted_at is not None:
            raise Refused(ALREADY_POSTED)
        batch.posted_at, batch.posted_by_id = at, by.account_id
        batch.save(update_fields=["posted_at", "posted_by"])
        messages = list(Message.objects.select_for_update(of=("self",)).select_related("letter").filter(batch=batch))
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


def pdf_of_batch(batch_id: UUID, *, by: Actor, at: datetime) -> bytes:
    """The batch to print, inside the caller's command: a cover list, then each letter on sheets of its own.

    Every letter in it counts as viewed. Raises `NotYours` if the actor's organisation has no such batch.
    """
    batch = PostBatch.objects.filter(id=batch_id, organisation_id=by.organisation_id).first()
    if batch is None:
        raise NotYours
    messages = list(Message.objects.select_related("letter").filter(batch=batch).order_by("number"))
    printed = [PdfReader(BytesIO(pdf_of_message(message))) for message in messages]
    rows = []
    for message, pdf in zip(messages, printed, strict=True):
        assert message.letter is not None  # noqa: S101
        rows.append({"reference": message.letter.case_reference, "sheets": str(-(-len(pdf.pages) // 2))})
        viewed = LetterViewed(
            subject=message.letter.referral_reference,
            case=message.letter.case_reference or None,
            letter_kind=message.letter.kind,
        )
        announce(viewed, at=at, by=by.account_id)
    return _bound(_cover(batch, rows), printed)


def _batch_row(row: Any) -> BatchRow:
    posted_by = row.posted_by.name if row.posted_by else ""
    return BatchRow(row.id, row.letters, row.made_at, row.made_by.name, row.posted_at, posted_by)


def _waiting(cases: QuerySet[Any, str]) -> QuerySet[Message]:
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


def _cover(batch: PostBatch, rows: list[dict[str, str]]) -> PdfReader:
    said = {
        "service_name": settings.SERVICE_NAME,
        "language": "en",
        "made_on": legal_day(batch.made_at).isoformat(),
        "batch": str(batch.id)[:8],
        "letters": rows,
    }
    return PdfReader(BytesIO(pdf_of("post_batch.1.typ", said, at=batch.made_at)))


def _bound(cover: PdfReader, letters: list[PdfReader]) -> bytes:
    """One PDF for a printer that prints on both sides: what begins, begins on a new sheet."""
    writer = PdfWriter()
    for part in (cover, *letters):
        writer.append(part)
        if len(part.pages) % 2:
            writer.add_blank_page()
    writer.add_metadata({"/Title": "Letters to post"})
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
