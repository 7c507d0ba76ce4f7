"""The forms of a case, drawn with what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opennrm.assurance.queries import OpinionRead
from opennrm.cases.actions.evidence import EvidenceKind
from opennrm.cases.queries import CaseRead, DecisionRead
from opennrm.mechanism.panels.deciding import PanelResult
from opennrm.mechanism.profiles.profile import ProfileVersion, SecondOfficer
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.partners.directory import Colleague
from opennrm.web import wording
from opennrm.web.cases.independent_reviews import opinion_parts
from opennrm.web.errors import PageError
from opennrm.web.form_fields import Fields, Typed
from opennrm.web.marks import AT_ENTRY, MARKS, NOTHING, WHOSE, WHOSE_HINT
from opennrm.web.tokens import token_again

QUESTIONS = {
    DecisionKind.REASONABLE_GROUNDS: (
        "Decide on reasonable grounds",
        "Are there reasonable grounds to believe that the person is a victim of modern slavery?",
        (("positive", "Yes, there are reasonable grounds"), ("negative", "No, there are not")),
    ),
    DecisionKind.CONCLUSIVE_GROUNDS: (
        "Decide on conclusive grounds",
        "On the balance of probabilities, is the person a victim of modern slavery?",
        (("positive", "Yes, there are conclusive grounds"), ("negative", "No, there are not")),
    ),
}
"""By decision: what the page is called, what it asks, and the answers."""


OF_A_PANEL = "A panel decided this: write down what it came to. One who was there agrees before anybody is told."
ANSWER = "Answer to the independent reviewers"
ANSWER_HINT = (
    "Say what you looked at again, and what came of it. It stays in the case, where whoever reviews it next reads it."
)


def decision_form(
    case: CaseRead,
    kind: DecisionKind,
    decisions: Sequence[DecisionRead],
    version: ProfileVersion,
    typed: Typed,
    errors: Sequence[PageError],
    panel: PanelResult | None = None,
    draft: str = "",
) -> dict[str, Any]:
    """The form of a decision, with the text it replaces if there is one, and what a `panel` came to if one did."""
    newest = next((d for d in reversed(decisions) if d.kind == kind.value), None)
    last = newest if newest and newest.state in ("put_forward", "returned") else None
    before = ({"outcome": panel.outcome.value} if panel else {}) | ({"reasons": draft} if draft else {})
    fields = Fields(typed, errors, {"outcome": last.outcome, "reasons": last.reasons} if last else before)
    returned = last.checks[-1].remark if last and last.state == "returned" and last.checks else ""
    title, question, answers = QUESTIONS[kind]
    rules = version.deciding(kind)
    checked = "Every" if rules.second_officer is SecondOfficer.ALWAYS else "A negative"
    return {
        "reference": case.reference,
        "title": title,
        "version": (typed or {}).get("version", [str(case.version)])[0] if not _stale(errors) else case.version,
        "standard_text": rules.standard.text,
        "guidance_title": version.guidance.title,
        "returned": f"The second officer returned it: {returned}" if returned else "",
        "voids": last is not None and last.countersigned is not None,
        "ends_review": case.stage == f"{kind.value}_under_review",
        "stands": _as_it_stands(case, decisions) if _stale(errors) else (),
        "consulted": (),
        "errors": errors,
        "fields": {
            "outcome": fields.radios(
                "outcome",
                question,
                answers,
                OF_A_PANEL if panel else f"{checked} decision is checked by a second officer before anybody is told.",
            ),
            "reasons": fields.text(
                "reasons", "Reasons", "They go with a negative decision, in these words. Say what each rests on."
            ),
            "answer": fields.text("answer", ANSWER, ANSWER_HINT, rows=6),
        },
    }


def _stale(errors: Sequence[PageError]) -> bool:
    """Was the form refused because the case changed? Then it goes on from the case as it stands now."""
    return any(error.field_id is None for error in errors)


def _as_it_stands(case: CaseRead, decisions: Sequence[DecisionRead]) -> list[dict[str, Any]]:
    """Where the case stands now, who holds it, and the last decision that somebody wrote in it."""
    rows = [
        wording.row("Stands at", wording.code(case.stage)),
        wording.row("Held by", case.owner or "Nobody yet"),
    ]
    return rows + (written_rows(decisions[-1]) if decisions else [])


def written_rows(decision: DecisionRead) -> list[dict[str, Any]]:
    """A decision as it reads, and who wrote it."""
    return [
        wording.row("Decision", wording.code(decision.kind)),
        wording.row("Outcome", decision.outcome.capitalize()),
        wording.row("Reasons", *(decision.reasons.splitlines() or ["None given"])),
        wording.row("Standard", wording.code(decision.standard)),
        wording.row("Guidance", decision.guidance_title),
        wording.row("Written", f"{wording.moment(decision.written_at)} by {decision.written_by}"),
    ]


def check_form(
    case: CaseRead, decision: DecisionRead | None, typed: Typed, errors: Sequence[PageError]
) -> dict[str, Any]:
    """The decision to be checked, and the second officer's answer.

    An answer is to the text that was read: where the case changed meanwhile, it is asked for once more.
    """
    text_hash = decision.text_hash if decision else ""
    is_new = typed is not None and (typed.get("text_hash") or [""])[0] != text_hash
    if typed is not None and (is_new or _stale(errors)):
        typed = {name: values for name, values in typed.items() if name != "agreed"}
    fields = Fields(typed, errors)
    return {
        "reference": case.reference,
        "version": case.version,
        "text_hash": text_hash,
        "is_new": is_new and decision is not None,
        "of_panel": False,
        "decision": written_rows(decision) if decision else [],
        "errors": errors,
        "fields": {
            "agreed": fields.radios(
                "agreed",
                "Do you agree with this decision as it reads here?",
                (("yes", "Yes, I countersign it"), ("no", "No, I return it")),
            ),
            "remark": fields.text("remark", "What should be looked at again", "Needed if you return it.", rows=5),
        },
    }


def answer_form(
    case: CaseRead, kind: DecisionKind, opinions: Sequence[OpinionRead], typed: Typed, errors: Sequence[PageError]
) -> dict[str, Any]:
    """What reviewers said who were not satisfied, and the answer without which the decision is not served."""
    return {
        "reference": case.reference,
        "version": case.version,
        "title": QUESTIONS[kind][0],
        "opinions": opinion_parts(opinions),
        "errors": errors,
        "field": Fields(typed, errors).text("answer", ANSWER, ANSWER_HINT, rows=6),
    }


def evidence_form(case: CaseRead, typed: Typed, errors: Sequence[PageError]) -> dict[str, Any]:
    """The form of a piece of evidence."""
    fields = Fields(typed, errors)
    kinds = [(kind.value, wording.code(kind.value)) for kind in EvidenceKind]
    return {
        "reference": case.reference,
        "token": token_again(typed),
        "errors": errors,
        "fields": {
            "kind": fields.select("kind", "What kind of evidence is it?", kinds),
            "text": fields.text("text", "What does it say?"),
            "source": fields.line("source", "Who gave it? (optional)"),
            "mark": fields.select("mark", AT_ENTRY, MARKS, nothing=NOTHING),
            "about": fields.line("about", WHOSE, WHOSE_HINT),
        },
    }


def allocation(
    case: CaseRead, people: Sequence[Colleague], typed: Typed, errors: Sequence[PageError]
) -> dict[str, Any]:
    """The form that says who holds a case."""
    fields = Fields(typed, errors, {"owner": str(case.owner_id or "")})
    return {
        "reference": case.reference,
        "version": case.version,
        "errors": errors,
        "fields": {
            "owner": fields.radios("owner", "Who holds the case?", [(str(each.id), each.name) for each in people])
        },
    }
