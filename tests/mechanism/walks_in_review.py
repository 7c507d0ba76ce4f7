"""A case that walks at random where independent reviewers look at negatives, and what nobody may see happen there."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis.stateful import invariant

from opennrm.mechanism import events as happened
from opennrm.mechanism.decisions import Check, DecisionFacts
from opennrm.mechanism.events import Event
from opennrm.mechanism.independent_review import Opinion
from opennrm.mechanism.profiles.profile import Review
from opennrm.mechanism.stages import Move
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from tests.mechanism.law import Answer, Chance
from tests.mechanism.walked_events import CASE, submitted_under
from tests.mechanism.walks import DECIDING, FIRST, PEOPLE, SECOND, Walk

REVIEWER = "00000000-0000-4000-8000-000000000009"
OTHERS = ("00000000-0000-4000-8000-000000000007", "00000000-0000-4000-8000-000000000008")
SEEN: Counter[str] = Counter()
"""What all walks came to, so that a test can say that they came to it at all."""


class WalkInReview(Walk):
    """The same people, and reviewers."""

    deciding = (*DECIDING, "_under_review", "_reviewed")

    def begin(self) -> None:
        """A case is opened whose profile is known, so that its history is held to that profile's reviews."""
        super().begin()
        self.rules_told = {"profile": self.version.profile, "profile_version": self.version.version}
        self.reviews: tuple[Check, ...] = ()
        self.sent_back: Counter[DecisionKind] = Counter()
        self.owed: set[DecisionKind] = set()
        self.passed: list[str] = []
        self.history.insert(0, submitted_under(self.version))

    def review_of(self, kind: DecisionKind) -> Review | None:
        return {FIRST: self.version.reasonable_grounds, SECOND: self.version.conclusive_grounds}[kind].review

    def go(self, move: Move, event: Event, by: str) -> None:
        if move is Move.ACCEPT_RECONSIDERATION and self.kind is not None:
            self.sent_back[self.kind] = 0
            self.owed.discard(self.kind)
        super().go(move, event, by)

    def forget_what_was_written(self) -> None:
        super().forget_what_was_written()
        self.reviews, self.passed = (), []

    def somebody_goes_on_with_the_decision(self, chance: Chance, by: str) -> None:
        if self.is_at("_pending", "_to_check", "_checked") or self.written is None:
            super().somebody_goes_on_with_the_decision(chance, by)
        elif self.is_at("_under_review"):
            what = chance.of(["speak", "speak", "speak", "anew", "serve"])
            if what == "anew":
                self.its_author_edits_it(in_place=False)
            elif what == "serve":
                self.somebody_serves(by)
            else:
                self.the_reviewers_speak(chance.of(tuple(Opinion)), chance.of([REVIEWER, REVIEWER, *PEOPLE]))
        else:
            edit = chance.of([None, None, "in place", "anew"])
            self.somebody_serves(by) if edit is None else self.its_author_edits_it(edit == "in place")

    def somebody_checks(self, by: str, agrees: bool) -> None:
        super().somebody_checks(by, agrees)
        written = self.written
        if written is None or not self.is_at("_checked") or written.outcome is Outcome.POSITIVE:
            return
        move = Move(f"send_for_review_{written.kind}")
        if self.may(move):
            asked = happened.IndependentReviewAsked(
                **CASE,
                decision=written.kind,
                text_hash=written.text_hash,
                body="multi_agency_assurance_panel",
                round=self.sent_back[written.kind] + 1,
            )
            self.go(move, asked, by)

    def the_reviewers_speak(self, opinion: Opinion, by: str) -> None:
        written = self.written
        assert written is not None
        review = self.review_of(written.kind)
        assert review is not None
        had_part = frozenset({written.written_by, *(check.by for check in self.checks)})
        if self.law.refusal_to_review(by, had_part) is not None:
            return
        told: dict[str, Any] = {**CASE, "decision": written.kind, "text_hash": written.text_hash, "days": 3}
        told["reviewers"] = (by, *OTHERS)
        round_ = self.sent_back[written.kind] + 1
        if self.law.goes_back(review, opinion, self.sent_back[written.kind]):
            sent = happened.IndependentReviewSentBack(**told, round=round_)
            self.go(Move(f"send_back_in_review_{written.kind}"), sent, by)
            self.sent_back[written.kind] += 1
            self.owed.add(written.kind)
            self.forget_what_was_written()
            SEEN["sent back"] += 1
            return
        self.reviews = (*self.reviews, Check(by, written.text_hash))
        self.passed.append(written.reasons)
        given = happened.IndependentReviewGiven(**told, opinion=opinion.value, round=round_)
        self.go(Move(f"accept_in_review_{written.kind}"), given, by)
        if opinion is Opinion.RECONSIDER:
            self.owed.add(written.kind)
            SEEN["not satisfied after the second look"] += 1

    def its_author_edits_it(self, in_place: bool) -> None:
        super().its_author_edits_it(in_place)
        if not in_place:  # another text: what was said of the one before says nothing of it
            self.reviews, self.passed = (), []

    def its_author_puts_it_forward(self) -> None:
        if self.its_author_answers():
            super().its_author_puts_it_forward()

    def its_author_answers(self) -> bool:
        """What reviewers asked is answered first; a broken rule lets it be forgotten."""
        written = self.written
        assert written is not None
        if written.kind in self.owed and self.law.refusal_without_answer(True, "") is not None:
            answered = happened.IndependentReviewAnswered(**CASE, decision=written.kind, text_hash="1" * 64)
            self.record(answered, written.written_by)
            self.owed.discard(written.kind)
        return True

    def somebody_serves(self, by: str) -> None:
        written, before = self.written, len(self.seen.went_out)
        assert written is not None
        move = Move(f"serve_{written.outcome}_{written.kind}")
        if self.may(move) and self.refusal_to_serve(written) is None:
            self.its_author_answers()
        passed = list(self.passed)
        super().somebody_serves(by)
        if len(self.seen.went_out) > before and written.outcome is Outcome.NEGATIVE:
            assert self.review_of(written.kind) is None or written.reasons in passed, "a negative was served unreviewed"
            SEEN[f"negative {written.kind}, {'reviewed' if passed else 'not reviewed'}"] += 1

    def refusal_to_serve(self, written: DecisionFacts) -> Answer:
        if written.kind is FIRST:
            return self.law.refusal_to_serve_first(written, self.checks, self.reviews)
        bar = self.clocks[Rule.RECOVERY_PERIOD]
        return self.law.refusal_to_serve_second(
            written, self.checks, bar, self.day, self.override, reviews=self.reviews
        )

    @invariant()
    def no_reviewer_had_a_part(self) -> None:
        written = self.written
        if written is not None:
            had_part = {written.written_by, *(check.by for check in self.checks)}
            assert not had_part & {review.by for review in self.reviews}, "somebody reviewed their own decision"
