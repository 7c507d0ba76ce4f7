"""Changing the way by which letters of a case reach the person: what waited is stopped and redirected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from opennrm.audit.queries import events_of_cases
from opennrm.audit.record import command
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.actions.suspending import SUSPENDED
from opennrm.cases.addresses import addresses_of, lines_on_letter, name_on_letter
from opennrm.cases.models import Case
from opennrm.mechanism.events import CaseSuspended
from opennrm.mechanism.interruptions import ClosingReason, SuspensionReason
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.serving import Audience, may_be_served, refusal_to_address
from opennrm.mechanism.stages import Stage
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.notifications.kinds import Channel
from opennrm.notifications.resending import Again, Stopped, send_again, stop_what_waits
from opennrm.notifications.rewriting import NotGone, letters_not_gone, write_to_another
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import SafeWay, referral_read
from opennrm.referrals.safe_ways import replace_safe_ways

PERSON_MISSING = Refusal(
    code="person_missing",
    because="The person is missing, so no way to write to them can be made sure of. Record first that they were found.",
    source="SEF-SUSP",
    field="confirmed",
)
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

    What waited for an earlier way is stopped. It goes the new way, and so does what was stopped before and has not
    gone since: sent again to the same reader, written again to another. `confirmed` says that somebody made sure that
    the way is safe and, for somebody else, that the person permits it (PROMPT26). Raises `NotYours`; `Refused` with
    the field that is wrong, or while the person is missing.
    """
    with command():
        case = locked_case(reference, needs=Permission.DECIDE, seen=None, by=by, at=at)
        given = tuple(line.strip() for line in lines if line.strip()) if channel == Channel.POST.value else ()
        way = SafeWay(audience, channel, name.strip(), given, confirmed and bool(given))
        _refuse(case, way, confirmed)
        stop_what_waits(reference, Stopped.CONTACT_CHANGED, at=at, by=by.account_id)
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
        if case.ended_because != ClosingReason.DIED.value:
            for letter in letters_not_gone(reference):
                _goes_the_new_way(case, letter, way, by=by, at=at)


def _goes_the_new_way(case: Case, letter: NotGone, way: SafeWay, *, by: Actor, at: datetime) -> None:
    """A letter that was stopped is sent again to the same reader; for another reader it is written again."""
    referral, channel = referral_read(case.reference), Channel(way.channel)
    lines = lines_on_letter(way, referral)
    if letter.audience == way.audience:
        send_again(
            letter.id,
            channel=channel,
            addressee_lines=lines,
            confirmed_safe=way.confirmed_safe,
            because=Again.CONTACT_CHANGED.value,
            at=at,
            by=by.account_id,
        )
        return
    write_to_another(
        letter.id,
        audience=Audience(way.audience),
        referral_kind=ReferralKind(case.kind),
        channel=channel,
        addressee_lines=lines,
        confirmed_safe=way.confirmed_safe,
        salutation=name_on_letter(way, referral),
        at=at,
        by=by.account_id,
    )


def _refuse(case: Case, way: SafeWay, confirmed: bool) -> None:
    kind = ReferralKind(case.kind)
    if _is_missing(case):
        raise Refused(PERSON_MISSING)
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


def _is_missing(case: Case) -> bool:
    if Stage(case.stage) not in SUSPENDED:
        return False
    suspended = events_of_cases([case.reference], (CaseSuspended.__name__,))[case.reference]
    return bool(suspended) and suspended[-1].facts["reason"] == SuspensionReason.MISSING.value


def _wrong(field: str, because: str, source: str = "house") -> Refusal:
    return Refusal(code=f"wrong_{field}", because=because, source=source, field=field)
