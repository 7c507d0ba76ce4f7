"""What leads a case off its straight path, each beside what the pure law says of it."""

from __future__ import annotations

from datetime import date, timedelta

from opennrm.cases.actions.closing import close_case
from opennrm.cases.actions.reopening import reopen_case
from opennrm.cases.actions.safe_ways import change_safe_way
from opennrm.cases.actions.suspending import resume_case, suspend_case
from opennrm.cases.actions.transferring import transfer_case
from opennrm.cases.actions.withdrawing import withdraw_case
from opennrm.cases.models import Case
from opennrm.mechanism.interruptions import (
    ClosingReason,
    ReopeningReason,
    Withdrawal,
    refusal_of_withdrawal,
    refusal_to_close,
    refusal_to_reopen,
    refusal_to_suspend,
)
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.mechanism.routing import refusal_to_transfer
from opennrm.mechanism.serving import may_be_served
from opennrm.mechanism.stages import DECIDED_STAGES, Move, Stage
from opennrm.partners.access import Actor
from opennrm.referrals.queries import referral_read, safe_ways_of
from tests.cases.by_the_law import (
    RECOVERY,
    kind_of,
)
from tests.cases.histories import Tried, Walked, codes


def suspend(walk: Walked) -> Tried:
    """The person is missing; now and then the evidence suffices all the same."""
    by, seen, suffices = walk.somebody(), walk.seen, walk.chance.random() < 0.2
    review_on = walk.today + timedelta(days=14)
    refusals = codes(refusal_to_suspend(evidence_suffices=suffices, review_on=review_on, on=walk.today))

    def call() -> None:
        suspend_case(
            walk.reference,
            reason="missing",
            evidence_suffices=suffices,
            review_on=review_on,
            seen=seen,
            by=by,
            at=walk.at,
        )

    return Tried(call, frozenset(refusals | walk.by_the_table(Move.SUSPEND)), walk.led(Move.SUSPEND))


def resume(walk: Walked) -> Tried:
    """They are found; recovery that was over already stays over."""
    by, seen, after = walk.somebody(), walk.seen, walk.led(Move.RESUME)
    clock = walk.facts.clocks.get(RECOVERY.value)
    if after is Stage.RECOVERY and walk.stage is not after and clock is not None and not clock.is_running:
        after = Stage.CONCLUSIVE_GROUNDS_PENDING
    refusals = walk.by_the_table(Move.RESUME)

    def call() -> None:
        resume_case(walk.reference, seen=seen, by=by, at=walk.at)
        _has_a_safe_way(walk, by)

    return Tried(call, frozenset(refusals), after)


def withdraw(walk: Walked) -> Tried:
    """The person leaves, in one of the ways."""
    by, seen, way = walk.somebody(), walk.seen, walk.chance.choice(list(WayOfWithdrawing))
    said = Withdrawal(way=way, said_on=walk.today, heard_by="A", language="eng", interpreter="not_needed", evidence="E")
    received_on = walk.facts.received_on or date.min
    kind = kind_of(walk)
    refusals = codes(refusal_of_withdrawal(walk.version, kind, said, received_on=received_on, on=walk.today))
    return Tried(
        lambda: withdraw_case(walk.reference, said, seen=seen, by=by, at=walk.at),
        frozenset(refusals | walk.by_the_table(Move.WITHDRAW)),
        walk.led(Move.WITHDRAW),
    )


def close(walk: Walked) -> Tried:
    """The case is closed for a reason; a duplicate names no other case."""
    by, seen, reason = walk.somebody(), walk.seen, walk.chance.choice(list(ClosingReason))
    is_decided = walk.facts.stage in DECIDED_STAGES
    # Nobody in these histories turns 18: those who are children stay so.
    refusals = codes(
        refusal_to_close(reason, kind_of(walk), is_known_duplicate=False, is_18=False, is_decided=is_decided)
    )
    return Tried(
        lambda: close_case(walk.reference, reason=reason, seen=seen, by=by, at=walk.at),
        frozenset(refusals | walk.by_the_table(Move.CLOSE)),
        walk.led(Move.CLOSE),
    )


def reopen(walk: Walked) -> Tried:
    """A case that ended goes on."""
    by, seen, reason = walk.somebody(), walk.seen, walk.chance.choice([*ReopeningReason, ReopeningReason.MISTAKE])
    refusals = walk.by_the_table(Move.REOPEN)
    if not refusals:
        ended_on = walk.facts.ended_on or date.min
        because = walk.facts.ended_because
        refusals = codes(refusal_to_reopen(reason, ended_because=because, ended_on=ended_on, on=walk.today))

    def call() -> None:
        reopen_case(walk.reference, reason=reason, seen=seen, by=by, at=walk.at)
        if not Case.objects.get(reference=walk.reference).stage.startswith("suspended"):
            _has_a_safe_way(walk, by)

    return Tried(call, frozenset(refusals), walk.led(Move.REOPEN))


def transfer(walk: Walked) -> Tried:
    """The case passes to one of the authorities, perhaps the one that has it."""
    by, seen, to = walk.somebody(), walk.seen, walk.chance.choice(walk.house.authorities)
    refusals = codes(refusal_to_transfer(walk.version, kind_of(walk), walk.facts.authority or "", to))
    return Tried(
        lambda: transfer_case(walk.reference, to_authority=to, seen=seen, by=by, at=walk.at),
        frozenset(refusals | walk.by_the_table(Move.TRANSFER)),
        walk.led(Move.TRANSFER),
    )


def _has_a_safe_way(walk: Walked, by: Actor) -> None:
    """Whoever was out of reach is written to by a way that is confirmed again."""
    if not safe_ways_of(referral_read(walk.reference).person_id):
        audience = may_be_served(kind_of(walk))[0].value
        way = {"audience": audience, "channel": "hand_over", "name": "Rowan Ashdown", "lines": (), "confirmed": True}
        change_safe_way(walk.reference, **way, by=by, at=walk.at)  # type: ignore[arg-type]
