"""What letters about a decision say besides the decision: in plain words, with the dates of the case's own clocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from opennrm.mechanism.calendar import in_words
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.serving import Audience
from opennrm.mechanism.vocabulary import DecisionKind, Nation, Outcome

GROUNDS = {
    "additional_evidence": "there is more evidence which, taken with all the rest, could change the decision",
    "not_in_line_with_guidance": "there is a specific concern that the decision does not follow the guidance",
}
SUPPORT = (
    "You can ask for support: somewhere safe to stay if you need it, a support worker, money to live on, "
    "health care, an interpreter and legal advice. Support is offered, and you decide whether to take it."
)
CHILDS_SUPPORT = (
    "A child is supported through the local authority where they are. Ask its children's services about a safe place "
    "to stay, health care, an interpreter and legal advice, and whether the child can have an independent guardian."
)
SUPPORT_AFTER_A_NEGATIVE = (
    "If you are receiving support, your support worker tells you what happens to it now. If you would have "
    "nowhere to stay or nothing to live on, tell them, or ring the helpline below."
)
CHILDS_SUPPORT_AFTER_A_NEGATIVE = (
    "If the child needs a safe place to stay or other help, speak to the children's services of the local authority "
    "where they are."
)

MOVE_ON = (
    "Your support worker talks with you about what you need from now on and makes a plan with you. If you need support "
    "for longer, they ask for it with you."
)
NEXT_AFTER_A_POSITIVE = (
    "This was the last decision in your case. If you are not a national of the United Kingdom, we look at whether you "
    "can be given permission to stay, and write to you about that. A lawyer can tell you what this decision means for "
    "you, for example in criminal proceedings or for compensation."
)
CHILDS_NEXT_AFTER_A_POSITIVE = (
    "This was the last decision in the case. If the child is not a national of the United Kingdom, we look at whether "
    "they can be given permission to stay, and write about that. A lawyer can tell what this decision means for them."
)
FOUND = {
    "trafficking": "human trafficking",
    "slavery": "slavery, servitude, forced or compulsory labour",
}
MOVE_ON_DAYS = 45
"""Days of support after a positive decision on conclusive grounds, at least. Source: POSTCG26."""
_FOLLOWS: Mapping[tuple[DecisionKind, Outcome], str] = {
    (DecisionKind.REASONABLE_GROUNDS, Outcome.POSITIVE): "The recovery period has begun.",
    (DecisionKind.REASONABLE_GROUNDS, Outcome.NEGATIVE): "There is no recovery period, and the case has ended.",
    (DecisionKind.CONCLUSIVE_GROUNDS, Outcome.POSITIVE): (
        "This was the last decision. The person can have support for at least 45 days more while they move on."
    ),
    (DecisionKind.CONCLUSIVE_GROUNDS, Outcome.NEGATIVE): "This was the last decision, and the case has ended.",
}
_TO_HAND_OVER: Mapping[Outcome, str] = {
    Outcome.POSITIVE: (
        "If a letter for the person was left with you to hand over, do so where it is safe, with an interpreter if "
        "they need one."
    ),
    Outcome.NEGATIVE: (
        "If a letter for the person was left with you to hand over, do so where it is safe, with an interpreter if "
        "they need one. It says how to ask for the decision to be looked at again: help them if they wish to."
    ),
}
_TO_SUPPORT: Mapping[Outcome, str] = {
    Outcome.POSITIVE: "If the person wants support, give or go on giving it, and tell us if you cannot reach them.",
    Outcome.NEGATIVE: "Tell the person what happens to their support now, and help them if they would be destitute.",
}


def positive_words(*, starts_on: date, ends_on: date | None, about_a_child: bool) -> dict[str, Any]:
    """The gaps of a positive decision. Source: the recovery period of the profile; MSVCC-SA and PQ90104 for an
    adult's support, TOOLKIT for a child's.

    A letter about a child goes to who acts for them, and speaks of the child and not to them.
    """
    last = ends_on or starts_on
    return {
        "recovery_starts_on": starts_on.isoformat(),
        "recovery_ends_on": last.isoformat(),
        "recovery_explained": (
            "This is called the recovery period. It is a time to rest and to think. It lasts until the second "
            f"decision is made, and at least until {in_words(last)}."
        ),
        "support_explained": CHILDS_SUPPORT if about_a_child else SUPPORT,
        "next_steps": (
            "After the recovery period we decide whether there are conclusive grounds: whether it is more likely than "
            "not that the person is a victim. Tell us, or ask somebody to tell us, anything that would help us decide."
        ),
    }


def negative_words(
    version: ProfileVersion, *, ask_by: date | None, days: int | None, about_a_child: bool
) -> dict[str, Any]:
    """The gaps of a negative decision besides its reasons. Source: the profile; DEST24 for support."""
    words: dict[str, Any] = {
        "reconsideration_explained": (
            "Write to us, or ask a lawyer, a support worker or the organisation that referred you to write. Say what "
            "should be looked at again, and send any evidence with it. A lawyer can tell you whether there are other "
            "ways to challenge the decision, and how long you have."
        ),
        "support_explained": CHILDS_SUPPORT_AFTER_A_NEGATIVE if about_a_child else SUPPORT_AFTER_A_NEGATIVE,
    }
    if ask_by is not None and days is not None:
        words |= {
            "reconsideration_days": days,
            "reconsideration_ends_on": ask_by.isoformat(),
            "reconsideration_grounds": [GROUNDS[ground] for ground in version.reconsideration.grounds],
        }
    return words


def found_words(found: str, *, profile: str, nation: Nation) -> str:
    """The outcome as a positive decision on conclusive grounds words it. Source: SEF-CGPOS.

    `found` is trafficking or slavery, or empty where the decision does not say. Under the mechanism of 2009 a person
    in Scotland or Northern Ireland could be found a victim of human trafficking only.
    """
    if profile == "central_2009" and nation in (Nation.SCOTLAND, Nation.NORTHERN_IRELAND):
        return "a victim of human trafficking"
    which = FOUND.get(found)
    return f"a victim of modern slavery ({which})" if which else "a victim of modern slavery"


def move_on_words(*, decided_on: date, ends_on: date | None, found: str, about_a_child: bool) -> dict[str, Any]:
    """The gaps of a positive decision on conclusive grounds; `found` is its outcome in words (`found_words`).

    Source: POSTCG26 and SEF-CGPOS for an adult's move-on period of at least 45 days, TOOLKIT for a child's support.
    """
    words: dict[str, Any] = {
        "outcome_words": found,
        "support_explained": CHILDS_SUPPORT if about_a_child else MOVE_ON,
        "next_steps": CHILDS_NEXT_AFTER_A_POSITIVE if about_a_child else NEXT_AFTER_A_POSITIVE,
    }
    if not about_a_child:
        last = ends_on or decided_on + timedelta(days=MOVE_ON_DAYS)
        words |= {"move_on_days": (last - decided_on).days, "move_on_ends_on": last.isoformat()}
    return words


def notice_words(
    kind: DecisionKind,
    outcome: Outcome,
    *,
    reference: str,
    referred_on: date,
    audience: Audience = Audience.FIRST_RESPONDER,
) -> dict[str, Any]:
    """The gaps of the notice of a decision to an agency: the outcome and nothing of its reasons."""
    asked = [_FOLLOWS[kind, outcome]]
    if audience is Audience.FIRST_RESPONDER:
        asked.append(_TO_HAND_OVER[outcome])
    elif audience is Audience.SUPPORT_PROVIDER:
        asked.append(_TO_SUPPORT[outcome])
    return {
        "referral_reference": reference,
        "referred_on": referred_on.isoformat(),
        "decision_name": kind.value.replace("_", " "),
        "outcome_name": outcome.value,
        "next_steps": " ".join(asked),
    }
