"""Sending a letter of a case again: only to whom it was for, and only by a way that is safe now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from opennrm.audit.record import command
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.addresses import addresses_of, lines_on_letter
from opennrm.cases.models import Case
from opennrm.cases.parties import parties_of
from opennrm.mechanism.interruptions import ClosingReason
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.mechanism.serving import refusal_to_address
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.notifications.actions import tell_of_work
from opennrm.notifications.deliveries import LetterRead, letter_with_deliveries
from opennrm.notifications.kinds import Channel
from opennrm.notifications.resending import send_again
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.organisations import readers_of
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import referral_read, safe_ways_of

NO_SUCH_WAY = Refusal(
    code="no_such_way",
    because="Choose a way that is safe now. If there is none, have one confirmed first.",
    source="SEF-FILE",
    field="way",
)


@dataclass(frozen=True, slots=True)
class WayNow:
    """A way by which a letter can be sent again: a key for a form, the channel, and where it goes."""

    key: str
    channel: Channel
    lines: tuple[str, ...]
    confirmed_safe: bool


def resend_letter(reference: str, letter_id: UUID, *, way: str, because: str, by: Actor, at: datetime) -> None:
    """Send a letter again by one of the `ways_now`, with a coded reason (`Again`).

    Raises `NotYours`; `Refused` with the field that is wrong, or while it still waits in the same way.
    """
    with command():
        case = locked_case(reference, needs=Permission.RESEND_LETTERS, seen=None, by=by, at=at)
        letter = letter_with_deliveries(letter_id, reference)
        if letter is None:
            raise NotYours
        chosen = next((each for each in ways_now(case.id, letter) if each.key == way), None)
        if chosen is None:
            raise Refused(NO_SUCH_WAY)
        send_again(
            letter_id,
            channel=chosen.channel,
            addressee_lines=chosen.lines,
            confirmed_safe=chosen.confirmed_safe,
            because=because,
            at=at,
            by=by.account_id,
        )
        if letter.organisation_id is not None:
            tell_of_work(readers_of([letter.organisation_id], Permission.SEE_LETTERS_TO_US, at), at=at)


def ways_now(case_id: UUID, letter: LetterRead) -> list[WayNow]:
    """The ways by which a letter can go to whom it was for, as they stand now; none where it may not go any more.

    Never to somebody who died, never to an address that is not safe now or where exploitation happened (SEF-FILE), and
    to an organisation only while it has a part in the case.
    """
    case = Case.objects.get(id=case_id)
    if letter.organisation_id is not None:
        still = any(party.organisation_id == letter.organisation_id for party in parties_of(case_id))
        return [WayNow("portal", Channel.PORTAL, (letter.organisation,), True)] if still else []
    if case.ended_because == ClosingReason.DIED.value:
        return []
    referral, ways = referral_read(case.reference), safe_ways_of(case.person_id)
    return [
        WayNow(f"way-{place}", Channel(way.channel), tuple(lines_on_letter(way, referral)), way.confirmed_safe)
        for place, (way, address) in enumerate(zip(ways, addresses_of(ways, referral), strict=True), start=1)
        if way.audience == letter.audience and refusal_to_address(address, ReferralKind(case.kind)) is None
    ]
