"""What in a text could identify somebody: a simple check before an anonymous notification leaves.

What has a form is found and must be taken out: phone numbers, e-mail and web addresses, postcodes, lines of an address,
file names, long numbers. Names have no form: capitalised words that are not known to be harmless are pointed out, and
who sends decides. The check cannot find a name in small letters, a nickname, or a story that only one person can have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import phonenumbers

from opennrm.questions import lists
from opennrm.questions.cleaning import UK_POSTCODE


@dataclass(frozen=True, slots=True)
class Trace:
    """Something in a text that could identify somebody: what it is, and the words as they stand there."""

    what: str
    words: str


# A run of letters is tried from its beginning, and else from its last letter: never from each, which takes too long.
_IN_EMAIL = r"[^\s@<>()\[\],;:\"]"
_EMAIL = re.compile(rf"(?:(?<!{_IN_EMAIL}){_IN_EMAIL}{{1,64}}|{_IN_EMAIL})\s?@\s?{_IN_EMAIL}{{1,253}}\.[^\s@.]{{2,}}")
_WEB = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_FILE = re.compile(
    r"(?:(?<![\w.-])[\w.-]{1,60}|[\w-])\.(?:pdf|docx?|xlsx?|odt|rtf|txt|csv|jpe?g|png|gif|heic|mp[34]|mov|wav|zip)\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(rf"(?<![A-Z0-9]){UK_POSTCODE.pattern}(?![A-Z0-9])", re.IGNORECASE)
_BEFORE_STREET = r"\b\d{1,4}[A-Za-z]?,?\s+(?:(?!the\b|a\b)[\w’'-]+\s+){1,2}"
_STREET = re.compile(
    rf"{_BEFORE_STREET}(?i:street|road|avenue|lane|close|drive|crescent|gardens|grove|mews|terrace)\b"
    rf"|{_BEFORE_STREET}(?:St|Rd|Ave|Court|House|Park|Place|Row|Square|Way|Yard)\b"
    r"|\b(?i:flat|apartment|unit)\s+\d{1,4}\b"
)
_LONG_NUMBER = re.compile(r"(?<!\w)[A-Za-z]{0,3}(?:\d[ /.-]?){6,}\d(?!\w)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
LOOKS_BACK = 200
"""Characters before a word that say whether it begins a sentence."""
_ENDS_A_SENTENCE = re.compile(r"(?:^|[.!?:;•\n\r\"“(]|\n\s*[-*])\s*$")

FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an e-mail address", _EMAIL),
    ("a web address", _WEB),
    ("a file name", _FILE),
    ("a postcode", _POSTCODE),
    ("an address", _STREET),
    ("a long number", _LONG_NUMBER),
)

HARMLESS = frozenset(
    """i uk eu ms nrm dtn british english welsh england wales scotland ireland northern britain united kingdom europe
    home office police national crime agency nhs border force helpline council
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december christmas easter a an the""".split()  # noqa: SIM905 - a list of words
)
"""Capitalised words that name no person."""
BEGIN_SENTENCES = frozenset(
    """he she they it we you who what when where why how there here this that these those his her hers their its our my
    your him them in on at by for from to of with without before after during since until while because if as so but and
    or nor yet not no none all both each every some any many most several other others another one two three four five
    six seven eight nine ten eleven twelve first then later last once twice now today yesterday somebody someone nobody
    everybody people men women man woman workers money food pay wages work threats violence debt sleep nothing
    everything something about under over between through against again also only just more less very too is was were
    are did does do has had have would could may might must""".split()  # noqa: SIM905 - a list of words
)
"""Words that often begin a sentence."""


def traces_of_identity(text: str) -> list[Trace]:
    """What has the form of something that identifies somebody, in order of kinds; each is found once."""
    found = [Trace("a phone number", match.raw_string) for match in phonenumbers.PhoneNumberMatcher(text, "GB")]
    found += [Trace(what, match.group().strip()) for what, form in FORMS for match in form.finditer(text)]
    return list({trace.words: trace for trace in reversed(found)}.values())[::-1]


def words_like_names(text: str) -> list[str]:
    """The capitalised words inside sentences that are not known to be harmless, each once, in order."""
    return list(dict.fromkeys(_capitalised(text)))


def _capitalised(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        word = match.group()
        plain = lists.fold(word).removesuffix("s") if word.endswith(("’s", "'s")) else lists.fold(word)
        if not word[:1].isupper() or plain in HARMLESS or plain in _listed():
            continue
        # At the head of a sentence everything is capitalised, so there a word that often stands there is no hint.
        before = text[max(0, match.start() - LOOKS_BACK) : match.start()]
        begins = _ENDS_A_SENTENCE.search(before) is not None
        if not begins or not (plain in BEGIN_SENTENCES or plain.endswith(("ing", "ed", "ly"))):
            yield word


@cache
def _listed() -> frozenset[str]:
    """The words of nationalities, countries and languages: coded in the notification already, and no names."""
    names = ("nationalities", "overseas_countries", "languages")
    return frozenset(
        word
        for name in names
        for entry in lists.entries(name).values()
        for folded in entry.folded
        for word in folded.split()
    )
