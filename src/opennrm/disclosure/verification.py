"""Does every disclosure stand as the history says: how far it came, what was frozen, what left, and which marks stand?

Call it within one transaction that sees one moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from opennrm.audit.findings import MOST, Difference, Told, first, in_batches, nobody
from opennrm.audit.queries import Happened, cases_told_of, events_of_cases
from opennrm.disclosure.models import Disclosure, PieceMark
from opennrm.mechanism.disclosing import DisclosureState
from opennrm.vault.hashes import keyed_hash
from opennrm.vault.unreadable import is_erased, reading_past_unreadable

STATES = {
    "DisclosurePrepared": DisclosureState.PREPARED,
    "RedactionDecided": DisclosureState.DECIDED,
    "DisclosureReturned": DisclosureState.RETURNED,
    "DisclosureReleased": DisclosureState.RELEASED,
    "DisclosureDropped": DisclosureState.DROPPED,
}
MARKED, LIFTED = "PieceMarked", "MarkLifted"
Standing = dict[str, Any]


def check_disclosures(told: Told = nobody, most: int = MOST) -> list[Difference]:
    """What does not hold, at most `most`; `told` hears how many cases were compared so far."""
    return first(_all_differences(told), most)


def _all_differences(told: Told) -> Iterator[Difference]:
    count = 0
    kinds = (*STATES, MARKED, LIFTED)
    known = {*cases_told_of("DisclosurePrepared"), *cases_told_of(MARKED)}
    kept = {*_references(Disclosure), *_references(PieceMark)}
    for references in in_batches(sorted(known | kept)):
        events = events_of_cases(references, kinds)
        for reference in references:
            for what in _differences(reference, events[reference]):
                yield Difference(reference, what)
        count += len(references)
        told(count)


def _references(table: Any) -> set[str]:
    return set(table.objects.values_list("case__reference", flat=True).distinct())


def _differences(reference: str, events: Sequence[Happened]) -> Iterator[str]:
    with reading_past_unreadable():
        rows = list(Disclosure.objects.filter(case__reference=reference))
    if by_history(events) != {str(row.id): _row(row) for row in rows}:
        yield "what leaves of it, or how far that came, is not what the history says"
    for row in rows:
        if row.content is not None and not _still_says(row):
            yield "what a disclosure gives was changed behind its hash"
    standing = PieceMark.objects.filter(case__reference=reference, lifted_at__isnull=True)
    begun = {event.facts["mark_id"] for event in events if event.kind == MARKED}
    ended = {event.facts["mark_id"] for event in events if event.kind == LIFTED}
    if begun - ended != {str(id_) for id_ in standing.values_list("id", flat=True)}:
        yield "the marks that stand are not those of the history"


def by_history(events: Sequence[Happened]) -> Standing:
    """How far each disclosure came, by its id: state, recipient, what was frozen, and the file that left."""
    found: dict[str, tuple[str, str, str, str]] = {}
    for event in events:
        if event.kind not in STATES:
            continue
        key, facts = event.facts["disclosure"], event.facts
        _state, recipient, content, file = found.get(key, ("", "", "", ""))
        found[key] = (
            STATES[event.kind].value,
            str(facts.get("recipient_hash", recipient)),
            str(facts.get("content_hash", content)),
            str(facts.get("file_hash", file)),
        )
    return dict(found)


def _still_says(row: Disclosure) -> bool:
    return is_erased(row.content) or row.content_hash == keyed_hash("disclosure", row.content)


def _row(row: Disclosure) -> tuple[str, str, str, str]:
    return row.state, row.recipient_hash, row.content_hash, row.file_hash
