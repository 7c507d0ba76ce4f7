"""What panels do to the facts of a case: what they came to is what is written down, agreed to by one who was there."""

from __future__ import annotations

from dataclasses import replace

from opennrm.mechanism.fold.facts import Broken, CaseFacts, DecisionState, Entry, Take
from opennrm.mechanism.fold.of_rules import rules_of
from opennrm.mechanism.moves import Stage
from opennrm.mechanism.panels.deciding import (
    PanelResult,
    panel_of,
    refusal_of_hearing,
    refusal_to_confirm,
    refusal_without_panel,
)
from opennrm.mechanism.profiles import PROFILES_OF_CASES
from opennrm.mechanism.profiles.profile import Decider
from opennrm.mechanism.stages import DECIDED_STAGES
from opennrm.mechanism.vocabulary import DecisionKind, Outcome


def undone(state: DecisionState) -> DecisionState:
    """The decision without the text that fell; what a panel came to stands."""
    return DecisionState(panel=state.panel)


def refuse_unless_panel_decided(case: CaseFacts, kind: DecisionKind, outcome: Outcome, version: str) -> None:
    """Raise `Broken` for an outcome that no panel came to, where one decides."""
    rules = rules_of(case, kind, version)
    refusal = refusal_without_panel(rules, outcome, case.decision(kind).panel) if rules else None
    if refusal is not None:
        raise Broken("What was written down is not what a panel decided.")


def refuse_unless_there(case: CaseFacts, kind: DecisionKind, by: str) -> None:
    """Raise `Broken` for a panel's decision that somebody agreed to who was not there."""
    rules = rules_of(case, kind, case.profile_version or "")
    if rules is not None and refusal_to_confirm(rules, by, case.decision(kind).panel) is not None:
        raise Broken("Somebody agreed to what a panel decided who was not there.")


def _decided(case: CaseFacts, entry: Entry) -> CaseFacts:
    kind, facts = DecisionKind(entry.facts["decision"]), entry.facts
    heard, agencies = frozenset(facts["heard"]), frozenset(facts["agencies"])
    rules = rules_of(case, kind, case.profile_version or "")
    panel = panel_of(rules) if rules else None
    if rules is not None and panel is None:
        raise Broken("A panel decided where none does.")
    if panel is not None and (wrong := refusal_of_hearing(panel, len(heard), agencies)):
        raise Broken(f"A panel decided without a quorum. {wrong}")
    if len(heard) != len(facts["heard"]):
        raise Broken("Somebody was heard twice.")
    result = PanelResult(Outcome(facts["outcome"]), facts["chair"], heard)
    known = _settled(case, kind, "decided", result.outcome.value, (facts["chair"], *sorted(heard)))
    return replace(known, decisions={**case.decisions, kind: replace(case.decision(kind), panel=result)})


def _put(case: CaseFacts, entry: Entry) -> CaseFacts:
    kind = entry.facts["decision"]
    if any(row[1] == "waiting" for row in case.before_panels):
        raise Broken("A case was put before two panels at once.")
    afresh = tuple(
        (row[0], "made_afresh", *row[2:]) if row[:2] == (kind, "decided") else row for row in case.before_panels
    )
    return replace(case, before_panels=(*afresh, (kind, "waiting", "", ())))


def _taken(case: CaseFacts, entry: Entry) -> CaseFacts:
    return _settled(case, DecisionKind(entry.facts["decision"]), "taken_back")


def _settled(
    case: CaseFacts, kind: DecisionKind, how: str, outcome: str = "", heard: tuple[str, ...] = ()
) -> CaseFacts:
    """What waited for a panel is settled so. Raises `Broken` where nothing waited."""
    if not any(row[:2] == (kind.value, "waiting") for row in case.before_panels):
        raise Broken("Nothing waited for a panel.")
    rows = tuple((row[0], how, outcome, heard) if row[1] == "waiting" else row for row in case.before_panels)
    return replace(case, before_panels=rows)


def _rules_changed(case: CaseFacts, entry: Entry) -> CaseFacts:
    """Another profile decides from now on. Raises `Broken` for one that is not its own, with an overlay or without."""
    now, before = entry.facts["profile"], case.profile or ""
    sent = entry.kind == "CaseSentToLocalPanel"
    if not (now.startswith(f"{before}.") if sent else before.startswith(f"{now}.")):
        raise Broken("A case came under rules that are no overlay of its own.")
    if case.stage is not Stage.REASONABLE_GROUNDS_PENDING:
        raise Broken("A case came under other rules while a decision was being made.")
    return replace(case, profile=now, profile_version=entry.facts["profile_version"])


def _audited(case: CaseFacts, entry: Entry) -> CaseFacts:
    profile = PROFILES_OF_CASES.get(case.profile or "")
    if profile is None or profile.rules.conclusive_grounds.decider is not Decider.LOCAL_PANEL:
        raise Broken("What no local panel decided was audited as if one had.")
    if case.stage not in DECIDED_STAGES:
        raise Broken("A local panel was audited before it had decided.")
    return case


TAKES: dict[str, Take] = {
    "CasePutBeforePanel": _put,
    "CaseTakenFromPanel": _taken,
    "PanelDecided": _decided,
    "CaseSentToLocalPanel": _rules_changed,
    "CaseReturnedFromLocalPanel": _rules_changed,
    "LocalPanelAudited": _audited,
}
