"""What is asked and said while a case waits for its decision, each beside what the pure law says of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from opennrm.cases.actions.asking import ask_agency as ask_an_agency
from opennrm.cases.actions.consulting import record_consultation
from opennrm.cases.actions.representations import (
    answer_representation,
    record_representation,
    review_recovery,
)
from opennrm.cases.actions.triaging import accept_case
from opennrm.mechanism.conclusive_grounds import Purpose
from opennrm.mechanism.recovery import asked_at_review, refusal_to_answer, refusal_to_review
from opennrm.mechanism.stages import ENDED_STAGES, FINAL_STAGES, Move
from opennrm.mechanism.time_limits import Rule
from tests.cases.by_the_law import consulted, kind_of
from tests.cases.histories import Tried, Walked, codes


def accept(walk: Walked) -> Tried:
    """A case that waits at triage is let go on."""
    by, seen = walk.somebody(), walk.seen
    return Tried(
        lambda: accept_case(walk.reference, seen=seen, by=by, at=walk.at),
        frozenset(walk.by_the_table(Move.ACCEPT)),
        walk.led(Move.ACCEPT),
    )


def represent(walk: Walked) -> Tried:
    """The support provider puts something about recovery."""
    by, text = walk.somebody(), f"They need more days, said {len(walk.done)}."

    def call() -> None:
        record_representation(
            walk.reference,
            source="support_provider",
            text=text,
            received_on=walk.today,
            token=str(len(walk.done)),
            by=by,
            at=walk.at,
        )

    return Tried(call, frozenset(), walk.stage)


def answer_representations(walk: Walked) -> Tried:
    """The last representations are answered; a second answer is refused, and where there are none nothing is done."""
    came = [number for number, entry in enumerate(walk.entries) if entry.kind == "RepresentationReceived"]
    if not came:
        return Tried(lambda: None, frozenset(), walk.stage)
    which = walk.entries[came[-1]].facts["representation"]
    was_extended = any(entry.kind == "RecoveryExtended" for entry in walk.entries[came[-1] :])
    answered = any(e.kind == "RepresentationAnswered" and e.facts["representation"] == which for e in walk.entries)
    outcome, by = walk.chance.choice(["extended", "not_extended", "noted"]), walk.somebody()
    refusals = codes(refusal_to_answer(outcome, "We looked.", was_extended=was_extended))

    def call() -> None:
        answer_representation(walk.reference, UUID(which), outcome=outcome, answer="We looked.", by=by, at=walk.at)

    return Tried(call, frozenset({"already_answered"} if answered else refusals), walk.stage)


def contact(walk: Walked) -> Tried:
    """Everybody who must be contacted for the review of recovery is."""
    by, missing = walk.somebody(), set(asked_at_review(kind_of(walk))) - consulted(walk, Purpose.RECOVERY_REVIEW)

    def call() -> None:
        for who in sorted(missing):
            record_consultation(
                walk.reference,
                with_whom=who,
                took_part=False,
                said="",
                on=None,
                by=by,
                at=walk.at,
                purpose=Purpose.RECOVERY_REVIEW,
            )

    return Tried(call, frozenset(), walk.stage)


def review(walk: Walked) -> Tried:
    """The review of the thirtieth day is concluded, where the profile has one and it is due."""
    clock, by, seen = walk.facts.clocks.get(Rule.RECOVERY_REVIEW.value), walk.somebody(), walk.seen
    contacted = consulted(walk, Purpose.RECOVERY_REVIEW)
    refusals = codes(refusal_to_review(contacted, kind_of(walk), "ends_as_set"))
    if clock is None or not clock.is_running:
        refusals = {"no_review_due"}

    def call() -> None:
        review_recovery(walk.reference, outcome="ends_as_set", words="", seen=seen, by=by, at=walk.at)

    return Tried(call, frozenset(refusals), walk.stage)


def ask_agency(walk: Walked) -> Tried:
    """An agency is asked; the case goes on beside it."""
    by, ended = walk.somebody(), walk.stage in FINAL_STAGES | ENDED_STAGES

    def call() -> None:
        ask_an_agency(
            walk.reference,
            agency="Lincolnshire Police (made up)",
            agency_kind="police",
            topics=["places"],
            words="Where?",
            due_on=walk.today + timedelta(days=5),
            chase_every=3,
            token=str(len(walk.done)),
            by=by,
            at=walk.at,
        )

    return Tried(call, frozenset({"case_has_ended"} if ended else ()), walk.stage)
