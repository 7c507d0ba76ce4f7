"""What independent review does to the facts of a case: nothing negative is served without it where it is demanded."""

from __future__ import annotations

from dataclasses import replace

from opennrm.mechanism.fold.facts import Broken, CaseFacts, DecisionState, Entry, ReviewFacts, Take
from opennrm.mechanism.fold.of_rules import rules_of
from opennrm.mechanism.independent_review import Opinion, goes_back, review_demanded
from opennrm.mechanism.profiles.profile import Review
from opennrm.mechanism.vocabulary import DecisionKind, Outcome


def refuse_unless_reviewed(case: CaseFacts, kind: DecisionKind, outcome: Outcome, served: str, version: str) -> None:
    """Raise `Broken` for a negative served without the review that the rules of its `version` demand."""
    rules = rules_of(case, kind, version)
    if rules is None or review_demanded(rules, outcome) is None:
        return
    if case.decision(kind).reviewed_hash != served:
        raise Broken("A negative was served without the independent review of its text.")


def refuse_while_answer_is_owed(case: CaseFacts, kind: DecisionKind) -> None:
    """Raise `Broken` for a decision that goes on although what reviewers asked was not answered."""
    if case.reviews[kind].owes_answer:
        raise Broken("What the independent reviewers asked was not answered.")


def without_reviews(case: CaseFacts, kind: DecisionKind) -> CaseFacts:
    """The case with a decision that is made afresh: what was said of the one that fell binds nobody."""
    return _with(case, kind, ReviewFacts())


def looked_at(case: CaseFacts, how: str, opinion: str = "") -> CaseFacts:
    """The case whose review that was asked for, if there is one, came out so."""
    rows = (row if row[2] != "asked" else (row[0], row[1], how, opinion) for row in case.looked_at)
    return replace(case, looked_at=tuple(rows))


def _asked(case: CaseFacts, entry: Entry) -> CaseFacts:
    kind, text = DecisionKind(entry.facts["decision"]), entry.facts["text_hash"]
    state = case.decision(kind)
    if state.countersigned_hash != text:
        raise Broken("A text went to independent review that no second officer had countersigned.")
    if entry.facts["round"] != case.reviews[kind].sent_back + 1:
        raise Broken("The rounds of independent review were miscounted.")
    asked = replace(case, looked_at=(*case.looked_at, (text, entry.facts["round"], "asked", "")))
    return _with_state(asked, kind, replace(state, asked_hash=text))


def _given(case: CaseFacts, entry: Entry) -> CaseFacts:
    kind, state = _looked_at(case, entry)
    before, opinion = case.reviews[kind], Opinion(entry.facts["opinion"])
    review = _review(case, kind)
    if review is not None and goes_back(review, opinion, before.sent_back):
        raise Broken("The reviewers asked for another look, and the decision went on.")
    owes = opinion is Opinion.RECONSIDER
    reviewed = _with_state(
        looked_at(case, "accepted", opinion.value), kind, replace(state, reviewed_hash=entry.facts["text_hash"])
    )
    return _with(reviewed, kind, replace(before, owes_answer=owes))


def _sent_back(case: CaseFacts, entry: Entry) -> CaseFacts:
    kind, _state = _looked_at(case, entry)
    before = case.reviews[kind]
    undone = _with_state(looked_at(case, "sent_back", Opinion.RECONSIDER.value), kind, DecisionState())
    return _with(undone, kind, ReviewFacts(sent_back=before.sent_back + 1, owes_answer=True))


def _answered(case: CaseFacts, entry: Entry) -> CaseFacts:
    kind = DecisionKind(entry.facts["decision"])
    if not case.reviews[kind].owes_answer:
        raise Broken("Reviewers were answered who had asked nothing.")
    known = replace(case, texts=(*case.texts, (entry.kind, entry.facts["text_hash"])))
    return _with(known, kind, replace(case.reviews[kind], owes_answer=False))


def _looked_at(case: CaseFacts, entry: Entry) -> tuple[DecisionKind, DecisionState]:
    """The decision that an opinion is of; nobody gives one of their own, or of a text that was not sent to them."""
    kind = DecisionKind(entry.facts["decision"])
    state = case.decision(kind)
    if state.asked_hash is None or entry.facts["text_hash"] != state.asked_hash:
        raise Broken("The text that was reviewed is not the text that was sent for review.")
    reviewers, review = set(entry.facts["reviewers"]), _review(case, kind)
    if reviewers & {state.put_forward_by, state.countersigned_by}:
        raise Broken("Nobody reviews a decision that they wrote or countersigned.")
    if review is not None and len(reviewers) < review.reviewers:
        raise Broken("Fewer gave an opinion than the profile demands.")
    return kind, state


def _review(case: CaseFacts, kind: DecisionKind) -> Review | None:
    rules = rules_of(case, kind, case.profile_version or "")
    return rules.review if rules else None


def _with(case: CaseFacts, kind: DecisionKind, review: ReviewFacts) -> CaseFacts:
    return replace(case, reviews={**case.reviews, kind: review})


def _with_state(case: CaseFacts, kind: DecisionKind, state: DecisionState) -> CaseFacts:
    return replace(case, decisions={**case.decisions, kind: state})


TAKES: dict[str, Take] = {
    "IndependentReviewAsked": _asked,
    "IndependentReviewGiven": _given,
    "IndependentReviewSentBack": _sent_back,
    "IndependentReviewAnswered": _answered,
}
