"""Reading letters and what waits to leave, for faces that have themselves asked who may see the case."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, QuerySet

from opennrm.audit.asking import as_the_house
from opennrm.notifications.kinds import BY_MACHINE, Audience, Channel, LetterKind, Standing, State, standing_of
from opennrm.notifications.letters import FORMS, render_letter
from opennrm.notifications.models import Letter, Message
from opennrm.vault.together import Reading, Rows

Cases = QuerySet[Any, str] | Collection[str]
"""References of cases: as a list, or as a query that is asked as part of another."""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter in a list: no name, no address."""

    id: UUID
    kind: str
    title: str
    audience: str
    channel: str
    written_at: datetime
    standing: str
    sent_at: datetime | None
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of the outbox has come how far, and since when the oldest has stood there."""

    standing: str
    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class DeadRow:
    """Something that could not be delivered and waits for a person."""

    id: UUID
    title: str
    reference: str
    channel: str
    created_at: datetime
    attempts: int
    last_error: str


def letters_of(reference: str) -> list[LetterRow]:
    """The letters of a case in the order they were written, each with how far it has come."""
    return letters_reading(reference).alone()


def letters_reading(reference: str) -> Reading[list[LetterRow]]:
    """The same, to be read together with something else."""
    rows = Message.objects.filter(letter__case_reference=reference).order_by("number")
    columns = ("letter_id", "letter__kind", "letter__audience", "letter__written_at", "channel", "state", "sent_at")
    return Reading(rows.values_list(*columns), _letter_rows)


def _letter_rows(found: Rows) -> list[LetterRow]:
    """A row each time a letter was sent; each but the first says that it was sent again."""
    seen: set[UUID] = set()
    rows = []
    for columns in found:
        rows.append(_letter_row(*columns, is_again=columns[0] in seen))
        seen.add(columns[0])
    return rows


def _letter_row(
    id_: UUID,
    kind: str,
    audience: str,
    written_at: datetime,
    channel: str,
    state: str,
    sent_at: datetime | None,
    *,
    is_again: bool,
) -> LetterRow:
    return LetterRow(
        id=id_,
        kind=kind,
        title=FORMS[LetterKind(kind)].title,
        audience=audience,
        channel=channel,
        written_at=written_at,
        standing=standing_of(State(state), Channel(channel)).value,
        sent_at=sent_at,
        is_again=is_again,
    )


def contents_of_letters(reference: str) -> dict[UUID, dict[str, Any]]:
    """What was filled into each letter of a case, by the letter's id."""
    return dict(Letter.objects.filter(case_reference=reference).values_list("id", "content"))


def letters_to_referrer(reference: str) -> list[LetterRow]:
    """What who referred may open: the notices to them, and letters that they hand over; each letter once.

    What counts is how a letter was sent last, for that is what is printed. Once it goes another way, or was stopped,
    it is theirs no longer: it may bear an address that they do not know.
    """
    newest = {row.id: row for row in letters_of(reference)}
    return [row for row in newest.values() if _is_to_referrer(row) or _is_to_hand_over(row)]


def _is_to_hand_over(row: LetterRow) -> bool:
    return row.channel == Channel.HAND_OVER.value and row.standing != Standing.ENDED.value


def _is_to_referrer(row: LetterRow) -> bool:
    """Other agencies' letters lie in the portal too, and are none of theirs."""
    return row.channel == Channel.PORTAL.value and row.audience == Audience.FIRST_RESPONDER.value


def letter_of_case(letter_id: UUID, reference: str) -> LetterRow | None:
    """A letter, if it belongs to this case."""
    return next((row for row in letters_of(reference) if row.id == letter_id), None)


@dataclass(frozen=True, slots=True)
class LetterToUs:
    """A letter in the list of an organisation: what it is and about which reference, and never whom."""

    number: int
    id: UUID
    kind: str
    title: str
    reference: str
    written_at: datetime


def letters_to(organisation_id: UUID, *, before: int | None = None, limit: int = 50) -> list[LetterToUs]:
    """The letters that lie in the portal for an organisation, the newest first; `before` is a number of this list."""
    rows = Message.objects.filter(letter__organisation_id=organisation_id, channel=Channel.PORTAL.value)
    if before is not None:
        rows = rows.filter(number__lt=before)
    columns = ("number", "letter_id", "letter__kind", "letter__case_reference", "letter__written_at")
    return [
        LetterToUs(number, id_, kind, FORMS[LetterKind(kind)].title, reference, written_at)
        for number, id_, kind, reference, written_at in rows.order_by("-number").values_list(*columns)[:limit]
    ]


def letter_to(organisation_id: UUID, letter_id: UUID) -> LetterToUs | None:
    """A letter, if it lies in the portal for this organisation."""
    row = Message.objects.filter(letter_id=letter_id, letter__organisation_id=organisation_id).values_list(
        "number", "letter__kind", "letter__case_reference", "letter__written_at"
    )
    found = row.filter(channel=Channel.PORTAL.value).first()
    if found is None:
        return None
    number, kind, reference, written_at = found
    return LetterToUs(number, letter_id, kind, FORMS[LetterKind(kind)].title, reference, written_at)


def pdf_of_letter(letter_id: UUID) -> bytes:
    """The letter as PDF, as it was sent last, made from what was frozen at its writing: the same bytes each time."""
    return pdf_of_message(Message.objects.select_related("letter").filter(letter_id=letter_id).latest("number"))


def pdf_of_message(message: Message) -> bytes:
    """The letter that a message carries, with the address that this message carries it to.

    Raises `CannotBePrinted`, `MissingGap`; and `ValueError` for an e-mail, which carries none.
    """
    letter = message.letter
    if letter is None:
        raise ValueError("An e-mail carries no letter.")
    kind, audience = LetterKind(letter.kind), Audience(letter.audience)
    said = {**letter.content, "addressee_lines": message.addressee} if message.addressee else letter.content
    return render_letter(kind, audience, said, template_version=letter.template_version)


@as_the_house()  # counts and ages, for who sees to delivery
def outbox(*, but: Cases) -> list[Waiting]:
    """How far everything has come, one row for each standing; `oldest` is None where there is nothing.

    Not counted are letters of the cases `but`, given by their references: a count would tell of a restricted one.
    """
    counted: dict[Standing, tuple[int, datetime]] = {}
    shown = Message.objects.exclude(letter__case_reference__in=but)
    for row in shown.values("state", "channel").annotate(count=Count("number"), oldest=Min("created_at")):
        standing = standing_of(State(row["state"]), Channel(row["channel"]))
        count, oldest = counted.get(standing, (0, row["oldest"]))
        counted[standing] = count + row["count"], min(oldest, row["oldest"])
    return [Waiting(standing.value, *counted.get(standing, (0, None))) for standing in Standing]


@as_the_house()  # one moment, for a machine that asks how the house is
def oldest_waiting() -> datetime | None:
    """When what has waited longest to leave by itself was written; None where nothing waits."""
    rows = Message.objects.filter(state=State.WAITING.value, channel__in=[way.value for way in BY_MACHINE])
    found: datetime | None = rows.filter(batch__isnull=True).aggregate(oldest=Min("created_at"))["oldest"]
    return found


def dead_letters(cases: Cases, limit: int = 100) -> list[DeadRow]:
    """The letters of these cases, given by their references, that could not be delivered, the oldest first."""
    dead = Message.objects.select_related("letter").filter(state=State.DEAD.value, letter__case_reference__in=cases)
    return [
        DeadRow(
            id=row.id,
            title=FORMS[LetterKind(row.letter.kind)].title,
            reference=row.letter.case_reference,
            channel=row.channel,
            created_at=row.created_at,
            attempts=row.attempts,
            last_error=row.last_error,
        )
        for row in dead.order_by("created_at")[:limit]
        if row.letter is not None
    ]
