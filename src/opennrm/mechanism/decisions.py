"""What any decision must hold, and that nobody checks their own; a countersignature is bound to the text it signs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from opennrm.mechanism.profiles.profile import DecisionRules, ProfileVersion, SecondOfficer
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import DecisionKind, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """A decision as the rules see it.

    `version` is the profile's version it is made under; `standard` and `guidance` are codes; `written_by` is the id of
    the account that last wrote it.
    """

    kind: DecisionKind
    outcome: Outcome
    standard: str
    guidance: str
    reasons: str
    written_by: str
    version: ProfileVersion

    @property
    def rules(self) -> DecisionRules:
        """The rules of the profile for this kind of decision."""
        if self.kind is DecisionKind.REASONABLE_GROUNDS:
            return self.version.reasonable_grounds
        return self.version.conclusive_grounds

    @property
    def text_hash(self) -> str:
        """The hash of what it says now; a countersignature stands only while it stays the same."""
        return text_hash(self.outcome, self.standard, self.guidance, self.reasons)


@dataclass(frozen=True, slots=True)
class Check:
    """That a second officer (the id of their account) agreed to a decision whose text had this hash."""

    by: str
    text_hash: str


def text_hash(outcome: Outcome, standard: str, guidance: str, reasons: str) -> str:
    """The SHA-256, in hexadecimal, of a decision's canonical text: each part labelled, so none can pose as another."""
    parts = {"outcome": outcome.value, "standard": standard, "guidance": guidance, "reasons": reasons}
    spelt = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelt.encode()).hexdigest()


def needs_second_officer(rules: DecisionRules, outcome: Outcome) -> bool:
    """Must a second officer check a decision with this outcome before it is served?"""
    return rules.second_officer is SecondOfficer.ALWAYS or outcome is Outcome.NEGATIVE


def refusal_of_content(decision: DecisionFacts) -> Refusal | None:
    """What a decision lacks: reasons (always for negatives), the standard and the guidance in force."""
    if decision.outcome is Outcome.NEGATIVE and not decision.reasons.strip():
        return Refusal("no_reasons", "Write the reasons: they go with every negative decision.", "SEF-RGNEG", "reasons")
    standard = decision.rules.standard
    if decision.standard != standard.code:
        because = f"Apply the standard in force: {standard.text}"
        return Refusal("not_the_standard_in_force", because, standard.source, "standard")
    guidance = decision.version.guidance
    if decision.guidance != guidance.code:
        because = f"Decide under the guidance in force: {guidance.title}."
        return Refusal("not_the_guidance_in_force", because, guidance.source, "guidance")
    return None


def refusal_to_check(decision: DecisionFacts, by: str) -> Refusal | None:
    """Nobody checks a decision that they wrote. `by` is the id of the account that wants to."""
    if by == decision.written_by:
        return Refusal(
            "own_decision",
            "You wrote this decision, so somebody else must check it.",
            decision.rules.second_officer_source,
        )
    return None


def standing_checks(decision: DecisionFacts, checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """The checks that stand: by somebody else, of the text as it is now. Every edit voids the others."""
    return tuple(
        check
        for check in checks
        if check.text_hash == decision.text_hash and refusal_to_check(decision, check.by) is None
    )


def refusal_without_second_officer(decision: DecisionFacts, checks: tuple[Check, ...]) -> Refusal | None:
    """Why a decision may not be served for want of its second officer; None if it has one or needs none."""
    if not needs_second_officer(decision.rules, decision.outcome) or standing_checks(decision, checks):
        return None
    source = decision.rules.second_officer_source
    if checks:
        because = "The decision was changed after it was checked. A second officer must check it as it reads now."
        return Refusal("countersignature_void", because, source)
    return Refusal("no_second_officer", "A second officer must check this decision before it is served.", source)
