"""Changing the way by which letters of a case reach the person: what waited is stopped and redirected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from opennrm.audit.record import command
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.actions.resending import ways_now
from opennrm.cases.addresses import addresses_of
from opennrm.cases.models import Case
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.serving import Audience, may_be_served, refusal_to_address
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.notifications.deliveries import letter_with_deliveries
from opennrm.notifications.kinds import Channel
from opennrm.notifications.resending import Again, Stopped, send_again, stop_what_waits
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import SafeWay, referral_read
from opennrm.referrals.safe_ways import replace_safe_ways

WAYS = (Channel.POST.value, Channel.HAND_OVER.value)


def change_safe_way(
    reference: str,
    *,
    audience: str,
    channel: str,
    name: str,
    lines: Sequence[str],
    confirmed: bool,
    by: Actor,
    at: datetime,
) -> None:
    """Record who receives the papers from now on, and how; every earlier way ends.

    What waited for an earlier way is stopped, and waits for the new one where it goes to the same audience. `confirmed`
    says that somebody made sure that the way is safe and, for somebody else, that the person permits it (PROMPT26).
    Raises `NotYours`; `Refused` with the field that is wrong.
    """
    with command():
        case = locked_case(reference, needs=Permission.DECIDE, seen=None, by=by, at=at)
        given = tuple(line.strip() for line in lines if line.strip()) if channel == Channel.POST.value else ()
        way = SafeWay(audience, channel, name.strip(), given, confirmed and bool(given))
        _refuse(case, way, confirmed)
        stopped = stop_what_waits(reference, Stopped.CONTACT_CHANGED, at=at, by=by.account_id)
        replace_safe_ways(
            reference,
            audience=way.audience,
            channel=way.channel,
            addressee=way.addressee,
            lines=way.lines,
            confirmed_safe=way.confirmed_safe,
            at=at,
            by=by.account_id,
        )
        for letter_id in stopped:
            letter = letter_with_deliveries(letter_id, reference)
            for now in ways_now(case.id, letter) if letter else ():
                send_again(
                    letter_id,
                    channel=now.channel,
                    addressee_lines=now.lines,
                    confirmed_safe=now.confirmed_safe,
                    because=Again.CONTACT_CHANGED.value,
                    at=at,
                    by=by.account_id,
                )


def _refuse(case: Case, way: SafeWay, confirmed: bool) -> None:
    kind = ReferralKind(case.kind)
    if way.audience not in {audience.value for audience in may_be_served(kind)}:
        raise Refused(_wrong("audience", "Choose who receives the letters. A child never does.", "SEF-RGNEG"))
    if way.channel not in WAYS:
        raise Refused(_wrong("channel", "Choose how letters reach them."))
    if way.audience != Audience.PERSON.value and not way.addressee:
        raise Refused(_wrong("name", "Write the name of who receives the letters."))
    if way.channel == Channel.POST.value and not way.lines:
        raise Refused(_wrong("lines", "Write the address, one line below the other."))
    if not confirmed:
        raise Refused(_wrong("confirmed", "Make sure that this way is safe, and say that you did.", "SEF-FILE"))
    refuse_if(refusal_of_length(way.addressee, "name") or refusal_of_length("\n".join(way.lines), "lines"))
    (address,) = addresses_of([way], referral_read(case.reference))
    refused = refusal_to_address(address, kind)
    if refused is not None:
        raise Refused(Refusal(refused.code, refused.because, refused.source, "lines"))


def _wrong(field: str, because: str, source: str = "house") -> Refusal:
    return Refusal(code=f"wrong_{field}", because=because, source=source, field=field)
