"""A decision as the rules see it and as its row keeps it: its facts, its hash, its checks, and which one stands."""

from __future__ import annotations

from datetime import datetime

from opennrm.cases.actions.grounds import GROUNDS, Grounds
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.models import Case, Decision
from opennrm.mechanism import decisions as rules
from opennrm.mechanism.decisions import DecisionFacts
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from opennrm.partners.access import Actor
from opennrm.vault.hashes import keyed_hash

NOT_THERE = Refusal(
    code="no_decision_put_forward",
    because="No decision has been put forward in this case. Open the case to see where it stands.",
    source="house",
)


def already_decided(grounds: Grounds) -> Refusal:
    """Why a decision that was served is not made again."""
    because = f"{grounds.words.capitalize()} have been decided in this case. Open the case to see the decision."
    return Refusal(code="already_decided", because=because, source="house")


def facts_of_new(
    grounds: Grounds, version: ProfileVersion, outcome: str, reasons: str, written_by: str
) -> DecisionFacts:
    """The facts of a decision that is being written. Raises `Refused` naming the field that is wrong."""
    if outcome not in set(Outcome):
        raise Refused(Refusal("no_outcome", f"Choose whether there are {grounds.words}.", "house", "outcome"))
    refuse_if(refusal_of_length(reasons, "reasons"))
    return DecisionFacts(
        kind=grounds.kind,
        outcome=Outcome(outcome),
        standard=grounds.rules(version).standard.code,
        guidance=version.guidance.code,
        reasons=reasons,
        written_by=written_by,
        version=version,
    )


def facts_of(decision: Decision, version: ProfileVersion) -> DecisionFacts:
    """The facts of a decision that was written, under the rules as they are now."""
    return DecisionFacts(
        kind=DecisionKind(decision.kind),
        outcome=Outcome(decision.outcome),
        standard=decision.standard,
        guidance=decision.guidance,
        reasons=decision.reasons,
        written_by=str(decision.written_by_id),
        version=version,
    )


def decision_hash(facts: DecisionFacts) -> str:
    """The keyed hash by which rows and events know a decision's text."""
    return keyed_hash("decision", facts.text_hash)


def checks_of(decision: Decision, facts: DecisionFacts) -> tuple[rules.Check, ...]:
    """The checks as the rules see them: one of the text as it reads now carries that text's hash."""
    now = decision_hash(facts)
    return tuple(
        rules.Check(by=str(check.checked_by_id), text_hash=facts.text_hash if check.text_hash == now else "another")
        for check in decision.checks.filter(agreed=True, void_at__isnull=True)
    )


def put_forward_in(case: Case) -> Decision:
    """The decision that stands put forward in a locked case. Raises `Refused` if none does."""
    decision = Decision.objects.filter(case=case, state="put_forward").first()
    if decision is not None:
        return decision
    last = GROUNDS[DecisionKind.CONCLUSIVE_GROUNDS if case.conclusive_grounds else DecisionKind.REASONABLE_GROUNDS]
    is_waiting = case.stage.endswith("_pending")
    raise Refused(already_decided(last) if last.outcome_in(case) and not is_waiting else NOT_THERE)


def write_decision(case: Case, facts: DecisionFacts, *, by: Actor, at: datetime) -> Decision:
    """Keep a decision that is put forward."""
    return Decision.objects.create(
        case=case,
        kind=facts.kind.value,
        outcome=facts.outcome.value,
        reasons=facts.reasons,
        standard=facts.standard,
        guidance=facts.guidance,
        profile=facts.version.profile,
        profile_version=facts.version.version,
        text_hash=decision_hash(facts),
        state="put_forward",
        written_at=at,
        written_by_id=by.account_id,
    )
