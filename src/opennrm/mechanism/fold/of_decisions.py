"""What the events of decisions do to the facts of a case: nothing negative is served without its second officer."""

from __future__ import annotations

from dataclasses import replace

from opennrm.mechanism.decisions import needs_second_officer
from opennrm.mechanism.fold.facts import Broken, CaseFacts, DecisionState, Entry, Take, day_in
from opennrm.mechanism.fold.of_panels import refuse_unless_panel_decided, refuse_unless_there, undone
from opennrm.mechanism.fold.of_reviews import (
    looked_at,
    refuse_unless_reviewed,
    refuse_while_answer_is_owed,
    without_reviews,
)
from opennrm.mechanism.fold.of_rules import rules_of
from opennrm.mechanism.fold.of_second_stage import refuse_before_recovery_is_over
from opennrm.mechanism.profiles import PROFILES_OF_CASES
from opennrm.mechanism.profiles.profile import version_on
from opennrm.mechanism.vocabulary import DecisionKind, Outcome


def _put_forward(case: CaseFacts, entry: Entry) -> CaseFacts:
    kind, outcome = _kind_of(entry), Outcome(entry.facts["outcome"])
    refuse_while_answer_is_owed(case, kind)
    refuse_unless_panel_decided(case, kind, outcome, entry.facts["profile_version"])
    state = replace(
        undone(case.decision(kind)),
        outcome=outcome,
        put_forward_hash=entry.facts["text_hash"],
        put_forward_by=entry.by,
    )
    case = replace(case, profile_version=entry.facts["profile_version"])
    return _with_decision(case, kind, state)


def _countersigned(case: CaseFacts, entry: Entry) -> CaseFacts:
    kind = DecisionKind(entry.facts["decision"])
    state = case.decision(kind)
    if entry.facts["text_hash"] != state.put_forward_hash:
        raise Broken("The text that was countersigned is not the text that was put forward.")
    if entry.by is None or entry.by == state.put_forward_by:
        raise Broken("Nobody checks their own decision.")
    refuse_unless_there(case, kind, entry.by)
    signed = replace(state, countersigned_hash=entry.facts["text_hash"], countersigned_by=entry.by)
    return _with_decision(case, kind, signed)


def _undone(case: CaseFacts, entry: Entry) -> CaseFacts:
    kind = DecisionKind(entry.facts["decision"])
    return _with_decision(case, kind, undone(case.decision(kind)))


def _voided(case: CaseFacts, entry: Entry) -> CaseFacts:
    """With its countersignature goes the review that looked at the same text."""
    return _undone(looked_at(case, "ended"), entry)


def _reconsidered(case: CaseFacts, entry: Entry) -> CaseFacts:
    """The decision is made afresh; what the answer said stays known by its hash."""
    text_hash = entry.facts.get("text_hash")
    known = (*case.texts, (entry.kind, text_hash)) if text_hash else case.texts
    kind = DecisionKind(entry.facts["decision"])
    afresh = without_reviews(_with_decision(case, kind, DecisionState()), kind)
    return replace(afresh, texts=known)


def _decided(case: CaseFacts, entry: Entry) -> CaseFacts:
    kind = _kind_of(entry)
    state = case.decision(kind)
    outcome, served_hash = Outcome(entry.facts["outcome"]), entry.facts["text_hash"]
    made_under = entry.facts.get("profile_version") or ""
    if _needs_second_officer(case, kind, outcome, made_under) and state.countersigned_hash != served_hash:
        raise Broken(f"A {outcome} was served without a second officer's countersignature of its text.")
    refuse_while_answer_is_owed(case, kind)
    refuse_unless_panel_decided(case, kind, outcome, made_under)
    refuse_unless_reviewed(case, kind, outcome, served_hash, made_under)
    day = day_in(entry.facts["decided_on"])
    if kind is DecisionKind.CONCLUSIVE_GROUNDS:
        refuse_before_recovery_is_over(case, day)
    rules = {name: entry.facts.get(name) for name in ("profile", "profile_version")}
    if rules["profile"] not in (None, case.profile):
        raise Broken("A decision was made under another profile than that of its case.")
    decided = replace(state, outcome=outcome, served_hash=served_hash, decided_on=day, **rules)
    return _with_decision(case, kind, decided)


def _needs_second_officer(case: CaseFacts, kind: DecisionKind, outcome: Outcome, version: str) -> bool:
    """Whether the rules that the decision was made under have this outcome checked; a history that does not tell them
    is held to this: every negative is, wherever it came from."""
    profile = PROFILES_OF_CASES.get(case.profile or "")
    rules = rules_of(case, kind, version or case.profile_version or "")
    if rules is None and profile is not None:
        rules = version_on(profile, profile.first_used_on).deciding(kind)
    return outcome is Outcome.NEGATIVE if rules is None else needs_second_officer(rules, outcome)


def _kind_of(entry: Entry) -> DecisionKind:
    first = entry.kind.startswith("ReasonableGrounds")
    return DecisionKind.REASONABLE_GROUNDS if first else DecisionKind.CONCLUSIVE_GROUNDS


def _with_decision(case: CaseFacts, kind: DecisionKind, state: DecisionState) -> CaseFacts:
    return replace(case, decisions={**case.decisions, kind: state})


TAKES: dict[str, Take] = {
    "ReasonableGroundsPutForward": _put_forward,
    "ConclusiveGroundsPutForward": _put_forward,
    "DecisionCountersigned": _countersigned,
    "DecisionTakenBack": _undone,
    "DecisionReturned": _undone,
    "CountersignatureVoided": _voided,
    "ReconsiderationAccepted": _reconsidered,
    "ReasonableGroundsDecided": _decided,
    "ConclusiveGroundsDecided": _decided,
}
