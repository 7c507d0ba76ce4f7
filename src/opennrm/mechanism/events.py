"""What can happen, as facts in the past tense.

An event holds codes, coarse dates and places, references and keyed hashes of texts. It never holds a name or an
answer in words: events live for ever, and the figures are counted from them alone.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar

KINDS: dict[str, type[Event]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to `subject` (the public reference of a case, a referral, an account...)."""

    subject: str
    case: str | None = None

    sentence: ClassVar[str] = ""
    """How a timeline tells it; gaps are the names of its facts."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        KINDS[cls.__name__] = cls

    @property
    def kind(self) -> str:
        """The name it is stored under."""
        return type(self).__name__

    def facts(self) -> dict[str, Any]:
        """Every field but `subject` and `case`, as JSON scalars and lists of them (dates as ISO text)."""
        found: dict[str, Any] = {}
        for field in fields(self):
            if field.name in ("subject", "case"):
                continue
            value = getattr(self, field.name)
            found[field.name] = value.isoformat() if isinstance(value, date) else value
        return found
