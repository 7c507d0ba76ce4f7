"""The texts recorded between the two decisions, as the history knows them: what each is, its hash, and whether its
row still says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from opennrm.cases.models import BarOverride, Consultation
from opennrm.vault.hashes import keyed_hash


@dataclass(frozen=True, slots=True)
class Recorded:
    """A text of a case: what it is, the hash its row carries, and the hash of what its row says now."""

    case_id: UUID
    what: str
    text_hash: str
    hash_now: str

    @property
    def known_by(self) -> tuple[str, str]:
        """How the history knows it."""
        return self.what, self.text_hash


def consultation_hash(with_whom: str, took_part: bool, said: str) -> str:
    """The keyed hash of what somebody said who was consulted, or that they have no part in the case."""
    return keyed_hash("consultation", [with_whom, took_part, said])


def override_hash(rule: str, reason: str, words: str) -> str:
    """The keyed hash of why a bar may be crossed."""
    return keyed_hash("override", [rule, reason, words])


Hashing = Callable[[Any], str]
KEPT: tuple[tuple[str, Any, Hashing], ...] = (
    ("consultation", Consultation, lambda row: consultation_hash(row.with_whom, row.took_part, row.said or "")),
    ("override", BarOverride, lambda row: override_hash(row.rule, row.reason, row.words)),
)
"""What a text is called in the history, where it is kept, and how its row is hashed."""


def texts_of(case_ids: Sequence[UUID]) -> dict[UUID, list[Recorded]]:
    """Every recorded text of these cases, by case."""
    found: dict[UUID, list[Recorded]] = defaultdict(list)
    for each in _recorded(case_ids):
        found[each.case_id].append(each)
    return found


def changed_texts(texts: Iterable[Recorded]) -> Iterator[str]:
    """Which texts no longer say what their hash was made of, in words."""
    for text in texts:
        if text.hash_now != text.text_hash:
            yield f"a recorded {text.what.replace('_', ' ')}"


def _recorded(case_ids: Sequence[UUID]) -> Iterator[Recorded]:
    for what, table, hashed in KEPT:
        for row in table.objects.filter(case_id__in=case_ids):
            yield Recorded(row.case_id, what, row.text_hash, hashed(row))
