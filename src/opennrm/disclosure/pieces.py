"""Every piece of a person's record, from all rooms, as it can be marked and given. Nobody's name at work stands in it.

Each kind of piece says what of it may be told, by name; what a room adds later is not given until it is named here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from opennrm.cases.dossier import WholeCase
from opennrm.cases.handing_over import HandOverRead
from opennrm.cases.looks import KINDS as LOOKS
from opennrm.cases.looks import LookForPerson
from opennrm.cases.notes import NoteRead
from opennrm.cases.queries import ClockRead, DecisionRead
from opennrm.cases.tasks import TaskRead
from opennrm.duty_to_notify.queries import NotificationRead
from opennrm.duty_to_notify.told import told_by
from opennrm.mechanism.calendar import in_words
from opennrm.mechanism.events import told
from opennrm.mechanism.redaction import Piece, as_written
from opennrm.notifications.queries import LetterRow
from opennrm.questions.frozen import catalogue_from_data
from opennrm.questions.summary import sections as sections_of_answers
from opennrm.referrals.queries import ConsentRow, SafeWay

SECTIONS: dict[str, str] = {
    "case": "Where the case stands",
    "referral": "What the referral says",
    "consents": "Consents",
    "safe_ways": "Where it is safe to write",
    "notifications": "Notifications that name the person",
    "decisions": "Decisions",
    "evidence": "Evidence",
    "between": "What was asked, answered and recorded on the way",
    "letters": "Letters",
    "notes": "Notes, tasks and hand-overs",
    "parties": "Who has a part in the case",
    "clocks": "Clocks",
    "timeline": "What happened",
    "looks": "Who looked at the record",
}
"""The parts of a record that can be chosen, in the order in which they are given."""
STAFF_ANSWERS = frozenset(
    {
        *("referrer_role", "referrer_phone", "alternative_contact_name", "alternative_contact_email"),
        *("council_contact_name", "council_phone", "council_email", "consent_explained_by", "naming_explained_by"),
    }
)
"""Answers that are about people at work: held back by rule, like every name of theirs."""


def pieces_of_case(whole: WholeCase, safe_ways: Iterable[SafeWay]) -> Iterator[Piece]:
    """What lies in the case itself and in its referral."""
    yield _state(whole)
    yield from _answers(whole)
    for number, consent in enumerate(whole.consents, start=1):
        yield _consent(number, consent)
    for number, way in enumerate(safe_ways, start=1):
        rows = (("By", in_plain_words(way.channel)), ("Confirmed as safe", "Yes" if way.confirmed_safe else "No"))
        text = "\n".join([way.addressee, *way.lines]).strip()
        title = f"To the {in_plain_words(way.audience).lower()}"
        yield piece_of(f"safe_way:{number}", "safe_ways", title, *rows, text=text)
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
    for number, clock in enumerate(whole.clocks, start=1):
        yield _clock(number, clock)


def _state(whole: WholeCase) -> Piece:
    case = whole.case
    rows = (
        ("Person", whole.referral.name), ("Stands at", in_plain_words(case.stage)),
        ("Treated as", in_plain_words(case.kind)), ("Received", case.received_on),
        ("Referred by", case.referred_by), ("Flags", ", ".join(flag.words for flag in whole.flags)),
    )  # fmt: skip
    return piece_of("case:state", "case", f"Case {case.reference}", *rows)


def _answers(whole: WholeCase) -> Iterator[Piece]:
    for section in sections_of_answers(catalogue_from_data(whole.referral.catalogue), whole.referral.answers):
        for row in section.rows:
            if row.question_key not in STAFF_ANSWERS:
                text = "\n".join(row.value_lines)
                yield piece_of(f"answer:{row.question_key}", "referral", f"{section.title}: {row.label}", text=text)


def _consent(number: int, consent: ConsentRow) -> Piece:
    rows = (
        ("Given", "Yes" if consent.given else "No"), ("How", in_plain_words(consent.how_given)),
        ("On", consent.given_on), ("Explained in", consent.explained_in),
        ("Interpreter", in_plain_words(consent.interpreter)),
    )  # fmt: skip
    title = f"Consent: {in_plain_words(consent.scope)}"
    return piece_of(f"consent:{number}", "consents", title, *rows, on=consent.given_on)


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


def _clock(number: int, clock: ClockRead) -> Piece:
    due = in_words(clock.due_on) if clock.due_on else "No limit"
    rows = (
        ("Kind", in_plain_words(clock.kind)),
        ("Began", clock.starts_on),
        ("Due", due),
        ("Ended", in_plain_words(clock.ended_because)),
    )
    return piece_of(
        f"clock:{number}", "clocks", in_plain_words(clock.rule), *rows, text=clock.explanation, on=clock.starts_on
    )


def pieces_of_work(
    notes: Iterable[NoteRead], tasks: Iterable[TaskRead], hand_overs: Iterable[HandOverRead]
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


def pieces_of_letters(letters: Iterable[LetterRow], contents: Mapping[UUID, Mapping[str, Any]]) -> Iterator[Piece]:
    """Letters, each with what was filled into it; a letter that was sent again counts once."""
    for letter in {each.id: each for each in letters}.values():
        rows = (
            ("To the", in_plain_words(letter.audience)), ("By", in_plain_words(letter.channel)),
            ("Written", day_of(letter.written_at)), ("How it went", in_plain_words(letter.standing)),
        )  # fmt: skip
        filled = ((in_plain_words(gap), ", ".join(_texts(said))) for gap, said in contents.get(letter.id, {}).items())
        text = "\n".join(f"{gap}: {said}" for gap, said in filled if said)
        yield piece_of(f"letter:{letter.id}", "letters", letter.title, *rows, text=text, on=day_of(letter.written_at))


def _texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, in its order."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
    elif value is not None:
        yield str(value)


def pieces_of_notification(read: NotificationRead) -> Iterator[Piece]:
    """A notification that names the person."""
    sent = (("Sent", read.sent_on), ("By", read.organisation))
    key = f"notification:{read.reference}"
    yield piece_of(key, "notifications", f"Notification {read.reference}", *sent, on=read.sent_on)
    for section in told_by(read):
        for number, row in enumerate(section.rows, start=1):
            part = f"{key}.{_slug(section.title)}.{number}"
            yield piece_of(part, "notifications", row.label, text="\n".join(row.lines), on=read.sent_on)


def pieces_of_history(whole: WholeCase, organisations: Mapping[str, str]) -> Iterator[Piece]:
    """What happened, by organisation and never by name, which is held back by rule; who looked is told apart."""
    nobody = dict.fromkeys(whole.names, "a member of staff")
    for event in whole.events:
        if event.kind not in LOOKS:
            who = organisations.get(str(event.by), "An organisation of the partnership") if event.by else "The system"
            rows = (("When", _moment(event.at)), ("Whose staff", who))
            title = told(event.kind, event.facts, nobody)
            yield piece_of(f"event:{event.seq}", "timeline", title, *rows, on=day_of(event.at))


def pieces_of_looks(looks: Iterable[LookForPerson]) -> Iterator[Piece]:
    """Who looked at the record, when and why: by organisation and role."""
    for number, look in enumerate(looks, start=1):
        rows = (
            ("On", look.on),
            ("Who", f"{', '.join(look.roles) or 'Somebody'}, {look.organisation}"),
            ("Why", in_plain_words(look.because)),
            ("How often", str(look.times)),
        )
        yield piece_of(f"look:{number}", "looks", f"Looked at: {in_plain_words(look.what)}", *rows, on=look.on)


def in_scope(
    pieces: Iterable[Piece], sections: Sequence[str], from_on: date | None, until_on: date | None
) -> list[Piece]:
    """The pieces of these sections, in their order; one that has a day counts only between the two days."""
    order = list(SECTIONS)
    chosen = [
        piece
        for piece in pieces
        if piece.section in sections
        and (
            piece.on is None
            or ((from_on is None or from_on <= piece.on) and (until_on is None or piece.on <= until_on))
        )
    ]
    return sorted(chosen, key=lambda piece: order.index(piece.section))


def piece_of(
    key: str, section: str, title: str, *rows: tuple[str, object], text: str = "", on: date | None = None
) -> Piece:
    """A piece of these rows, those left out that say nothing, in the one spelling that marks count in."""
    said = tuple((what, as_written(_said(value))) for what, value in rows if value not in (None, "", []))
    return Piece(key, section, as_written(title), said, as_written(text), on)


def _said(value: object) -> str:
    return in_words(value) if isinstance(value, date) else str(value)


def _slug(title: str) -> str:
    return "".join(sign if sign.isalnum() else "_" for sign in title.lower())


def in_plain_words(code: str) -> str:
    """A code as words."""
    return str(code).replace("_", " ").capitalize()


def day_of(moment: Any) -> date:
    """The day of a moment, in London."""
    return timezone.localtime(moment).date()


def _moment(value: Any) -> str:
    local = timezone.localtime(value)
    return f"{local.day} {local:%B %Y} at {local:%H:%M}"
