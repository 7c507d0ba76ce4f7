"""A letter and how it went: every time it was sent, how far that has come, why it failed, and who moved it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from opennrm.notifications.kinds import Channel, LetterKind, State, standing_of
from opennrm.notifications.letters import FORMS
from opennrm.notifications.models import Letter, Message


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One time that a letter was sent, or waits to be: no name of whom it is for, no address."""

    channel: str
    standing: str
    because: str
    stopped_because: str
    created_at: datetime
    sent_at: datetime | None
    sent_by: str
    attempts: int
    last_error: str
    in_batch: bool


@dataclass(frozen=True, slots=True)
class LetterRead:
    """A letter of a case, with its deliveries in order; `organisation` is empty for a letter to a person."""

    id: UUID
    kind: str
    title: str
    historic_code: str
    audience: str
    organisation_id: UUID | None
    organisation: str
    written_at: datetime
    written_by: str
    deliveries: tuple[DeliveryRow, ...]


def letter_with_deliveries(letter_id: UUID, reference: str) -> LetterRead | None:
    """A letter, if it belongs to this case, for a face that has itself asked who may see the case."""
    letter = (
        Letter.objects.select_related("organisation", "written_by")
        .filter(id=letter_id, case_reference=reference)
        .first()
    )
    if letter is None:
        return None
    kind = LetterKind(letter.kind)
    messages = Message.objects.select_related("sent_by").filter(letter=letter).order_by("number")
    return LetterRead(
        id=letter.id,
        kind=letter.kind,
        title=FORMS[kind].title,
        historic_code=kind.historic_code,
        audience=letter.audience,
        organisation_id=letter.organisation_id,
        organisation=letter.organisation.name if letter.organisation else "",
        written_at=letter.written_at,
        written_by=letter.written_by.name if letter.written_by else "",
        deliveries=tuple(_delivery(message) for message in messages),
    )


def _delivery(message: Message) -> DeliveryRow:
    return DeliveryRow(
        channel=message.channel,
        standing=standing_of(State(message.state), Channel(message.channel)).value,
        because=message.because,
        stopped_because=message.stopped_because,
        created_at=message.created_at,
        sent_at=message.sent_at,
        sent_by=message.sent_by.name if message.sent_by else "",
        attempts=message.attempts,
        last_error=message.last_error,
        in_batch=message.batch_id is not None,
    )
