"""What in a text could identify somebody: what is looked for before an anonymous notification leaves.

What surely identifies has to be taken out: numbers, addresses, documents, a date of birth. What may identify (names,
towns, exact days, numbers of no known form) is pointed out, and who sends takes it out or says that it is none. The
check cannot find a name in small letters that nothing announces, or a story that only one person can have.
Source: S52 (what leaves may not enable identification, alone or with other things); how it is looked for is our own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from opennrm.questions import identifying_forms as forms
from opennrm.questions import lists
from opennrm.questions.plain_words import ALSO_NAMES, is_a_place, is_english, is_harmless

Found = Iterator[tuple[int, int]]
"""Where each of them begins and ends in the text."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Something in a text that could identify somebody: what it is, its words, and whether it surely does.

    `code` names its kind in the history, which never holds the words; `before` and `after` are what stands around them.
    """

    code: str
    what: str
    words: str
    sure: bool
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Detector:
    """Finds one kind of trace; `what` is how a page calls it, `sure` whether it has to be taken out."""

    code: str
    what: str
    sure: bool
    find: Callable[[str], Found]


AROUND = 40
"""Characters on either side by which words are found again in a long text."""
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_ENDS_A_SENTENCE = re.compile(r"[.!?:;•\n\r\"“”(]")
_CONTRACTED = re.compile(r"(?:n[’']t|[’'](?:s|re|ve|ll|d|m)|s[’'])$")


def _of(patterns: tuple[re.Pattern[str], ...]) -> Callable[[str], Found]:
    return lambda text: (match.span() for form in patterns for match in form.finditer(text))


def _long_numbers(text: str) -> Found:
    spans = _of(forms.LONG_NUMBER)(text)
    return ((start, end) for start, end in spans if not forms.YEARS_OR_AMOUNT.fullmatch(text[start:end]))


def _names(text: str) -> Found:
    """Capitalised words that are neither English at the head of a sentence nor known, and names that are announced."""
    yield from (match.span() for match, plain in _capitalised(text) if not is_a_place(plain))
    for pattern in forms.ANNOUNCED:
        for match in pattern.finditer(text):
            plain = _plain(match["name"])
            if not (is_english(plain) or is_harmless(plain) or is_a_place(plain)) or plain in ALSO_NAMES:
                yield match.span("name")


def _places(text: str) -> Found:
    return (match.span() for match, plain in _capitalised(text) if is_a_place(plain))


def _capitalised(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Capitalised words that may name somebody or somewhere, each with how it is looked up."""
    before: int | None = None
    for match in _WORD.finditer(text):
        begins = before is None or _ENDS_A_SENTENCE.search(text, before, match.start())
        word, before = match.group(), match.end()
        if not word[0].isupper():
            continue
        plain = _plain(word)
        if len(plain) < 2 or is_harmless(plain) or (is_english(plain) and _says_no_name(word, plain, bool(begins))):
            continue
        yield match, plain


def _says_no_name(word: str, plain: str, begins: bool) -> bool:
    """Of an English word with a capital: heading a sentence, or shouted, it is a word; else it is a name."""
    return plain not in ALSO_NAMES if begins else word.isupper()


def _plain(word: str) -> str:
    if word.isascii() and word.isalpha():
        return word.lower()
    return lists.fold(_CONTRACTED.sub("", word))


DETECTORS: tuple[Detector, ...] = (
    Detector("email", "an e-mail address", True, _of(forms.EMAIL)),
    Detector("web", "a web address", True, _of(forms.WEB)),
    Detector("handle", "a name used online", True, _of(forms.HANDLE)),
    Detector("file", "a file name", True, _of(forms.FILE)),
    Detector("phone", "a phone number", True, _of(forms.PHONE)),
    Detector("postcode", "a postcode", True, _of(forms.POSTCODE)),
    Detector("address", "an address", True, _of(forms.ADDRESS)),
    Detector("date_of_birth", "a date of birth", True, _of(forms.BIRTH)),
    Detector("document", "a document number", True, _of(forms.DOCUMENT)),
    Detector("exact_day", "an exact day", False, _of(forms.EXACT_DAY)),
    Detector("long_number", "a long number", False, _long_numbers),
    Detector("place", "a town or place", False, _places),
    Detector("name", "a name", False, _names),
)
"""Every kind that is looked for, those first that say most of what they find."""


def traces_of_identity(text: str, detectors: Collection[Detector] = DETECTORS) -> list[Trace]:
    """What in a text could identify somebody, in order of kinds; what a kind before has found is not told again."""
    read = plainly(text)
    told = bytearray(len(read))
    found: dict[str, Trace] = {}
    for detector in detectors:
        for start, end in detector.find(read):
            if not any(told[start:end]):
                words = " ".join(read[start:end].split())
                around = read[max(0, start - AROUND) : start], read[end : end + AROUND]
                found.setdefault(words, Trace(detector.code, detector.what, words, detector.sure, *around))
                told[start:end] = b"\1" * (end - start)
    return list(found.values())


def plainly(text: str) -> str:
    """The text with signs of other widths as plain ones, and without those that nobody sees."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
