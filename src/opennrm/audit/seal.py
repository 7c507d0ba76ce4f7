"""The chain checked from outside: recomputed from its first entry and held against anchors kept elsewhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from opennrm.audit.anchors import Anchor

BACK_DATED = timedelta(days=2)
"""No entry says that it happened so much before an anchor that stood before it; a clock put right after a day may."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the history: at which entry, and what."""

    seq: int
    what: str


def entry_hash(previous: bytes, seq: int, body: str) -> bytes:
    """The hash of an entry: SHA-256 over the previous hash, its number and the SHA-256 of its body.

    So an outsider who is given the hashes of the bodies, and no body, can recompute the whole chain.
    """
    return hashlib.sha256(previous + f"{seq}#{hashlib.sha256(body.encode()).hexdigest()}".encode()).digest()


def old_entry_hash(previous: bytes, seq: int, body: str) -> bytes:
    """The hash of an entry as the first versions wrote it, over the body itself."""
    return hashlib.sha256(previous + f"{seq}|{body}".encode()).digest()


def check_chain(
    entries: Iterable[tuple[Any, ...]],
    head: tuple[int, bytes],
    anchors: Iterable[Anchor],
    *,
    most: int = 20,
    back_dated: timedelta | None = BACK_DATED,
) -> tuple[int, list[Finding]]:
    """Recompute the chain. Takes entries as `audit.queries.stream_entries` gives them; gives their count and findings.

    It finds entries that were modified, deleted, inserted, reordered or cut off; what a rewriter of the whole chain
    would have hidden is found by an anchor. It stops after `most` findings. `back_dated` None believes every moment,
    for a demonstration, whose people were made to have a past.
    """
    checked = _Checked(anchors, back_dated)
    for entry in entries:
        checked.look_at(entry)
        if len(checked.findings) >= most:
            return checked.seq, checked.findings
    cut_off = [Finding(seq, "an anchored entry was cut off") for seq in sorted(checked.waiting)]
    findings = checked.findings + cut_off[:most]
    if (checked.seq, checked.hash) != (head[0], bytes(head[1])):
        findings.append(Finding(checked.seq, f"the chain ends at entry {checked.seq}, its head says {head[0]}"))
    return checked.seq, findings


class _Checked:
    """How far the chain was looked at, and what was found until there."""

    def __init__(self, anchors: Iterable[Anchor], back_dated: timedelta | None) -> None:
        self.seq, self.hash = 0, b""
        self.findings: list[Finding] = []
        self.waiting: dict[int, list[Anchor]] = {}
        self._back_dated = back_dated
        self._not_before: datetime | None = None
        self._new_form = False
        for anchor in anchors:
            self.waiting.setdefault(anchor.seq, []).append(anchor)
        self.waiting.pop(0, None)

    def look_at(self, entry: tuple[Any, ...]) -> None:
        seq, kept = entry[0], bytes(entry[-1])
        self.findings += _findings_in(entry, self.seq + 1, self.hash)
        self.findings += [Finding(seq, what) for what in (self._form(entry), self._moment(entry)) if what]
        self.seq, self.hash = seq, kept
        for anchor in self.waiting.pop(seq, []):
            if anchor.hash != kept.hex():
                self.findings.append(Finding(seq, f"the entry is not the one that was anchored at {anchor.at}"))
            if self._back_dated is not None:
                first = datetime.fromisoformat(anchor.at) - self._back_dated
                self._not_before = max(self._not_before or first, first)

    def _form(self, entry: tuple[Any, ...]) -> str | None:
        seq, body, previous, kept = entry[0], entry[1], bytes(entry[-2]), bytes(entry[-1])
        if kept == entry_hash(previous, seq, body):
            self._new_form = True
        elif self._new_form or kept != old_entry_hash(previous, seq, body):
            return "the entry was changed after it was written"
        return None

    def _moment(self, entry: tuple[Any, ...]) -> str | None:
        if self._not_before is not None and entry[6] < self._not_before:
            return "the entry says it happened long before an anchor that was made before it"
        return None


def _findings_in(entry: tuple[Any, ...], expected: int, previous: bytes) -> list[Finding]:
    seq, body, kind, subject, case, actor, at, previous_hash, _kept = entry
    findings = []
    if seq != expected:
        findings.append(Finding(expected, f"entry {expected} is missing or out of order (next is {seq})"))
    if bytes(previous_hash) != previous:
        findings.append(Finding(seq, "the entry does not follow the one before it"))
    if not _columns_agree(body, kind, subject, case, actor, at):
        findings.append(Finding(seq, "the columns of the entry do not say what its body says"))
    return findings


def _columns_agree(body: str, kind: str, subject: str, case: str | None, actor: UUID | None, at: datetime) -> bool:
    told = json.loads(body)
    by = told["by"]
    return (
        told["kind"] == kind
        and told["subject"] == subject
        and told["case"] == case
        and (None if by is None else UUID(by)) == actor
        and datetime.fromisoformat(told["at"]) == at
    )
