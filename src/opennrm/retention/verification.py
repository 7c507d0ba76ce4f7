"""Does every tombstone stand where the history says that a record was erased, and is every such record unreadable?

Call it within one transaction that sees one moment.
"""

from __future__ import annotations

from collections.abc import Iterator

from opennrm.audit.findings import MOST, Difference, Told, first, in_batches, nobody
from opennrm.audit.queries import cases_told_of, events_of_cases
from opennrm.cases.settled import erased_cases
from opennrm.retention.models import Hold, Tombstone

ERASED = "RecordErased"


def check_tombstones(told: Told = nobody, most: int = MOST) -> list[Difference]:
    """What does not hold of what was erased, at most `most`; `told` hears how many records were compared so far."""
    return first(_all_differences(told), most)


def _all_differences(told: Told) -> Iterator[Difference]:
    count, in_history = 0, set()
    for references in in_batches(cases_told_of(ERASED)):
        in_history |= set(references)
        events, erased = events_of_cases(references, (ERASED,)), erased_cases(references)
        stones = {stone.reference: stone for stone in Tombstone.objects.filter(reference__in=references)}
        for reference in references:
            said, stone = events[reference][-1], stones.get(reference)
            by_history = (said.facts.get("schedule"), said.facts.get("decided_by"), str(said.by))
            by_row = (stone.schedule, str(stone.decided_by_id), str(stone.erased_by_id)) if stone else None
            if by_history != by_row:
                yield Difference(reference, "the history says that its record was erased, and its tombstone does not")
            if reference not in erased:
                yield Difference(reference, "its record was erased by its history, and stands by its row")
        count += len(references)
        told(count)
    for reference in sorted(set(Tombstone.objects.values_list("reference", flat=True)) - in_history):
        yield Difference(reference, "there is a tombstone, and the history does not say that its record was erased")
    for reference in sorted(erased_cases() - in_history):
        yield Difference(reference, "its row says that its record was erased, and the history does not")
    yield from _holds()


def _holds() -> Iterator[Difference]:
    """Holds stand as the history says: one that was ended by nobody is a record that can be erased."""
    for references in in_batches(cases_told_of("RecordHeld")):
        events = events_of_cases(references, ("RecordHeld", "HoldEnded"))
        rows = Hold.objects.filter(case__reference__in=references).values_list("case__reference", "id", "ended_at")
        standing = {(reference, str(id_)) for reference, id_, ended_at in rows if ended_at is None}
        for reference in references:
            ended = {each.facts["hold"] for each in events[reference] if each.kind == "HoldEnded"}
            begun = {each.facts["hold"] for each in events[reference] if each.kind == "RecordHeld"}
            if {(reference, hold) for hold in begun - ended} != {each for each in standing if each[0] == reference}:
                yield Difference(reference, "it is on hold otherwise than the history says")
