"""Where a name, an address or a number stands in a text, however it is spelt: by its words, and never by guessing.

Case, accents, signs that nobody sees, and what stands between words make no difference. Source: own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

BETWEEN_WORDS = r"([\s,.-]*)"
"""What may stand between the words of a name; nothing only where a sign stood that nobody sees."""
BETWEEN_DIGITS = r"[\s().\-/]*"
FEWEST_DIGITS = 6
"""With fewer digits something is no telephone number."""
_UNHEARD = frozenset({"Cf", "Mn", "Me"})
"""Signs that nobody sees, and accents of their own: joiners, isolates, marks of direction."""
_ALIKE = str.maketrans(
    dict.fromkeys("\u2019\u2018\u02bc\u0060\u00b4", "'")  # apostrophes
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")  # hyphens and dashes
)
_PARTS = re.compile(r"[\s,.-]+")
_NUMBER = re.compile(r"[\d\s().\-/+]+")
_FROM_ABROAD = re.compile(
    r"(?:\+|00)(?P<country>1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9]\d\d)0?(?P<own>\d+)"
)
"""A number with the code of its country. Which codes have one digit or two: ITU-T E.164; all others have three."""
_OUT = rf"(?:\+|0{BETWEEN_DIGITS}0){BETWEEN_DIGITS}"
_POSTCODE = re.compile(r"([a-z]{1,2}\d[a-z\d]?)(\d[a-z]{2})")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in small letters without accents, and of each of its letters the place in the text as it was."""

    text: str
    places: tuple[int, ...]


def folded(text: str) -> Folded:
    """The text so that what looks alike is alike, with the way back to its places."""
    heard = ((sign, place) for place, sign in enumerate(text) if unicodedata.category(sign) not in _UNHEARD)
    letters = [(letter, place) for sign, place in heard for letter in _letters(sign)]
    return Folded("".join(letter for letter, _place in letters), tuple(place for _letter, place in letters))


def places_of(name: str, within: Folded) -> Iterator[tuple[int, int]]:
    """Where a name, an address or a number begins and ends in the text that was folded."""
    for pattern in _patterns(name):
        for found in re.finditer(pattern, within.text):
            if all(_is_parted(found.span(number), within) for number in range(1, found.re.groups + 1)):
                yield within.places[found.start()], within.places[found.end() - 1] + 1


def _is_parted(between: tuple[int, int], within: Folded) -> bool:
    """Are two words parted, if only by a sign that nobody sees? Else it is one word, and another one."""
    start, end = between
    return end > start or within.places[start] - within.places[start - 1] > 1


def _letters(sign: str) -> str:
    """What a sign is read as, in small letters: mostly one letter, and two where one is written for two."""
    told = unicodedata.normalize("NFKD", sign.translate(_ALIKE)).casefold().translate(_ALIKE)
    return "".join(letter for letter in told if unicodedata.category(letter) not in _UNHEARD) or sign


def _patterns(name: str) -> set[str]:
    plain = folded(name).text
    digits = "".join(sign for sign in plain if sign.isdigit())
    if len(digits) >= FEWEST_DIGITS and _NUMBER.fullmatch(plain) and "+" not in plain.lstrip().lstrip("( ")[1:]:
        return {_of_a_number(plain)}
    postcode = _POSTCODE.fullmatch("".join(_PARTS.split(plain)))
    if postcode:
        return {rf"(?<!\w){postcode.group(1)}[\s.-]*{postcode.group(2)}(?!\w)"}
    words = plain.split()
    # "Ana Vale" also as "Vale, Ana".
    orders = {tuple(words), tuple(words[-1:] + words[:-1])}
    spelt = ([part for word in order for part in _PARTS.split(word) if part] for order in orders)
    return {rf"(?<!\w){BETWEEN_WORDS.join(map(re.escape, parts))}(?!\w)" for parts in spelt if parts}


def _of_a_number(plain: str) -> str:
    """A telephone number with the code of its country or without, its digits parted as anybody likes.

    The way out of a country is `+` or `00`. Where the code was not kept it is any, or this country's with no way out.
    """
    bare = "".join(sign for sign in plain if sign.isdigit() or sign == "+")
    abroad = _FROM_ABROAD.fullmatch(bare)
    if abroad and len(abroad["own"]) >= FEWEST_DIGITS:
        before, own = rf"(?:{_OUT})?{BETWEEN_DIGITS.join(abroad['country'])}", abroad["own"]
    else:
        before, own = rf"(?:{_OUT}\d{{0,3}}|44)", re.sub(r"^(?:\+|00?)", "", bare)
    digits = BETWEEN_DIGITS.join(own)
    return rf"(?<!\d)(?:{before}{BETWEEN_DIGITS})?(?:\(?0\)?{BETWEEN_DIGITS})?{digits}(?!\d)"
