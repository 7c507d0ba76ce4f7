"""The kinds of event about independent review that are published: a stored history holds their names."""

from __future__ import annotations

from opennrm.mechanism.events import KINDS

PUBLISHED = [
    "IndependentOpinionGiven",
    "IndependentReviewAnswered",
    "IndependentReviewAsked",
    "IndependentReviewGiven",
    "IndependentReviewSentBack",
    "IndependentReviewerDeclared",
    "IndependentReviewerNamed",
    "IndependentReviewerStoodAside",
]


def test_every_published_kind_of_event_about_reviews_is_still_there() -> None:
    of_reviews = "opennrm.mechanism.events.independent_reviews"
    assert sorted(name for name, kind in KINDS.items() if kind.__module__ == of_reviews) == PUBLISHED
