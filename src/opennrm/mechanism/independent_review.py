"""The independent look at negative decisions before they are served: what is asked, what it may say, what follows.

The reform promised that independent experts look at every negative decision (seed-3); the panels that came looked at
negatives on conclusive grounds, before these were served (H-MAAP, MAAP-LUCAS), and could have the authority look again
but put no decision of their own in its place (MAAP-CHAIRS). The questions of the test, how many give an opinion, how
these are counted and how often a decision goes back are assumptions of this product: nobody published them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from opennrm.mechanism.decisions import Check, DecisionFacts
from opennrm.mechanism.profiles.profile import DecisionRules, Review
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import Outcome


class Opinion(StrEnum):
    """What reviewers say of a decision."""

    RECONSIDER = "reconsider"
    SATISFIED = "satisfied"


class StandsAside(StrEnum):
    """Why somebody does not review a decision that they were named for. Source: house."""

    HAS_AN_INTEREST = "has_an_interest"
    HAS_NO_TIME = "has_no_time"
    TAKEN_OFF = "taken_off"
    """Whoever convenes took them off: they do not answer."""
    LEFT = "left"
    """They review no longer: their role ended."""


OWN_REASONS = frozenset({StandsAside.HAS_AN_INTEREST, StandsAside.HAS_NO_TIME})
"""Those that reviewers give themselves."""


class Found(StrEnum):
    """The answer to a question of the test."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class TestQuestion:
    """One question that every reviewer answers of the decision as it reads; `key` is stored."""

    __test__ = False  # it is no test of this product

    key: str
    ask: str


TEST: tuple[TestQuestion, ...] = (
    TestQuestion("evidence_weighed", "Does it address every piece of evidence and every indicator in the case?"),
    TestQuestion("adverse_points_fair", "Does each point against the person rest on evidence, and is it fair to them?"),
    TestQuestion("standard_applied", "Does it apply the standard in force, and no higher one?"),
    TestQuestion("asked_who_knows", "Were those who know the person asked, and was what they said taken into account?"),
    TestQuestion("reasons_lead_there", "Do the reasons lead to the outcome?"),
)
"""Source: own."""


def who_reviews(review: Review) -> str:
    """How a sentence names who reviews."""
    return review.body.replace("_", " ")


def review_demanded(rules: DecisionRules, outcome: Outcome) -> Review | None:
    """Who must look at a decision with this outcome before it is served; None where nobody must."""
    return rules.review if outcome is Outcome.NEGATIVE else None


def result_of(reviewers: int, awaited: frozenset[str], opinions: Mapping[str, Opinion]) -> Opinion | None:
    """What the reviewers come to: what most of them say, and on a tie what protects the person. None before all spoke.

    `reviewers` is how many give an opinion by the profile, `awaited` the accounts of those who review and did not stand
    aside, `opinions` what was said, by account; of somebody who stood aside it counts for nothing. Nothing is told
    before, as of the votes of a panel. Source: own.
    """
    said = [opinions[account] for account in awaited if account in opinions]
    if len(said) < max(reviewers, len(awaited)):
        return None
    for_another_look = said.count(Opinion.RECONSIDER)
    return Opinion.RECONSIDER if 2 * for_another_look >= len(said) else Opinion.SATISFIED


def goes_back(review: Review, opinion: Opinion, sent_back: int) -> bool:
    """Does this opinion send the decision back to the authority, which it was `sent_back` times before?

    Otherwise the decision may be served, and what the reviewers said is answered. Source: MAAP-CHAIRS; how often, own.
    """
    return opinion is Opinion.RECONSIDER and (review.may_overturn or sent_back < review.sends_back)


def refusal_of_opinion(test: Mapping[str, str], opinion: str, because: str) -> Refusal | None:
    """What an opinion lacks: an answer to each question, a choice, and reasons unless all speaks for the decision.

    `test` holds answers by the key of their question.
    """
    for question in TEST:
        if test.get(question.key) not in set(Found):
            return Refusal("not_answered", f"Answer this: {question.ask}", "own", question.key)
    if opinion not in set(Opinion):
        return Refusal("no_opinion", "Choose whether you are satisfied with this decision.", "MAAP-CHAIRS", "opinion")
    found_wanting = Found.NO in {test[question.key] for question in TEST}
    if because.strip():
        return None
    if opinion == Opinion.RECONSIDER:
        return Refusal("no_reasons", "Write what the authority should look at again, and why.", "own", "because")
    if found_wanting:
        told = "Write why you are satisfied although you answered a question with no."
        return Refusal("no_reasons", told, "own", "because")
    return None


def refusal_to_review(reviewer: str, had_part: frozenset[str]) -> Refusal | None:
    """Nobody reviews a case that they had a part in. `had_part` are the accounts of those who had. Source: seed-3."""
    if reviewer in had_part:
        return Refusal("had_part", "They may not review this decision: they had a part in the case.", "seed-3")
    return None


def refusal_without_review(decision: DecisionFacts, reviews: tuple[Check, ...]) -> Refusal | None:
    """Why a decision may not be served for want of its independent review; None if it has it or needs none.

    `reviews` are those that let the decision go on, each of the text with its hash. Source: seed-3, MAAP-LUCAS.
    """
    review = review_demanded(decision.rules, decision.outcome)
    if review is None or any(each.text_hash == decision.text_hash for each in reviews):
        return None
    if reviews:
        told = f"The decision was changed after its review. The {who_reviews(review)} must look at it as it reads now."
        return Refusal("review_void", told, review.source)
    told = f"The {who_reviews(review)} must look at this decision before it is served."
    return Refusal("not_reviewed", told, review.source)


def refusal_without_answer(is_owed: bool, answer: str) -> Refusal | None:
    """Why a decision may not go on: what the reviewers asked for is answered first. Source: own."""
    if is_owed and not answer.strip():
        told = "Answer the reviewers: say what you looked at again, and what came of it."
        return Refusal("not_answered_review", told, "own", "answer")
    return None
