"""What a panel's decision binds: whoever writes it down writes what it came to, and somebody who was there agrees.

The result of a panel is written down by the unit that convened it and served through the same door as any other
decision (seed-0 names the panel as who decides, RTB the unit as who convenes). That the chair, or another who was
heard, reads the text before it is served is an assumption of this product.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from opennrm.mechanism.panels.members import Agency
from opennrm.mechanism.panels.quorum import Constitution, DecidesBy, OnTie
from opennrm.mechanism.profiles.profile import Authority, DecisionRules, Panel, ProfileVersion
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import DecisionKind, Outcome


@dataclass(frozen=True, slots=True)
class PanelResult:
    """What a panel came to, and the accounts of its chair and of those who were heard."""

    outcome: Outcome
    chair: str
    heard: frozenset[str]


def panel_of(rules: DecisionRules) -> Panel | None:
    """The panel that decides by these rules; None where one person does, or nobody."""
    return rules.panel if rules.decider.is_panel else None


def constitution_for(panel: Panel) -> Constitution:
    """How such a panel votes on a case; the positive outcome is the one that protects."""
    return Constitution(
        choices=(Outcome.POSITIVE.value, Outcome.NEGATIVE.value),
        quorum=panel.quorum,
        required=tuple(Agency(role) for role in panel.required_roles),
        by=DecidesBy(panel.rule),
        on_tie=OnTie(panel.on_tie),
        source=panel.source,
    )


def refusal_to_handle(version: ProfileVersion, authority: str, kind: DecisionKind) -> Refusal | None:
    """Why an authority, by its key, has nothing to do with a decision; None if it has. Source: the profile.

    An authority that no version of the rules names any longer keeps the cases that it has.
    """
    found = next((each for each in version.authorities if each.key == authority), None)
    if found is None or kind in found.decides:
        return None
    other = who_handles(version, kind)
    told = f"The {found.title} does not decide on {kind.value.replace('_', ' ')}: pass the case to the {other.title}."
    return Refusal("not_its_decision", told, found.source)


def who_handles(version: ProfileVersion, kind: DecisionKind) -> Authority:
    """The authority that by default has the cases of a decision."""
    return next(each for each in version.authorities if not each.takes and kind in each.decides)


def refusal_without_panel(rules: DecisionRules, outcome: Outcome, result: PanelResult | None) -> Refusal | None:
    """Why a decision with this outcome cannot be written down; None if a panel came to it, or none decides."""
    if panel_of(rules) is None:
        return None
    if result is None:
        return Refusal("no_panel_decided", "A panel decides this case: put it before one.", "seed-0")
    if result.outcome is not outcome:
        told = f"The panel decided: {result.outcome.value}. Write down what it decided."
        return Refusal("not_what_the_panel_decided", told, "seed-0", "outcome")
    return None


def refusal_to_confirm(rules: DecisionRules, by: str, result: PanelResult | None) -> Refusal | None:
    """Why somebody may not agree to what was written down of a panel's decision: they were not there. Source: own."""
    if panel_of(rules) is None or (result is not None and by in {result.chair, *result.heard}):
        return None
    return Refusal(
        "was_not_there", "Only the chair, or a member who was heard, confirms what the panel decided.", "own"
    )


def refusal_of_mix(panel: Panel, needs: Mapping[str, int]) -> Refusal | None:
    """Why a mix of members, as counts by agency, cannot be asked for; the field is an agency's. Source: RTB, seed-0."""
    for agency, count in needs.items():
        if agency not in set(Agency) or count < 0:
            return Refusal("no_such_agency", "Choose agencies of the list, and how many of each.", "house", agency)
    for role in panel.required_roles:
        if not needs.get(role):
            return Refusal("agency_missing", f"Ask for somebody of this too: {Agency(role).words}.", panel.source, role)
    wanted, field = sum(needs.values()), next(iter(Agency)).value
    if wanted < panel.quorum:
        told = f"Ask for at least {panel.quorum} members: with fewer the panel cannot decide. You asked for {wanted}."
        return Refusal("too_few_asked", told, panel.source, field)
    if panel.most and wanted > panel.most:
        told = f"Ask for at most {panel.most} members. You asked for {wanted}."
        return Refusal("too_many_asked", told, panel.source, field)
    return None


def refusal_of_hearing(panel: Panel, heard: int, agencies: frozenset[str]) -> str:
    """What is wrong with a result that so many came to, of these agencies, in words; empty if nothing is."""
    if heard < panel.quorum:
        return f"{heard} were heard, and {panel.quorum} are needed."
    missing = set(panel.required_roles) - agencies
    return f"Nobody was heard for: {', '.join(sorted(missing))}." if missing else ""
