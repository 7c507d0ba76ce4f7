"""An adult leaves the mechanism: in writing, by a wish that a first responder heard, or because they left the country.

A wish that a first responder recorded waits until somebody of the authority confirms it: leaving ends support, so two
people look whether it is the person's own wish. It counts from the day it was said.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.asking import as_the_house
from opennrm.audit.once import once, remember
from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import keep_case, locked_case, move_case
from opennrm.cases.actions.stopping import stop_clocks
from opennrm.cases.models import Case, Wish
from opennrm.cases.texts import wish_hash
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import CaseWithdrawn, WishRecorded, WishSettled
from opennrm.mechanism.interruptions import Withdrawal, refusal_of_withdrawal
from opennrm.mechanism.profiles.profile import ProfileVersion, WayOfWithdrawing
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.stages import Move, Stage, refusal_to_move
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import referral_for
from opennrm.referrals.rules import rules_for

WITHDRAW = "withdraw"
WAITS, CONFIRMED, NOT_CONFIRMED = "waits", "confirmed", "not_confirmed"
WAITS_ALREADY = Refusal(
    "wish_waits_already",
    "That the person wants to withdraw was recorded already, and waits for the competent authority.",
    "house",
)
NO_WISH = Refusal("no_waiting_wish", "No wish waits to be confirmed. Open the case to see where it stands.", "house")


def withdraw_case(reference: str, said: Withdrawal, *, seen: int, by: Actor, at: datetime) -> None:
    """Record that an adult left, and end the case. Raises `NotYours`; `Refused` with the field that is wrong."""
    with command():
        token = f"withdraw:{reference}:{seen}"
        if once(who=by.account_id, token=token, body=_body(said), at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.MOVE_CASES, seen=seen, by=by, at=at)
        version = _may_withdraw(case, said, at)
        earlier = Wish.objects.filter(case=case, wish=WITHDRAW, state=WAITS).first()
        if earlier is not None:
            # What is recorded now stands in its place, so it is settled like any other: as an event as well.
            _settle(earlier, is_confirmed=False, by=by, at=at)
        wish = _kept(case, said, CONFIRMED, by=by, at=at)
        _leave(case, wish, version, by=by.account_id, at=at)
        remember(who=by.account_id, token=token, result=case.stage)


def record_wish_to_withdraw(reference: str, said: Withdrawal, *, token: str, by: Actor, at: datetime) -> None:
    """Record, as the first responder of a referral, that the person wants to withdraw; it waits to be confirmed.

    Raises `NotYours` if the referral is not theirs; `Refused` with the field that is wrong.
    """
    refuse_if(refusal_to_act(by, Permission.RECORD_WISHES))
    with command():
        if once(who=by.account_id, token=token, body=_body(said), at=at) is not None:
            return
        referral_for(by, reference, at=at)
        with as_the_house():  # the case is another's; the wish is recorded by whoever referred
            case = Case.objects.select_for_update().filter(reference=reference).first()
            if case is None:
                raise NotYours
            _may_withdraw(case, said, at)
            if Wish.objects.filter(case=case, wish=WITHDRAW, state=WAITS).exists():
                raise Refused(WAITS_ALREADY)
            _kept(case, said, WAITS, by=by, at=at)
            keep_case(case)
        remember(who=by.account_id, token=token, result=reference)


def settle_wish_to_withdraw(reference: str, *, is_confirmed: bool, seen: int, by: Actor, at: datetime) -> None:
    """Confirm the wish that a first responder recorded, which ends the case, or do not.

    Raises `NotYours` and `Refused`.
    """
    with command():
        token = f"settle:{reference}:{seen}"
        if once(who=by.account_id, token=token, body={"confirmed": is_confirmed}, at=at) is not None:
            return
        case = locked_case(reference, needs=Permission.MOVE_CASES, seen=seen, by=by, at=at)
        wish = Wish.objects.filter(case=case, wish=WITHDRAW, state=WAITS).first()
        if wish is None:
            raise Refused(NO_WISH)
        _settle(wish, is_confirmed=is_confirmed, by=by, at=at)
        if is_confirmed:
            _leave(case, wish, rules_for(case.profile, case.received_on, at), by=by.account_id, at=at)
        else:
            keep_case(case)
        remember(who=by.account_id, token=token, result=case.stage)


def _settle(wish: Wish, *, is_confirmed: bool, by: Actor, at: datetime) -> None:
    wish.state = CONFIRMED if is_confirmed else NOT_CONFIRMED
    wish.settled_at, wish.settled_by_id = at, by.account_id
    wish.save(update_fields=["state", "settled_at", "settled_by"])
    reference = wish.case.reference
    settled = WishSettled(subject=reference, case=reference, wish=wish.wish, is_confirmed=is_confirmed)
    announce(settled, at=at, by=by.account_id)


def _may_withdraw(case: Case, said: Withdrawal, at: datetime) -> ProfileVersion:
    version = rules_for(case.profile, case.received_on, at)
    refuse_if(refusal_to_move(version, Stage(case.stage), Move.WITHDRAW))
    refuse_if(
        refusal_of_withdrawal(version, ReferralKind(case.kind), said, received_on=case.received_on, on=legal_day(at))
    )
    for field in ("heard_by", "evidence"):
        refuse_if(refusal_of_length(getattr(said, field), field))
    return version


def _kept(case: Case, said: Withdrawal, state: str, *, by: Actor, at: datetime) -> Wish:
    assert said.way is not None  # noqa: S101 - the rule refused otherwise
    assert said.said_on is not None  # noqa: S101 - the rule refused otherwise
    spoken = said.way is WayOfWithdrawing.SPOKEN_THROUGH_FIRST_RESPONDER
    is_settled = state != WAITS
    wish = Wish(
        case=case,
        wish=WITHDRAW,
        way=said.way.value,
        said_on=said.said_on,
        heard_by=said.heard_by or None,
        language=said.language if spoken else "",
        interpreter=said.interpreter if spoken else "",
        evidence=said.evidence or None,
        state=state,
        recorded_at=at,
        recorded_by_id=by.account_id,
        settled_at=at if is_settled else None,
        settled_by_id=by.account_id if is_settled else None,
    )
    wish.wish_hash = wish_hash(wish)
    wish.save(force_insert=True)
    recorded = WishRecorded(
        subject=case.reference,
        case=case.reference,
        wish=wish.wish,
        way=wish.way,
        said_on=wish.said_on,
        wish_hash=wish.wish_hash,
        language=wish.language or None,
        interpreter=wish.interpreter or None,
    )
    announce(recorded, at=at, by=by.account_id)
    return wish


def _leave(case: Case, wish: Wish, version: ProfileVersion, *, by: UUID, at: datetime) -> None:
    move_case(case, Move.WITHDRAW, version)
    stop_clocks(case, "withdrawn", at=at, by=by)
    case.ended_because, case.ended_on = wish.way, wish.said_on
    keep_case(case, "stage", "due_on", "ended_because", "ended_on")
    left = CaseWithdrawn(subject=case.reference, case=case.reference, way=wish.way, withdrawn_on=wish.said_on)
    announce(left, at=at, by=by)


def _body(said: Withdrawal) -> dict[str, str]:
    return {
        "way": said.way.value if said.way else "",
        "said_on": said.said_on.isoformat() if said.said_on else "",
        "heard_by": said.heard_by,
        "language": said.language,
        "interpreter": said.interpreter,
        "evidence": said.evidence,
    }
