"""Marking parts of a record: the list of its pieces, and a piece with its sentences to tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.disclosure.actions.marking import lift_mark, mark_piece, piece_named
from opennrm.disclosure.gathering import hash_of_piece, record_of_case
from opennrm.disclosure.pieces import SECTIONS
from opennrm.disclosure.queries import MarkRead, marks_by_piece, marks_of
from opennrm.mechanism.redaction import Mark, Piece, Span, sentences, without_spans
from opennrm.partners.access import NotYours
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.seeing import seen
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.marks import MARKS, WHOSE, WHOSE_HINT, WORDS
from opennrm.web.tokens import token_again, token_in

HIDDEN = "[Hidden: it could tell where somebody is safe, and is held back by rule]"


@page(needs=Permission.MARK_RECORDS)
def every(request: SignedInRequest, reference: str) -> HttpResponse:
    """The pieces of a record by section, each with its marks."""
    read = seen(request, reference, Permission.MARK_RECORDS)
    marks = marks_by_piece(marks_of(read.id))
    pieces = list(record_of_case(read, request.actor).pieces)
    pieces.sort(key=lambda piece: list(SECTIONS).index(piece.section))
    shown = {
        "reference": reference,
        "sections": [
            {"title": SECTIONS[section], "rows": [_row(reference, piece, marks.get(piece.key, [])) for piece in found]}
            for section, found in groupby(pieces, key=lambda piece: piece.section)
        ],
    }
    return render(request, "disclosure/marks.html", shown)


@page(needs=Permission.MARK_RECORDS, of_several=("sentence",))
def piece(request: SignedInRequest, reference: str, piece: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """One piece: what it says, what is marked in it, and the form that marks."""
    read = seen(request, reference, Permission.MARK_RECORDS)
    found = piece_named(record_of_case(read, request.actor).pieces, piece)
    marks = marks_by_piece(marks_of(read.id)).get(found.key, [])
    fields = Fields(typed, errors)
    places = [(str(number), _readable(found, *place)) for number, place in enumerate(sentences(found.text))]
    shown = {
        "reference": reference,
        "title": found.title,
        "text": _readable(found, 0, len(found.text)),
        "rows": [wording.row(what, said) for what, said in found.rows],
        "marks": [_mark_row(reference, found, mark) for mark in marks],
        "errors": errors,
        "token": token_again(typed),
        "fields": [
            fields.radios("mark", "Why must it be held back?", MARKS),
            fields.checkboxes(
                "whole", "How much of it?", [("yes", "The whole of it, its title and what stands beside it")]
            ),
            *(
                [
                    fields.checkboxes(
                        "sentence", "Or which sentences?", places, "Each is held back from its first letter."
                    )
                ]
                if places
                else []
            ),
            fields.line("about", WHOSE, WHOSE_HINT),
        ],
    }
    return render(request, "disclosure/piece.html", shown)


@piece.post
def piece_post(request: SignedInRequest, reference: str, piece: str) -> HttpResponse:
    """Mark it."""
    chosen = request.POST.getlist("sentence")
    mark_piece(
        reference,
        piece,
        mark=request.POST.get("mark", ""),
        whole=request.POST.get("whole") == "yes",
        sentences_chosen=[int(each) if each.isascii() and each.isdigit() and len(each) < 7 else -1 for each in chosen],
        about=request.POST.get("about", ""),
        by=request.actor,
        at=request.at,
        token=token_in(request.POST),
    )
    return redirect("mark_piece", reference=reference, piece=piece)


@page(needs=Permission.MARK_RECORDS)
def lift(
    request: SignedInRequest, reference: str, piece: str, mark_id: UUID, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """Ask once more before a mark is taken away."""
    read = seen(request, reference, Permission.MARK_RECORDS)
    mark = next((each for each in marks_of(read.id) if each.id == mark_id and each.marked.key == piece), None)
    if mark is None:
        raise NotYours
    shown = {
        "reference": reference,
        "title": "Take the mark away",
        "back_to": reverse("mark_piece", kwargs={"reference": reference, "piece": piece}),
        "lines": (f"{WORDS[mark.marked.mark]}. Marked {wording.moment(mark.marked_at)} by {mark.marked_by}.",),
        "errors": errors,
        "fields": [],
        "button": "Take it away",
    }
    return render(request, "cases/form.html", shown)


@lift.post
def lift_post(request: SignedInRequest, reference: str, piece: str, mark_id: UUID) -> HttpResponse:
    """Take it away."""
    lift_mark(reference, mark_id, by=request.actor, at=request.at)
    return redirect("mark_piece", reference=reference, piece=piece)


def _readable(piece: Piece, start: int, end: int) -> str:
    """A stretch of a piece's text, without what tells where somebody is safe: nobody has to mark that, so nobody reads
    it here. It is asked for on the page of the case."""
    ruled = [each for each in piece.ruled if each.mark is Mark.SAFE_ADDRESS]
    if start == end:
        return ""
    if any(each.start is None for each in ruled):
        return HIDDEN
    spans = [Span(each.start or 0, each.end or 0, each.mark, HIDDEN) for each in ruled]
    within = [replace(span, start=max(span.start - start, 0), end=min(span.end, end) - start) for span in spans]
    return without_spans(piece.text[start:end], [span for span in within if span.start < span.end])[0]


def _row(reference: str, piece: Piece, marks: Sequence[MarkRead]) -> dict[str, Any]:
    by_rule = [f"{wording.code(each.mark)}, by rule" for each in piece.ruled]
    return {
        "href": reverse("mark_piece", kwargs={"reference": reference, "piece": piece.key}),
        "title": piece.title,
        "on": wording.short_day(piece.on, ""),
        "marks": ", ".join(dict.fromkeys([*by_rule, *(wording.code(mark.marked.mark) for mark in marks)])),
    }


def _mark_row(reference: str, piece: Piece, mark: MarkRead) -> dict[str, Any]:
    marked = mark.marked
    what = "The whole of it" if marked.start is None else _readable(piece, marked.start, marked.end or 0)
    if marked.text_hash != hash_of_piece(piece):
        what = "The text has changed since, so the whole of it is held back"
    href = {"reference": reference, "piece": piece.key, "mark_id": mark.id}
    return {
        "why": WORDS[marked.mark],
        "what": what,
        "about": ", ".join(marked.about),
        "by": f"{mark.marked_by}, {wording.moment(mark.marked_at)}",
        "lift_href": reverse("lift_mark", kwargs=href),
    }
