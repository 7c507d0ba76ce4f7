"""The chain checked from outside: recomputed from its first entry and held against anchors kept elsewhere."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of the chain as it was at a moment, kept outside the database."""

    seq: int
    hash: str
    at: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the history: at which entry, and what."""

    seq: int
    what: str


def entry_hash(previous: bytes, seq: int, body: str) -> bytes:
    """The hash of an entry: SHA-256 over the previous hash, its number and its body."""
    return hashlib.sha256(previous + f"{seq}|{body}".encode()).digest()


def check_chain(
    entries: Iterable[tuple[Any, ...]], head: tuple[int, bytes], anchors: Iterable[Anchor], *, most: int = 20
) -> tuple[int, list[Finding]]:
    """Recompute the chain. Takes entries as `audit.queries.stream_entries` gives them; gives their count and findings.

    It finds entries that were modified, deleted, inserted, reordered or cut off; what a rewriter of the whole chain
    would have hidden is found by an anchor. It stops after `most` findings.
    """
    findings: list[Finding] = []
    waiting = {anchor.seq: anchor for anchor in anchors}
    previous, expected = b"", 0
    for entry in entries:
        expected += 1
        seq, kept_hash = entry[0], bytes(entry[-1])
        findings += _findings_in(entry, expected, previous)
        expected, previous = seq, kept_hash
        anchor = waiting.pop(seq, None)
        if anchor is not None and anchor.hash != previous.hex():
            findings.append(Finding(seq, f"the entry is not the one that was anchored at {anchor.at}"))
        if len(findings) >= most:
            return expected, findings
    findings += [Finding(seq, "an anchored entry was cut off") for seq in sorted(waiting)]
    if (expected, previous) != (head[0], bytes(head[1])):
        findings.append(Finding(expected, f"the chain ends at entry {expected}, its head says {head[0]}"))
    return expected, findings


def _findings_in(entry: tuple[Any, ...], expected: int, previous: bytes) -> list[Finding]:
    seq, body, kind, subject, case, actor, at, previous_hash, kept_hash = entry
    findings = []
    if seq != expected:
        findings.append(Finding(expected, f"entry {expected} is missing or out of order (next is {seq})"))
    if bytes(previous_hash) != previous:
        findings.append(Finding(seq, "the entry does not follow the one before it"))
    if entry_hash(bytes(previous_hash), seq, body) != bytes(kept_hash):
        findings.append(Finding(seq, "the entry was changed after it was written"))
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


def read_anchors(path: Path) -> list[Anchor]:
    """The anchors of a file of JSON lines; none if the file does not exist. Raises `ValueError` if it is not one."""
    if not path.exists():
        return []
    return [Anchor(**json.loads(line)) for line in path.read_text().splitlines() if line.strip()]


def write_anchor(path: Path, seq: int, head_hash: bytes, at: datetime) -> Anchor:
    """Add an anchor to the file, on disk before it returns."""
    anchor = Anchor(seq, head_hash.hex(), at.isoformat())
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(json.dumps({"seq": anchor.seq, "hash": anchor.hash, "at": anchor.at}) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return anchor
