"""The page of the person themselves: the code that opens it, the second fact that they choose, and when it closes.

Pure rules. A code tells nothing of whom it is for. What somebody chose is spelled in one way before it is hashed, so
that it opens the page however they write it. Source: house.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from opennrm.mechanism.refusal import Refusal

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32 (https://www.crockford.com/base32.html): no letter looks like another or like a digit."""
_LOOKS_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_RANDOM, _CHECK, _GROUP = 18, 2, 4
LONGEST_CODE = 60
"""Characters that a typed code can have, with whatever stands between its groups."""
_PRIME = 1021
"""The largest prime that two letters can tell: one wrong letter, or two that changed places, never give the same."""
LONGEST_FACT = 100
FEWEST = 4
"""Letters or digits of what somebody chooses: less is guessed by whoever found the paper."""
VISIT_IDLE = timedelta(minutes=10)
VISIT_AT_MOST = timedelta(hours=1)
MOST_WRONG = 20
"""Wrong tries one after the other, however slowly, after which a page closes: whoever makes them holds the code."""


class Second(StrEnum):
    """What kind of fact a person chose to open their page with, besides the code."""

    WORD = "word"
    DATE = "date"
    NUMBER = "number"


class HowAgreed(StrEnum):
    """How a person said that they want the page."""

    SPOKEN = "spoken"
    SIGNED = "signed"
    THROUGH_INTERPRETER = "through_interpreter"


class EndedBecause(StrEnum):
    """Why a page was closed."""

    ASKED = "asked"
    NOT_SAFE = "not_safe"
    RENEWED = "renewed"
    TOO_MANY_TRIES = "too_many_tries"


BY_SOMEBODY = (EndedBecause.ASKED, EndedBecause.NOT_SAFE)
"""The reasons that somebody gives who closes it."""

NOT_A_CODE = Refusal(
    "not_a_code",
    "Look at the code on the paper again: one of its letters or numbers is different from what you typed.",
    "house",
    "code",
)
NO_CONSENT = Refusal(
    "no_consent", "Say that the person was told what the page is, and wants it. Without that there is none.", "house",
    "agreed",
)  # fmt: skip
NO_WAY_OF_AGREEING = Refusal("no_way_of_agreeing", "Choose how the person said so.", "house", "how")
NO_KIND = Refusal("no_kind", "Choose what kind of thing the person will remember.", "house", "kind")
TOO_SHORT = Refusal("fact_too_short", "Let the person choose at least 4 letters or digits.", "house", "chosen")
TOO_LONG = Refusal("fact_too_long", "Let the person choose at most 100 letters or digits.", "house", "chosen")
NO_DATE = Refusal("no_such_date", "Write a date in digits: day, month and year, such as 27 3 2007.", "house", "chosen")
TOO_PLAIN = Refusal("fact_too_plain", "This is among the first that anybody tries. Choose another.", "house", "chosen")
KNOWN = Refusal(
    "fact_is_known",
    "This stands in the referral, and others may know it, too. Choose something that only the person knows.",
    "house",
    "chosen",
)
NO_REASON = Refusal("no_reason", "Choose why the page is closed.", "house", "because")


def new_code() -> str:
    """A code that nobody has had: 90 random bits and two letters that show a slip, in groups of four."""
    random = "".join(secrets.choice(LETTERS) for _ in range(_RANDOM))
    code = random + _check_letters(random)
    return "-".join(code[first : first + _GROUP] for first in range(0, len(code), _GROUP))


def code_in(typed: str) -> str | None:
    """A typed code in its one spelling, without groups; None where it is no code that could be."""
    plain = unicodedata.normalize("NFKC", typed[:LONGEST_CODE]).upper().translate(_LOOKS_LIKE)
    code = "".join(letter for letter in plain if letter.isalnum())
    if len(code) != _RANDOM + _CHECK or any(letter not in LETTERS for letter in code):
        return None
    return code if code[_RANDOM:] == _check_letters(code[:_RANDOM]) else None


def spelled(kind: str, chosen: str) -> str:
    """What somebody chose in the one spelling that is hashed; letters of either case and digits of any script."""
    plain = unicodedata.normalize("NFKC", chosen[: LONGEST_FACT * 2]).casefold()
    plain = "".join(_digit(each) if each.isdecimal() else each for each in plain)
    if kind == Second.DATE:
        parts = "".join(each if each.isdecimal() else " " for each in plain).split()
        return " ".join(part.lstrip("0") or "0" for part in parts)
    if kind == Second.NUMBER:
        return "".join(each for each in plain if each.isdecimal())
    return "".join(each for each in plain if each.isalnum() or unicodedata.category(each).startswith("M"))


def refusal_to_offer(how: str, kind: str, chosen: str, *, agreed: bool, known: Collection[str]) -> Refusal | None:
    """Why a page is not opened for a person; None if it is. `known` are words and dates that others know of them."""
    if not agreed:
        return NO_CONSENT
    if how not in set(HowAgreed):
        return NO_WAY_OF_AGREEING
    if kind not in set(Second):
        return NO_KIND
    return _refusal_of_fact(kind, chosen, known)


def refusal_to_end(because: str) -> Refusal | None:
    """Why a page is not closed; None if it is."""
    return None if because in BY_SOMEBODY else NO_REASON


def _refusal_of_fact(kind: str, chosen: str, known: Collection[str]) -> Refusal | None:
    if len(chosen) > LONGEST_FACT:
        return TOO_LONG
    plain = spelled(kind, chosen)
    if kind == Second.DATE and not _is_date(plain):
        return NO_DATE
    if len(plain) < FEWEST:
        return TOO_SHORT
    if kind != Second.DATE and (len(set(plain)) == 1 or plain in "01234567890" or plain in "09876543210"):
        return TOO_PLAIN
    return KNOWN if plain in {spelled(kind, each) for each in known} else None


def _is_date(plain: str) -> bool:
    try:
        day, month, year = (int(part) for part in plain.split())
        return date(year, month, day).year >= 1900
    except (ValueError, OverflowError):
        return False


def _check_letters(random: str) -> str:
    number = 0
    for letter in random:
        number = (number * len(LETTERS) + LETTERS.index(letter)) % _PRIME
    return LETTERS[number // len(LETTERS)] + LETTERS[number % len(LETTERS)]


def _digit(each: str) -> str:
    return str(unicodedata.decimal(each))
