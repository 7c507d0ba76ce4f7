"""What can happen to a list that answers choose from: an entry is added to it, or one ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from opennrm.mechanism.events.event import Code, Event, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChanged(Event):
    """An entry was added to a list, or, where it has a day on which it ended, ended."""

    list_name: Code
    code: Reference
    ends_on: date | None = None
    replaced_by: tuple[Reference, ...] = ()

    sentence: ClassVar[str] = "An entry was added to the list {list_name}: {code}."

    @classmethod
    def sentence_for(cls, facts: Mapping[str, Any]) -> str:
        """The sentence of an end, where it is one."""
        if facts.get("replaced_by"):
            return "An entry of the list {list_name} ended on {ends_on}: {code}. In its place: {replaced_by}."
        return "An entry of the list {list_name} ended on {ends_on}: {code}." if facts.get("ends_on") else cls.sentence
