"""Addresses as the rules see them: whose they are, whether they are safe, whether the person was exploited there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from opennrm.mechanism.serving import Address, Audience
from opennrm.notifications.kinds import Channel
from opennrm.questions.entries import texts_in
from opennrm.questions.journey import is_not_known
from opennrm.referrals.queries import ReferralRead, SafeWay

POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})\b", re.IGNORECASE)


WHERE_IT_HAPPENED = ("exploitation_uk_details", "places", "exploitations", "exploiters_place", "exploiters")
"""Answers that tell places where it happened, or where those are who did it: nothing is sent there."""


def happened_at(lines: Sequence[str], places: str) -> bool:
    """Is an address one of the places where it happened, as they were told? By postcode, which is written one way."""
    told = _postcodes(places)
    return bool(told and told & _postcodes("\n".join(lines)))


def addresses_of(ways: Sequence[SafeWay], referral: ReferralRead) -> tuple[Address, ...]:
    """The ways by which somebody is reached, as the rules see them. Source: SEF-FILE.

    A way without an address means handing over in person, which is safe as far as an address goes.
    """
    given = [value for key in WHERE_IT_HAPPENED if not is_not_known(value := referral.answers.get(key))]
    told = "\n".join(texts_in(given))
    return tuple(
        Address(
            Audience(way.audience),
            is_safe=way.confirmed_safe or way.channel == Channel.HAND_OVER.value,
            exploited_there=way.exploited_there or happened_at(way.lines, told),
        )
        for way in ways
    )


def name_on_letter(way: SafeWay, referral: ReferralRead) -> str:
    """Whom a letter greets: without a name of theirs what they are, never the person's name for somebody else."""
    own = referral.name if way.audience == Audience.PERSON.value else way.audience.replace("_", " ").capitalize()
    return way.addressee or own


def lines_on_letter(way: SafeWay, referral: ReferralRead) -> list[str]:
    """The name and address on a letter, or by whom it is handed over."""
    name = name_on_letter(way, referral)
    return [name, *way.lines] if way.lines else [name, f"Handed over by {referral.organisation}"]


def _postcodes(text: str) -> frozenset[str]:
    return frozenset(f"{outward}{inward}".upper() for outward, inward in POSTCODE.findall(text))
