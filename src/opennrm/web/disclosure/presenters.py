"""What the pages of disclosures show, made without a browser or a database."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse

from opennrm.disclosure.pieces import SECTIONS
from opennrm.disclosure.queries import DisclosureRead, LetIn, MarkRead
from opennrm.mechanism.disclosing import DisclosureState, Purpose, basis_named, refusal_to_check, refusal_to_drop
from opennrm.mechanism.disclosing_files import FileChoice
from opennrm.mechanism.redaction import Mark
from opennrm.partners.roles import Permission
from opennrm.retention.queries import HoldRead
from opennrm.web import wording
from opennrm.web.marks import WORDS

PURPOSES = (
    (Purpose.SUBJECT_ACCESS.value, "For the person, who asked for their data"),
    (Purpose.COURT.value, "For a court or tribunal, or for lawyers in a case before one"),
    (Purpose.POLICE.value, "For the police or the prosecution"),
)
STATES = {
    DisclosureState.PREPARED: "What is held back is to be decided",
    DisclosureState.DECIDED: "A second person is to release it",
    DisclosureState.RETURNED: "The second person returned it",
    DisclosureState.RELEASED: "Released",
    DisclosureState.DROPPED: "Given up",
}


def marks_in(codes: Iterable[str]) -> list[str]:
    """Those of these codes that are marks."""
    return [code for code in codes if code in set(Mark)]


def disclosure_row(reference: str, found: DisclosureRead) -> dict[str, str]:
    """A disclosure in the list of a case."""
    return {
        "number": str(found.number),
        "href": reverse("disclosure", kwargs={"reference": reference, "disclosure_id": found.id}),
        "purpose": dict(PURPOSES)[found.purpose],
        "recipient": found.recipient,
        "basis": basis_named(found.basis).words,
        "state": STATES[DisclosureState(found.state)],
        "when": wording.moment(found.checked_at or found.prepared_at),
        "file_hash": found.file_hash,
    }


def hold_row(reference: str, hold: HoldRead) -> dict[str, str]:
    """A hold of the record, and where it is ended while it holds."""
    parts = {"reference": reference, "hold_id": hold.id}
    ended = f"{wording.moment(hold.ended_at)}, {hold.ended_by}: {hold.ended_because}" if hold.ended_at else ""
    return {
        "because": hold.because,
        "placed": f"{wording.moment(hold.placed_at)}, {hold.placed_by}",
        "review_on": wording.day(hold.review_on),
        "ended": ended,
        "end_href": "" if hold.ended_at else reverse("end_hold", kwargs=parts),
    }


def about(found: DisclosureRead) -> list[dict[str, Any]]:
    """For whom it is, on what basis, what it covers, and who did what about it."""
    basis = basis_named(found.basis)
    rows = [
        wording.row("Stands at", STATES[DisclosureState(found.state)]),
        wording.row("For", dict(PURPOSES)[found.purpose]),
        wording.row("Who receives it", found.recipient),
        wording.row("Basis", basis.words, f"{basis.law} (our reading of the law, which nobody has verified)"),
        wording.row("Parts", *(SECTIONS[section] for section in found.sections)),
    ]
    if found.basis_words:
        rows.append(wording.row("What the request says", *found.basis_words.splitlines()))
    if found.from_on or found.until_on:
        covers = f"{wording.day(found.from_on, 'the beginning')} until {wording.day(found.until_on, 'now')}"
        rows.append(wording.row("Covers", f"From {covers}"))
    rows.append(wording.row("Begun", f"{wording.moment(found.prepared_at)} by {found.prepared_by}"))
    if found.decided_at:
        held = [WORDS[Mark(code)] for code in found.held_back] or ["Nothing"]
        rows.append(wording.row("Held back", *held))
        rows.append(wording.row("Decided", f"{wording.moment(found.decided_at)} by {found.decided_by}"))
    rows += _with_a_reason(found)
    if found.checked_at:
        rows.append(wording.row("Second person", f"{wording.moment(found.checked_at)}: {found.checked_by}"))
    if found.remark:
        said = "What they wrote" if found.checked_at else "Why it came back"
        rows.append(wording.row(said, *found.remark.splitlines()))
    if found.file_hash:
        rows.append(wording.row("Fingerprint of the file (SHA-256)", found.file_hash))
    return rows


def _with_a_reason(found: DisclosureRead) -> list[dict[str, Any]]:
    """What was decided against the rule, and why: the second person reads it."""
    rows = []
    if found.lifted:
        rows.append(wording.row("Where the person is safe is given", *found.lifted_because.splitlines()))
    if found.originals_because:
        rows.append(wording.row("Originals of files are given", *found.originals_because.splitlines()))
    if found.let_in:
        rows.append(wording.row("A notification that could not be matched was let in", *let_in_lines(found.let_in)))
    return rows


def let_in_lines(let_in: LetIn | None) -> list[str]:
    """Who let a notification in, when, and by what they know it; no line where nobody did."""
    return [f"{wording.moment(let_in.at)} by {let_in.by}", *let_in.because.splitlines()] if let_in else []


def disclosure_page(reference: str, found: DisclosureRead, may: Collection[Permission], who: UUID) -> dict[str, Any]:
    """The page of a disclosure, with what this person can do next."""
    return {
        "reference": reference,
        "number": found.number,
        "rows": about(found),
        "steps": [_step(reference, found, *step) for step in _steps(found, may, who)],
        "sections": (found.content or {}).get("sections", []),
        "withheld": [withheld_row(each) for each in found.withheld or []],
    }


NO_COPY = "No copy can be made of it"


def withheld_row(withheld: dict[str, Any]) -> dict[str, str]:
    """A line of the list of what was held back."""
    start, end = withheld["start"], withheld["end"]
    return {
        "title": withheld["title"],
        "section": withheld["section"],
        "why": NO_COPY if withheld["mark"] == FileChoice.NO_COPY else WORDS[Mark(withheld["mark"])],
        "what": "The whole of it" if start is None else f"{end - start} characters from {start + 1}",
    }


def orphan_row(reference: str, mark: MarkRead) -> dict[str, str]:
    """A mark whose piece is gone or says something else, with the page on which it is taken away."""
    href = {"reference": reference, "piece": mark.marked.key, "mark_id": mark.id}
    return {
        "why": WORDS[mark.marked.mark],
        "by": f"{mark.marked_by}, {wording.moment(mark.marked_at)}",
        "about": ", ".join(mark.marked.about),
        "lift_href": reverse("lift_mark", kwargs=href),
    }


def _steps(found: DisclosureRead, may: Collection[Permission], who: UUID) -> list[tuple[str, str, str]]:
    state = DisclosureState(found.state)
    steps = []
    if Permission.PREPARE_DISCLOSURES in may:
        if state in (DisclosureState.PREPARED, DisclosureState.RETURNED):
            steps.append(("Decide what is held back", "decide_redaction", ""))
        if state is DisclosureState.RELEASED:
            steps.append(("Take the file out", "take_disclosure", ""))
        if not refusal_to_drop(state, was_taken=found.taken_at is not None):
            steps.append(("Give it up", "drop_disclosure", "govuk-button--secondary"))
    if Permission.RELEASE_DISCLOSURES in may and not refusal_to_check(
        state, worked_on_it=found.worked_on_it, by=str(who)
    ):
        steps.insert(0, ("Read and release it", "release_disclosure", ""))
    return steps


def _step(reference: str, found: DisclosureRead, text: str, name: str, classes: str) -> dict[str, str]:
    href = reverse(name, kwargs={"reference": reference, "disclosure_id": found.id})
    return {"text": text, "href": href, "classes": classes}
