"""What the pure law says of a step, asked of the history alone."""

from __future__ import annotations

from dataclasses import replace

from opennrm.mechanism import conclusive_grounds, reasonable_grounds
from opennrm.mechanism.conclusive_grounds import Purpose
from opennrm.mechanism.deadlines import Deadline, Override, deadline_for
from opennrm.mechanism.decisions import Check, DecisionFacts
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind, Nation, Outcome, ReferralKind
from tests.cases.histories import Walked, codes

FIRST, SECOND = DecisionKind.REASONABLE_GROUNDS, DecisionKind.CONCLUSIVE_GROUNDS
RECOVERY = Rule.RECOVERY_PERIOD


def kind_of(walk: Walked) -> ReferralKind:
    """Whether the person is treated as a child."""
    return ReferralKind(walk.facts.referral_kind)


def deadline_of(walk: Walked, rule: Rule) -> Deadline | None:
    """The deadline of a rule as the history leaves it."""
    clock = walk.facts.clocks.get(rule.value)
    if clock is None:
        return None
    began = deadline_for(walk.version, rule, clock.starts_on, Nation(walk.facts.nation or ""))
    return replace(began, due_on=clock.due_on)


def leave_of(walk: Walked, rule: Rule) -> Override | None:
    """The recorded leave to cross a bar as it stands now."""
    bar = deadline_of(walk, rule)
    given = walk.facts.overrides.get(rule.value)
    return Override("somebody", "court_order") if bar is not None and given == bar.due_on else None


def consulted(walk: Walked, purpose: Purpose = Purpose.SECOND_DECISION) -> frozenset[str]:
    """With whom the history says the case was discussed for a purpose, since a decision was last made afresh."""
    afresh = [e.at for e in walk.entries if e.kind == "ReconsiderationAccepted"]
    recorded = [e for e in walk.entries if e.kind == "ConsultationRecorded" and (not afresh or e.at >= afresh[-1])]
    return frozenset(e.facts["with_whom"] for e in recorded if e.facts["purpose"] == purpose)


def facts_of(walk: Walked, kind: DecisionKind, outcome: Outcome, reasons: str, by: str) -> DecisionFacts:
    """A decision as the law sees it."""
    version = walk.version
    rules = version.reasonable_grounds if kind is FIRST else version.conclusive_grounds
    return DecisionFacts(
        kind=kind,
        outcome=outcome,
        standard=rules.standard.code,
        guidance=version.guidance.code,
        reasons=reasons,
        written_by=by,
        version=version,
    )


def refusals_to_serve(walk: Walked, facts: DecisionFacts, checks: tuple[Check, ...]) -> set[str]:
    """What the law says against serving a decision."""
    if facts.kind is FIRST:
        return codes(reasonable_grounds.refusal_to_serve(facts, checks))
    bar = deadline_of(walk, RECOVERY)
    if bar is None:
        return {"no_recovery"}
    return codes(conclusive_grounds.refusal_to_serve(facts, checks, bar, walk.today, leave_of(walk, RECOVERY)))


def refusals_to_put_forward(walk: Walked, facts: DecisionFacts) -> set[str]:
    """What the law says against putting a decision forward."""
    if facts.kind is FIRST:
        return codes(reasonable_grounds.refusal_to_put_forward(facts))
    bar = deadline_of(walk, RECOVERY)
    if bar is None:
        return {"no_recovery"}
    leave, to_consult = leave_of(walk, RECOVERY), conclusive_grounds.whom_to_consult(kind_of(walk))
    refusal = conclusive_grounds.refusal_to_put_forward(
        facts, bar, walk.today, consulted(walk), leave, to_consult=to_consult
    )
    return codes(refusal)
