"""What an event is: something that happened, as facts in the past tense.

An event holds codes, coarse dates and places, references and keyed hashes of texts. It never holds a name or an
answer in words: events live for ever, and the figures are counted from them alone. So its fields are of the types
below only, and a value that is not of the shape its type promises cannot be put into one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar

from opennrm.mechanism.calendar import in_words

KINDS: dict[str, type[Event]] = {}

Code = str
"""A word from a list that the house keeps: small letters, digits and - _ . : only."""
Reference = str
"""A public reference or id: letters, digits and - _ . : and never a space."""
Account = str
"""The public id of an account: a UUID."""
Hash = str
"""A SHA-256 in hexadecimal."""

_SHAPES = {
    "Code": re.compile(r"[a-z0-9][a-z0-9_.:-]{0,119}"),
    "Reference": re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}"),
    "Account": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "Hash": re.compile(r"[0-9a-f]{64}"),
}
_SHAPES_OF: dict[type[Event], tuple[tuple[str, re.Pattern[str]], ...]] = {}
_NAMED = re.compile(r"\b(Code|Reference|Account|Hash)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to `subject` (the public reference of a case, a referral, an account...)."""

    subject: Reference
    case: Reference | None = None

    sentence: ClassVar[str] = ""
    """How a timeline tells it; gaps are the names of its facts."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        KINDS[cls.__name__] = cls

    def __post_init__(self) -> None:
        """Raise `ValueError`, naming the field and never the value, for what no fact of that type can be."""
        for name, shape in _shapes_of(type(self)):
            value = getattr(self, name)
            for part in value if isinstance(value, list | tuple) else (value,):
                if part is not None and not (isinstance(part, str) and shape.fullmatch(part)):
                    raise ValueError(f"{type(self).__name__}.{name} is not of the shape its type promises.")

    @classmethod
    def sentence_for(cls, facts: Mapping[str, Any]) -> str:
        """How a timeline tells these facts; an event whose facts can be left out says more where they are there."""
        return cls.sentence

    @property
    def kind(self) -> str:
        """The name it is stored under."""
        return type(self).__name__

    def facts(self) -> dict[str, Any]:
        """Every field but `subject` and `case`, as JSON scalars and lists of them (dates as ISO text)."""
        return {
            field.name: _plain(getattr(self, field.name))
            for field in fields(self)
            if field.name not in ("subject", "case")
        }


def told(kind: str, facts: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    """A stored event as a sentence: its facts in plain words; `names` says what to show for references and ids.

    Raises `KeyError` for a kind that nobody declared.
    """
    shown = {name: _in_words(value, names or {}) for name, value in facts.items()}
    return KINDS[kind].sentence_for(facts).format(**shown)


def _shapes_of(cls: type[Event]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    if cls not in _SHAPES_OF:
        named = ((field.name, _NAMED.search(str(field.type))) for field in fields(cls))
        _SHAPES_OF[cls] = tuple((name, _SHAPES[match.group()]) for name, match in named if match)
    return _SHAPES_OF[cls]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def _in_words(value: Any, names: Mapping[str, str]) -> str:
    if value is None:
        return "none"
    if isinstance(value, list | tuple):
        return ", ".join(_in_words(part, names) for part in value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    if text in names:
        return names[text]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return in_words(date.fromisoformat(text))
    return text.replace("_", " ")
