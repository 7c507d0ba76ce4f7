"""Is every file there that the history says was sent, byte for byte as it was sent?

Call it within one transaction that sees one moment. Each original is opened, so it also finds bytes that rotted.
"""

from __future__ import annotations

from collections.abc import Iterator

from opennrm.audit.findings import MOST, Difference, Told, first, in_batches, nobody
from opennrm.audit.queries import cases_told_of, events_of_cases
from opennrm.evidence.models import File
from opennrm.evidence.queries import content_of, sha256_of
from opennrm.referrals.adding import drafts_of, references_of
from opennrm.vault.hashes import keyed_hash
from opennrm.vault.refusing import CannotOpen
from opennrm.vault.unreadable import is_erased, reading_past_unreadable

SENT = ("FileSent", "FileSentLater")
CHANGED = "a file is not, byte for byte, what was sent"


def check_files(told: Told = nobody, most: int = MOST) -> list[Difference]:
    """What does not hold, at most `most`; `told` hears how many files were opened so far."""
    return first(_all_differences(told), most)


def _all_differences(told: Told) -> Iterator[Difference]:
    known = {reference for kind in SENT for reference in cases_told_of(kind)}
    drafts = list(File.objects.filter(finished_at__isnull=False).values_list("draft_id", flat=True).distinct())
    for references in in_batches(sorted(known | set(references_of(drafts).values()))):
        yield from _not_as_told(references)
    count = 0
    for batch in in_batches(sorted(drafts)):
        names = references_of(batch)
        with reading_past_unreadable():
            rows = list(File.objects.filter(draft_id__in=batch, finished_at__isnull=False).order_by("id"))
        for row in rows:
            if not is_erased(row.sha256) and not _still_says(row):
                yield Difference(names.get(row.draft_id, f"Draft {row.draft_id}"), CHANGED)
            count += 1
            told(count)


def _not_as_told(references: list[str]) -> Iterator[Difference]:
    events, drafts = events_of_cases(references, SENT), drafts_of(references)
    rows = File.objects.filter(draft_id__in=drafts.values(), finished_at__isnull=False)
    kept: dict[object, dict[str, str]] = {}
    for draft_id, file_id, content_hash in rows.values_list("draft_id", "id", "content_hash"):
        kept.setdefault(draft_id, {})[str(file_id)] = content_hash
    for reference in references:
        told = {event.facts["file"]: event.facts["content_hash"] for event in events[reference]}
        if told != kept.get(drafts.get(reference), {}):
            yield Difference(reference, "its files are not those of the history")


def _still_says(row: File) -> bool:
    try:
        found = sha256_of(content_of(row.id))
    except CannotOpen:
        return False
    return found == row.sha256 and keyed_hash("file", found) == row.content_hash
