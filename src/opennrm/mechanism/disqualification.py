"""Disqualification: that the bar on removal and the duty of support cease for a person, and who may decide so."""

from __future__ import annotations

from enum import StrEnum

from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.stages import ENDED_STAGES, Stage
from opennrm.mechanism.vocabulary import Outcome


class DisqualificationOutcome(StrEnum):
    """The authority may disqualify and need not: that it looked and did not is recorded too."""

    DISQUALIFIED = "disqualified"
    NOT_DISQUALIFIED = "not_disqualified"


def refusal_to_disqualify(version: ProfileVersion, stage: Stage, reasonable_grounds: str) -> Refusal | None:
    """Why nobody can be disqualified in a case; None if they can."""
    source = version.disqualification_source
    if not version.disqualification:
        because = "The rules of this case know no disqualification."
        return Refusal("no_disqualification", because, source)
    if stage in ENDED_STAGES:
        because = "The case has ended, so nobody can be disqualified in it. Open it again first."
        return Refusal("case_ended", because, source)
    if reasonable_grounds != Outcome.POSITIVE:
        because = "Only a person with a positive decision on reasonable grounds can be disqualified."
        return Refusal("no_reasonable_grounds", because, source)
    return None


def refusal_of_proposal(version: ProfileVersion, outcome: str, ground: str, why: str, need: str) -> Refusal | None:
    """Why a proposal cannot be taken as it is; None if it can. The person is always weighed one by one."""
    source = version.disqualification_source
    if outcome not in set(DisqualificationOutcome):
        return Refusal("no_outcome", "Choose what you propose.", source, "outcome")
    if ground not in version.disqualification:
        return Refusal("no_ground", "Choose the ground that was looked at.", source, "ground")
    if not why.strip():
        return Refusal("no_why", "Write which evidence shows that the ground is met, or is not.", source, "why")
    if not need.strip():
        because = "Write how this person's need of protection weighs against it."
        return Refusal("no_need", because, "own", "need")
    return None


def refusal_to_check_proposal(proposed_by: str, checked_by: str, *, agreed: bool, remark: str) -> Refusal | None:
    """Why somebody may not check a proposal; None if they may."""
    if proposed_by == checked_by:
        return Refusal("own_proposal", "You proposed this. Somebody else checks it.", "own")
    if not agreed and not remark.strip():
        return Refusal("no_remark", "Write what should be looked at again.", "house", "remark")
    return None
