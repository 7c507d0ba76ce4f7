"""Every piece of a person's record, from all rooms, as it can be marked and given. Nobody's name at work stands in it.

Each kind of piece says what of it may be told, by name; what a room adds later is not given until it is named here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from opennrm.cases.dossier import WholeCase
from opennrm.cases.handing_over import HandOverRead
from opennrm.cases.notes import NoteRead
from opennrm.cases.partner_messages import MessageRead, Side
from opennrm.cases.queries import ClockRead, DecisionRead
from opennrm.cases.tasks import TaskRead
from opennrm.disclosure.safe_addresses import WHOLE, is_safe_address
from opennrm.mechanism.calendar import in_words
from opennrm.mechanism.redaction import Mark, Piece, Ruled, as_written
from opennrm.questions.frozen import catalogue_from_data
from opennrm.questions.question import Kind
from opennrm.questions.summary import sections as sections_of_answers
from opennrm.questions.whereabouts import STAFF_ANSWERS, whereabouts_of
from opennrm.referrals.queries import ConsentRow, SafeWay

SECTIONS: dict[str, str] = {
    "case": "Where the case stands",
    "referral": "What the referral says",
    "consents": "Consents",
    "safe_ways": "Where it is safe to write",
    "notifications": "Notifications that name the person",
    "decisions": "Decisions",
    "evidence": "Evidence",
    "files": "Files",
    "between": "What was asked, answered and recorded on the way",
    "letters": "Letters",
    "notes": "Notes, tasks and hand-overs",
    "parties": "Who has a part in the case",
    "clocks": "Clocks",
    "timeline": "What happened",
    "looks": "Who looked at the record",
}
"""The parts of a record that can be chosen, in the order in which they are given."""


@dataclass(frozen=True, slots=True)
class KeptRows:
    """Rows by their ids, those that ended too, each with the moment of that."""

    consents: Mapping[int, tuple[ConsentRow, datetime | None]]
    safe_ways: Mapping[UUID, tuple[SafeWay, datetime | None]]
    clocks: Mapping[int, ClockRead]


def pieces_of_case(whole: WholeCase, kept: KeptRows) -> Iterator[Piece]:
    """What lies in the case itself and in its referral. Keys are ids of rows: what is numbered can move."""
    yield _state(whole)
    yield from _answers(whole)
    for id_, (consent, ended_at) in kept.consents.items():
        yield _consent(f"consent:{id_}", consent, ended_at)
    for way_id, (way, ended_at) in kept.safe_ways.items():
        yield _safe_way(f"safe_way:{way_id}", way, ended_at)
    for decision in whole.decisions:
        yield from _decision(decision)
    for evidence in whole.evidence:
        on = day_of(evidence.added_at)
        title = f"Evidence: {in_plain_words(evidence.kind)}"
        rows = (("From", evidence.source), ("Added", in_words(on)))
        yield piece_of(f"evidence:{evidence.id}", "evidence", title, *rows, text=evidence.text, on=on)
    for party in whole.parties:
        parts = "\n".join(in_plain_words(part) for part in party.parts)
        yield piece_of(f"party:{party.organisation_id}", "parties", party.organisation, ("Part", parts))
    for clock_id, clock in kept.clocks.items():
        yield _clock(f"clock:{clock_id}", clock)


def _state(whole: WholeCase) -> Piece:
    case, paper = whole.case, whole.referral.paper
    rows = (
        ("Person", whole.referral.name), ("Stands at", in_plain_words(case.stage)),
        ("Treated as", in_plain_words(case.kind)), ("Received", case.received_on),
        ("Written down on paper", paper.written_on if paper else None),
        ("Referred by", case.referred_by), ("Flags", ", ".join(flag.words for flag in whole.flags)),
    )  # fmt: skip
    return piece_of("case:state", "case", f"Case {case.reference}", *rows)


def _answers(whole: WholeCase) -> Iterator[Piece]:
    catalogue = catalogue_from_data(whole.referral.catalogue)
    asked = [placed.question for placed in catalogue.placed]
    safe = {question.key for question in asked if is_safe_address(question.kind, question.key)}
    safe |= {question.key for question in asked if question.kind is Kind.ENTRIES and whereabouts_of(question)}
    for section in sections_of_answers(catalogue, whole.referral.answers):
        for row in section.rows:
            if row.question_key not in STAFF_ANSWERS:
                text, title = "\n".join(row.value_lines), f"{section.title}: {row.label}"
                ruled = ruled_answer(row.question_key, is_safe=row.question_key in safe)
                yield piece_of(f"answer:{row.question_key}", "referral", title, text=text, ruled=ruled)


def ruled_answer(key: str, *, is_safe: bool) -> tuple[Ruled, ...]:
    """The marks that an answer has by rule: it tells where the person is safe, or what they asked not to share."""
    return (Ruled(Mark.NOT_SHARED),) if key == "sharing_limits" else WHOLE if is_safe else ()


def _safe_way(key: str, way: SafeWay, ended_at: datetime | None) -> Piece:
    rows = (
        ("By", in_plain_words(way.channel)), ("Confirmed as safe", "Yes" if way.confirmed_safe else "No"),
        ("Ended", day_of(ended_at) if ended_at else None),
    )  # fmt: skip
    text = "\n".join([way.addressee, *way.lines]).strip()
    title = f"To the {in_plain_words(way.audience).lower()}"
    return piece_of(key, "safe_ways", title, *rows, text=text, ruled=WHOLE)


def _consent(key: str, consent: ConsentRow, ended_at: datetime | None) -> Piece:
    rows = (
        ("Given", "Yes" if consent.given else "No"), ("How", in_plain_words(consent.how_given)),
        ("On", consent.given_on), ("Explained in", consent.explained_in),
        ("Interpreter", in_plain_words(consent.interpreter)), ("Ended", day_of(ended_at) if ended_at else None),
    )  # fmt: skip
    title = f"Consent: {in_plain_words(consent.scope)}"
    return piece_of(key, "consents", title, *rows, on=consent.given_on)


def _decision(decision: DecisionRead) -> Iterator[Piece]:
    rows = (
        ("Outcome", in_plain_words(decision.outcome)), ("State", in_plain_words(decision.state)),
        ("Standard", in_plain_words(decision.standard)), ("Guidance", decision.guidance_title),
        ("Served", day_of(decision.served_at) if decision.served_at else "Not served"),
    )  # fmt: skip
    on = day_of(decision.written_at)
    title = f"Decision: {in_plain_words(decision.kind)}"
    yield piece_of(f"decision:{decision.id}", "decisions", title, *rows, text=decision.reasons, on=on)
    for number, check in enumerate(decision.checks, start=1):
        if check.remark:
            key = f"check:{decision.id}.{number}"
            yield piece_of(
                key, "decisions", "What the second officer wrote", text=check.remark, on=day_of(check.checked_at)
            )


def _clock(key: str, clock: ClockRead) -> Piece:
    due = in_words(clock.due_on) if clock.due_on else "No limit"
    rows = (
        ("Kind", in_plain_words(clock.kind)),
        ("Began", clock.starts_on),
        ("Due", due),
        ("Ended", in_plain_words(clock.ended_because)),
    )
    return piece_of(key, "clocks", in_plain_words(clock.rule), *rows, text=clock.explanation, on=clock.starts_on)


def pieces_of_work(
    notes: Iterable[NoteRead],
    tasks: Iterable[TaskRead],
    hand_overs: Iterable[HandOverRead],
    messages: Iterable[MessageRead] = (),
) -> Iterator[Piece]:
    """What colleagues wrote to each other: disclosable like everything else that names the person."""
    for note in notes:
        yield piece_of(f"note:{note.id}", "notes", "Note", text=note.text, on=day_of(note.written_at))
    for task in tasks:
        yield piece_of(
            f"task:{task.id}", "notes", "Task", ("Due", task.due_on), text=task.title, on=day_of(task.added_at)
        )
    for number, each in enumerate(hand_overs, start=1):
        yield piece_of(f"hand_over:{number}", "notes", "Hand-over", text=each.note, on=day_of(each.handed_over_at))
    for message in messages:
        whose = ("From", "the authority" if message.side == Side.AUTHORITY else "who referred")
        yield piece_of(
            f"message:{message.id}", "notes", "Message", whose, text=message.text, on=day_of(message.written_at)
        )


def in_scope(
    pieces: Iterable[Piece],
    sections: Sequence[str],
    from_on: date | None,
    until_on: date | None,
    events: Collection[str],
) -> list[Piece]:
    """The pieces of these sections, in their order; one that has a day counts only between the two days.

    Of what happened only these kinds of events are in it.
    """
    order = list(SECTIONS)
    chosen = [
        piece
        for piece in pieces
        if piece.section in sections
        and (not piece.event or piece.event in events)
        and (
            piece.on is None
            or ((from_on is None or from_on <= piece.on) and (until_on is None or piece.on <= until_on))
        )
    ]
    return sorted(chosen, key=lambda piece: order.index(piece.section))


def piece_of(
    key: str,
    section: str,
    title: str,
    *rows: tuple[str, object],
    text: str = "",
    on: date | None = None,
    ruled: tuple[Ruled, ...] = (),
    event: str = "",
) -> Piece:
    """A piece of these rows, those left out that say nothing, in the one spelling that marks count in."""
    said = tuple((what, as_written(_said(value))) for what, value in rows if value not in (None, "", []))
    return Piece(key, section, as_written(title), said, as_written(text), on, ruled, event)


def _said(value: object) -> str:
    return in_words(value) if isinstance(value, date) else str(value)


def in_plain_words(code: str) -> str:
    """A code as words."""
    return str(code).replace("_", " ").capitalize()


def day_of(moment: Any) -> date:
    """The day of a moment, in London."""
    return timezone.localtime(moment).date()
