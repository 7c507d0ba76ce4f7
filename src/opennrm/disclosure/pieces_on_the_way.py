"""The pieces of what was asked, answered, put and allowed between the decisions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import starmap

from opennrm.cases.dossier import WholeCase
from opennrm.cases.second_stage import (
    ConsultationRead,
    DisqualificationRead,
    ExtensionRead,
    LeaveRead,
    OverrideRead,
    ReconsiderationRead,
    RepresentationRead,
    RequestRead,
    ReviewRead,
)
from opennrm.cases.wishes import WishRead
from opennrm.disclosure.pieces import day_of, in_plain_words, piece_of
from opennrm.mechanism.redaction import Piece

KEY = "between"


def pieces_on_the_way(whole: WholeCase) -> Iterator[Piece]:
    """All of them, kind by kind; what has no id is numbered in the order in which it happened, which never changes."""
    second = whole.second_stage
    for request in second.requests:
        yield from _request(request)
    for representation in second.representations:
        yield from _representation(representation)
    for number, reconsideration in enumerate(second.reconsiderations, start=1):
        yield from _reconsideration(number, reconsideration)
    yield from starmap(_consultation, enumerate(second.consultations, start=1))
    yield from starmap(_extension, enumerate(second.extensions, start=1))
    yield from starmap(_review, enumerate(second.reviews, start=1))
    yield from starmap(_override, enumerate(second.overrides, start=1))
    yield from starmap(_leave, enumerate(second.leaves, start=1))
    for number, proposal in enumerate(second.disqualifications, start=1):
        yield from _disqualification(number, proposal)
    yield from starmap(_wish, enumerate(whole.wishes, start=1))


def _consultation(number: int, each: ConsultationRead) -> Piece:
    title = f"Consulted: {in_plain_words(each.with_whom)}"
    return piece_of(f"consultation:{number}", KEY, title, text=each.said or "", on=each.consulted_on)


def _request(each: RequestRead) -> Iterator[Piece]:
    rows = (
        ("About", ", ".join(map(in_plain_words, each.topics))),
        ("To be answered by", each.due_on),
        ("Answer", in_plain_words(each.answer)),
    )
    yield piece_of(f"request:{each.id}", KEY, f"Asked: {each.agency}", *rows, text=each.words, on=each.asked_on)
    if each.remark:
        title = f"Why nothing came: {each.agency}"
        yield piece_of(f"reply:{each.id}", KEY, title, text=each.remark, on=each.answered_on)


def _representation(each: RepresentationRead) -> Iterator[Piece]:
    rows = (("Received", each.received_on), ("What it led to", in_plain_words(each.outcome)))
    title = f"Representations: {in_plain_words(each.source)}"
    yield piece_of(f"representation:{each.id}", KEY, title, *rows, text=each.text, on=each.received_on)
    if each.answer:
        on = day_of(each.answered_at) if each.answered_at else None
        yield piece_of(f"representation_answer:{each.id}", KEY, "Answer to representations", text=each.answer, on=on)


def _extension(number: int, each: ExtensionRead) -> Piece:
    rows = (("By", f"{each.by_days} days"), ("Until", each.until), ("Why", in_plain_words(each.reason)))
    on = day_of(each.extended_at)
    return piece_of(f"extension:{number}", KEY, "Recovery extended", *rows, text=each.words, on=on)


def _review(number: int, each: ReviewRead) -> Piece:
    title = f"Review: {in_plain_words(each.outcome)}"
    return piece_of(f"review:{number}", KEY, title, text=each.words or "", on=day_of(each.reviewed_at))


def _override(number: int, each: OverrideRead) -> Piece:
    rows = (("The bar ends on", each.due_on), ("Why", in_plain_words(each.reason)))
    title = f"Leave to cross a bar: {in_plain_words(each.rule)}"
    return piece_of(f"override:{number}", KEY, title, *rows, text=each.words, on=day_of(each.overridden_at))


def _leave(number: int, each: LeaveRead) -> Piece:
    told = (("Told by", in_plain_words(each.told_by)), ("Told on", each.told_on))
    rows = (*told, ("Decided on", each.decided_on), ("Until", each.until))
    title = f"Leave to stay: {in_plain_words(each.outcome)}"
    return piece_of(f"leave:{number}", KEY, title, *rows, text=each.words or "", on=each.told_on)


def _reconsideration(number: int, each: ReconsiderationRead) -> Iterator[Piece]:
    rows = (
        ("Asked by", in_plain_words(each.requester)),
        ("Grounds", ", ".join(map(in_plain_words, each.grounds))),
        ("State", in_plain_words(each.state)),
    )
    title = "Request to reconsider"
    yield piece_of(f"reconsideration:{number}", KEY, title, *rows, text=each.words, on=each.requested_on)
    if each.answer:
        on = day_of(each.answered_at) if each.answered_at else None
        title = "Answer to a request to reconsider"
        yield piece_of(f"reconsideration_answer:{number}", KEY, title, text=each.answer, on=on)


def _disqualification(number: int, each: DisqualificationRead) -> Iterator[Piece]:
    rows = (
        ("Ground", in_plain_words(each.ground)),
        ("Outcome", in_plain_words(each.outcome)),
        ("State", in_plain_words(each.state)),
    )
    on = day_of(each.proposed_at)
    yield piece_of(f"disqualification:{number}", KEY, "Disqualification: evidence", *rows, text=each.why, on=on)
    yield piece_of(f"disqualification_need:{number}", KEY, "Disqualification: protection", text=each.need, on=on)
    if each.remark:
        title, on = "Disqualification: remark", day_of(each.checked_at) if each.checked_at else on
        yield piece_of(f"disqualification_remark:{number}", KEY, title, text=each.remark, on=on)


def _wish(number: int, each: WishRead) -> Piece:
    rows = (("On", each.said_on), ("How", in_plain_words(each.way)), ("State", in_plain_words(each.state)))
    title = f"Wish: {in_plain_words(each.wish)}"
    return piece_of(f"wish:{number}", KEY, title, *rows, text=each.evidence, on=each.said_on)
