"""What a dossier prints of what lies beside evidence and decisions: who has a part in the case, and what was said,
asked, answered and allowed on its way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from opennrm.cases.parties import PartyRead
from opennrm.cases.second_stage import SecondStage
from opennrm.cases.wishes import WishRead
from opennrm.mechanism.calendar import in_words

Entry = dict[str, Any]


def parts_of_dossier(
    second_stage: SecondStage, parties: Sequence[PartyRead], wishes: Sequence[WishRead]
) -> list[dict[str, Any]]:
    """Chapters, each a title and its entries: a heading, and rows of what and said. A chapter of nothing says so."""
    parts = [[party.organisation, "\n".join(_words(part) for part in party.parts)] for party in parties]
    return [
        _chapter("Who has a part in the case", [{"title": "Organisations", "rows": parts}] if parts else []),
        _chapter("Consultations", [_consultation(each) for each in second_stage.consultations]),
        _chapter("Requests for information", [_request(each) for each in second_stage.requests]),
        _chapter("Representations about recovery", [_representation(each) for each in second_stage.representations]),
        _chapter("Extensions of recovery", [_extension(each) for each in second_stage.extensions]),
        _chapter("Reviews of recovery", [_review(each) for each in second_stage.reviews]),
        _chapter("Leave to cross a bar", [_override(each) for each in second_stage.overrides]),
        _chapter("Requests to reconsider", [_reconsideration(each) for each in second_stage.reconsiderations]),
        _chapter("Leave to stay", [_leave(each) for each in second_stage.leaves]),
        _chapter("Disqualification", [_disqualification(each) for each in second_stage.disqualifications]),
        _chapter("What the person wished", [_wish(each) for each in wishes]),
    ]


def _chapter(title: str, entries: list[Entry]) -> dict[str, Any]:
    return {"title": title, "entries": entries}


def _entry(title: str, *rows: tuple[str, object]) -> Entry:
    """An entry without the rows that say nothing."""
    return {"title": title, "rows": [[what, _said(said)] for what, said in rows if said not in (None, "", [])]}


def _said(value: object) -> str:
    return in_words(value) if isinstance(value, date) else str(value)


def _words(code: str) -> str:
    return str(code).replace("_", " ").capitalize()


def _all(codes: Sequence[str]) -> str:
    return ", ".join(code.replace("_", " ") for code in codes).capitalize()


def _consultation(each: Any) -> Entry:
    return _entry(
        f"{_words(each.with_whom)}, for the {each.purpose.replace('_', ' ')}",
        ("On", each.consulted_on),
        ("What they said", each.said if each.took_part else "They have no part in the case"),
        ("Recorded by", each.recorded_by),
    )


def _request(each: Any) -> Entry:
    waits = "The case was returned for it" if each.case_waits else "Beside the case"
    return _entry(
        each.agency,
        ("About", _all(each.topics)),
        ("What was asked", each.words),
        ("How", waits),
        ("Asked on", each.asked_on),
        ("Asked by", each.asked_by),
        ("To be answered by", each.due_on),
        ("Chased", f"{each.chased} times" if each.chased else ""),
        ("What became of it", _words(each.answer) if each.answer else "" if each.closed_on else "It waits"),
        ("Answered on", each.answered_on),
        ("Answer", each.answered_with or each.remark),
        ("Closed without an answer on", each.closed_on),
    )


def _representation(each: Any) -> Entry:
    return _entry(
        f"From the {each.source.replace('_', ' ')}",
        ("Received on", each.received_on),
        ("What they put", each.text),
        ("What it led to", _words(each.outcome) if each.outcome else "Not answered yet"),
        ("Answer", each.answer),
        ("Answered by", each.answered_by),
    )


def _extension(each: Any) -> Entry:
    return _entry(
        f"By {each.by_days} days, until {in_words(each.until)}",
        ("Why", _words(each.reason)),
        ("In words", each.words),
        ("Extended by", each.extended_by),
    )


def _review(each: Any) -> Entry:
    return _entry(_words(each.outcome), ("In words", each.words), ("Reviewed by", each.reviewed_by))


def _leave(each: Any) -> Entry:
    return _entry(
        _words(each.outcome),
        ("Decided on", each.decided_on),
        ("Until", each.until),
        ("Told by", _words(each.told_by)),
        ("Told on", each.told_on),
        ("In words", each.words),
        ("Recorded by", each.recorded_by),
    )


def _override(each: Any) -> Entry:
    return _entry(
        _words(each.rule),
        ("The bar ends on", each.due_on),
        ("Why", _words(each.reason)),
        ("In words", each.words),
        ("Allowed by", each.overridden_by),
    )


def _reconsideration(each: Any) -> Entry:
    return _entry(
        f"{_words(each.decision)}, asked for by the {each.requester.replace('_', ' ')}",
        ("Requested on", each.requested_on),
        ("Grounds", _all(each.grounds)),
        ("What the request says", each.words),
        ("State", _words(each.state)),
        ("Why", _words(each.reason) if each.reason else ""),
        ("Answer", each.answer),
        ("Answered by", each.answered_by),
    )


def _wish(each: WishRead) -> Entry:
    return _entry(
        f"To {each.wish}",
        ("How", _words(each.way)),
        ("On", each.said_on),
        ("Heard by", each.heard_by),
        ("Interpreter", _words(each.interpreter) if each.interpreter else ""),
        ("What was said or shows it", each.evidence),
        ("State", _words(each.state)),
        ("Recorded by", each.recorded_by),
    )


def _disqualification(each: Any) -> Entry:
    return _entry(
        f"{_words(each.outcome)}: {_words(each.ground)}",
        ("State", _words(each.state)),
        ("Evidence", each.why),
        ("Need of protection", each.need),
        ("Proposed by", each.proposed_by),
        ("Checked by", each.checked_by),
        ("Remark", each.remark),
    )
