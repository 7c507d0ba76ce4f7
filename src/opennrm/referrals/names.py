"""How a name is compared with another: without accents, case, script and order, and by how its words sound."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii
from jellyfish import jaro_winkler_similarity

ALIKE = 0.84
"""From how alike on two names are held to be perhaps the same; measured on the names of bench/name_variants.py."""
PARTICLES = frozenset({"al", "el", "ul", "bin", "ibn", "bint", "ben", "de", "da", "van", "von", "thi"})
"""Words that some write and some leave out, and that tell nobody from another."""
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ph", "f"),
        ("tch|tsch|tsh|dzh|dj|dzs|gj|xh", "j"),
        ("sch|sh|zh|ts|tz|ch(?=[ei])", "s"),
        ("kh|ck|ch|gh|q|x|c(?![eiy])", "k"),
        ("c|z", "s"),
        ("th", "t"),
        ("dh", "d"),
        ("oo|ou|w", "u"),
    )
)
_CLASSES = str.maketrans({"g": "k", "j": "k", "d": "t", "p": "b", "v": "f", **dict.fromkeys("aeiouyh", None)})
_DOUBLED = re.compile(r"(.)\1+")


def words_of(*names: str | None) -> tuple[str, ...]:
    """The words of some names in plain small Latin letters, in order, without particles where others are left."""
    text = unicodedata.normalize("NFKC", " ".join(name for name in names if name))
    plain = anyascii("".join(letter if letter.isalnum() or _is_mark(letter) else " " for letter in text)).lower()
    words = tuple(word for word in re.split(r"[^a-z0-9]+", plain) if word)
    return tuple(word for word in words if word not in PARTICLES) or words


def sound_of(word: str) -> str:
    """How a word sounds, roughly: its consonants, those that spellings mix up taken for one."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    heard = _DOUBLED.sub(r"\1", word).translate(_CLASSES)
    return _DOUBLED.sub(r"\1", heard) or word[:1]


def likeness(typed: tuple[str, ...], kept: tuple[str, ...]) -> float:
    """How alike typed words are to the words of a name, from 0 to 1, whatever their order; each is its best match."""
    if not typed or not kept:
        return 0.0
    apart = sum(max(_word_likeness(word, other) for other in kept) for word in typed) / len(typed)
    return max(apart, 0.98 * _word_likeness("".join(typed), "".join(kept)))


def _word_likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    by_sound = jaro_winkler_similarity(sound_of(one), sound_of(other))
    by_letters = jaro_winkler_similarity(one, other)
    return max(by_letters, (by_sound + by_letters) / 2, 0.95 * by_sound if len(sound_of(one)) > 1 else 0.0)


def _is_mark(letter: str) -> bool:
    return unicodedata.combining(letter) != 0
