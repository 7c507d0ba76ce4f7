"""Who may ask for a negative decision to be looked at again, on what grounds, and within what time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from opennrm.mechanism.deadlines import Deadline, Override, refusal_by_bar
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationRequest:
    """A request as the rules see it; `requester` and `grounds` are codes of the profile."""

    requester: str
    grounds: tuple[str, ...]
    asked_on: date
    facing_removal: bool = False


class RefusalReason(StrEnum):
    """Why a request is refused and the decision stands. No source lists reasons: these follow the two grounds."""

    NOTHING_NEW = "nothing_new"
    IN_LINE_WITH_GUIDANCE = "in_line_with_guidance"
    OUTSIDE_THE_GROUNDS = "outside_the_grounds"


def refusal_to_refuse(reason: str, answer: str) -> Refusal | None:
    """Why a request may not be refused so; None if it may. Whoever asked is told why."""
    if reason not in set(RefusalReason):
        return Refusal("no_reason", "Choose why the decision stands.", "RECON-ANNEX", "reason")
    if not answer.strip():
        return Refusal("no_answer", "Write the answer to whoever asked.", "house", "answer")
    return None


def refusal_to_let_late(by: str, decided_by: frozenset[str]) -> Refusal | None:
    """Why somebody may not say whether the reason for asking late is good; None if they may.

    No source says who: that it is nobody who wrote or checked the decision is ours.
    """
    if by not in decided_by:
        return None
    because = "You had a part in the decision that they ask about, so somebody else says whether they may ask late."
    return Refusal("own_decision", because, "own")


def refusal_to_request(
    version: ProfileVersion, request: ReconsiderationRequest, window: Deadline, override: Override | None = None
) -> Refusal | None:
    """Why a request cannot be taken; None if it can.

    `version` is the one the right began under; `window` the clock that began when the negative was served; `override`
    the recorded leave, in exceptional circumstances, to ask later.
    """
    rules = version.reconsideration
    if request.facing_removal and rules.removal_exception:
        because = "This person faces removal in a way that leaves no right to reconsideration. Seek legal advice."
        return Refusal("removal_exception", because, rules.source)
    if request.requester not in rules.who:
        who = " or ".join(who.replace("_", " ") for who in rules.who)
        return Refusal("not_entitled_to_ask", f"Only a {who} in the case can ask.", rules.who_source, "requester")
    if not request.grounds or not set(request.grounds) <= set(rules.grounds):
        grounds = " or ".join(ground.replace("_", " ") for ground in rules.grounds)
        return Refusal("no_grounds", f"Give the grounds: {grounds}.", rules.source, "grounds")
    return refusal_by_bar(window, request.asked_on, override)
