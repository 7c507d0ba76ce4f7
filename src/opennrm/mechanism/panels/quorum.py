"""How many, or who, must be there for a panel to decide: by heads, or by the partners that must all be heard."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from opennrm.mechanism.panels.members import Agency, Member
from opennrm.mechanism.refusal import Refusal


class DecidesBy(StrEnum):
    """How votes come to a result."""

    SIMPLE_MAJORITY = "simple_majority"
    """Each vote counts one; who abstains counts for neither."""
    MAJORITY_OF_PARTNERS = "majority_of_partners"
    """Each partner that must be there has one voice: what most of its members voted."""


class OnTie(StrEnum):
    """What follows from a tie."""

    CASTING_VOTE = "casting_vote"
    """The chair gives one, with reasons."""
    PROTECTS = "protects"
    """The choice that protects the person is taken: the first of the two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constitution:
    """How a panel decides one case. `choices` are two, the one that protects the person first.

    `quorum` counts heads and may be 0; `required` are the agencies that must be heard and may be none.
    """

    choices: tuple[str, str]
    quorum: int
    required: tuple[Agency, ...]
    by: DecidesBy
    on_tie: OnTie
    source: str

    def __post_init__(self) -> None:
        """Raise `ValueError` for a panel that could decide without anybody, or by partners that it does not name."""
        if self.quorum < 0 or (not self.quorum and not self.required):
            raise ValueError("A panel needs a number of members or agencies that must be there.")
        if len(set(self.choices)) != 2 or len(set(self.required)) != len(self.required):
            raise ValueError("A panel has two choices, and names each agency that must be there once.")
        if self.by is DecidesBy.MAJORITY_OF_PARTNERS and not self.required:
            raise ValueError("A majority of partners needs partners that must be there.")


def refusal_for_want_of_quorum(rules: Constitution, heard: Collection[Member]) -> Refusal | None:
    """Why these members are not enough to decide; None if they are. Who abstains is there, and counts."""
    there = {member.agency for member in heard}
    missing = [agency.words for agency in rules.required if agency not in there]
    if missing:
        because = f"Nobody was heard for: {', '.join(missing)}. All of these have to be there."
        return Refusal("agency_missing", because, rules.source)
    heads = len({member.account for member in heard})
    if heads < rules.quorum:
        return Refusal("too_few", f"{heads} were heard and {rules.quorum} are needed.", rules.source)
    return None
