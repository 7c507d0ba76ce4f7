"""Puts the head of the history outside, signed: on a schedule, by whichever worker comes first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, transaction

from opennrm.audit.anchors import CHAIN, PUBLIC_KEYS, Anchor, last_signed, publish_key, sign_head, write_anchor
from opennrm.audit.models import AnchorRow
from opennrm.audit.queries import count_entries, head
from opennrm.vault.signing import Signer, make_signer, read_signer

ANCHORING = 7_266_002
"""The advisory lock that keeps two workers from anchoring at once; any number that nothing else uses."""


class HistoryHasGaps(ValueError):
    """There are not as many entries as the head says: such a head is not signed."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """An anchor that was put outside: its row, and whether anything was written since the one before."""

    id: int
    anchor: Anchor
    is_news: bool


def signer_for(key: Path, folder: Path) -> Signer:
    """The signing key in `key`; made if no anchor in `folder` was ever signed. Raises `NoSigningKey`.

    A lost key is not replaced unasked: with a new one nobody could tell an anchor of ours from one of a forger.
    """
    if not key.exists() and not (folder / PUBLIC_KEYS).exists():
        signer = make_signer(key)
        publish_key(folder / PUBLIC_KEYS, signer)
        return signer
    signer = read_signer(key)
    publish_key(folder / PUBLIC_KEYS, signer)
    return signer


def anchor_when_due(key: Path, folder: Path, *, every: timedelta, at: datetime) -> Anchored | None:
    """Anchor the head, unless that was done less than `every` before `at`, or another worker is at it.

    When it was done is what the signed file outside says. A row of the database could be written by whoever wants that
    nothing is anchored for a while.

    To be called in a transaction, in which a message can go along. Raises `NoSigningKey`, `HistoryHasGaps`, `OSError`.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ANCHORING])
        if not (cursor.fetchone() or (False,))[0]:
            return None
        newest = last_signed(folder)
        if newest is not None and datetime.fromisoformat(newest.at) <= at < datetime.fromisoformat(newest.at) + every:
            return None
        seq, head_hash = head()
        if not seq:
            return None
        return _put_outside(signer_for(key, folder), folder, (seq, head_hash), newest, at)


def _put_outside(
    signer: Signer, folder: Path, last: tuple[int, bytes], newest: Anchor | None, at: datetime
) -> Anchored:
    seq, head_hash = last
    count = count_entries(seq)
    if count != seq:
        raise HistoryHasGaps(f"The head says {seq} entries and there are {count}: run `./opennrm verify`.")
    is_told = AnchorRow.objects.filter(seq=seq, hash=head_hash.hex()).exists()
    # On disk before the row: an anchor without a row says something true, a row without an anchor does not.
    anchor = write_anchor(folder / CHAIN, sign_head(signer, seq, head_hash, count, at))
    row = AnchorRow.objects.create(
        seq=seq, hash=anchor.hash, count=count, at=at, key=signer.key_id, signature=anchor.signature or ""
    )
    return Anchored(row.id, anchor, is_news=not is_told or newest is None or newest.seq != seq)
