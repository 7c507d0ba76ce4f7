"""What of a name or an address is compared, where somebody may look at a relative's record or at their own address."""

from __future__ import annotations

import re
import unicodedata

_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][A-Z]{2})\b")
_NUMBER = re.compile(r"\b([0-9]{1,5}[A-Z]?)\b")

_COMMON = frozenset(
    {
        "ahmed",
        "ali",
        "begum",
        "brown",
        "chen",
        "davies",
        "edwards",
        "evans",
        "green",
        "hall",
        "harris",
        "hughes",
        "hussain",
        "jackson",
        "johnson",
        "jones",
        "kaur",
        "khan",
        "lewis",
        "martin",
        "miah",
        "mohamed",
        "mohammed",
        "nguyen",
        "patel",
        "roberts",
        "robinson",
        "shah",
        "singh",
        "smith",
        "taylor",
        "thomas",
        "thompson",
        "walker",
        "wang",
        "white",
        "williams",
        "wilson",
        "wood",
        "wright",
    }
)
"""Surnames that many bear here: that two people share one says little. Our own list, from common knowledge."""


def is_common(surname: str) -> bool:
    """Is it, as `surname_in` gives it, one that many bear?"""
    return surname in _COMMON


def surname_in(name: str) -> str:
    """The last word of a name, without case, accents or hyphens; empty where there is none."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(each if each.isalnum() else " " for each in folded if not unicodedata.combining(each))
    return (plain.split() or [""])[-1]


def address_in(text: str) -> str:
    """The postcode of an address and the first number in it (of a house or a flat); empty where either is missing."""
    plain = text.upper()
    postcode = _POSTCODE.search(plain)
    number = _NUMBER.search(_POSTCODE.sub(" ", plain))
    return f"{postcode.group(1)}{postcode.group(2)} {number.group(1)}" if postcode and number else ""
