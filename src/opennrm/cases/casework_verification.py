"""Do the tasks, notes, messages, flags and hand-overs of every case stand as its history says?

Cases are compared a few hundred at a time. Call it within one transaction that sees one moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from opennrm.audit.findings import AT_ONCE, MOST, Difference, Told, first, in_batches, nobody
from opennrm.audit.queries import Happened, events_of_cases
from opennrm.cases.actions.handing_over import hash_of_hand_over
from opennrm.cases.actions.notes import hash_of_note
from opennrm.cases.actions.partner_messages import hash_of_message
from opennrm.cases.actions.tasks import hash_of_task
from opennrm.cases.models import Case, CaseFlag, HandOver, Mention, Note, PartnerMessage, Task
from opennrm.vault.unreadable import reading_past_unreadable, still_says

KINDS = (
    "TaskAdded",
    "TaskAssigned",
    "TaskDone",
    "TaskReopened",
    "NoteWritten",
    "ColleagueMentioned",
    "FlagRaised",
    "FlagLowered",
    "CaseHandedOver",
    "PartnerMessageWritten",
)
WHAT = ("tasks", "notes", "mentions", "flags", "hand-overs", "messages")
Standing = dict[str, Any]


def check_casework(told: Told = nobody, most: int = MOST) -> list[Difference]:
    """What does not hold, at most `most`; `told` hears how many cases were compared so far."""
    with reading_past_unreadable():
        return first(_all_differences(told), most)


def _all_differences(told: Told) -> Iterator[Difference]:
    count = 0
    references = Case.objects.order_by("reference").values_list("reference", flat=True)
    for batch in in_batches(references.iterator(chunk_size=AT_ONCE)):
        events, rows = events_of_cases(batch, KINDS), _rows_of(batch)
        for reference in batch:
            for what in _differences(by_history(events[reference]), rows[reference]):
                yield Difference(reference, what)
        yield from _texts_changed(batch)
        yield from _messages_changed(batch)
        count += len(batch)
        told(count)


def by_history(events: Iterable[Happened]) -> Standing:
    """What the events of a case leave standing, by what it is: tasks, notes, mentions, messages and the like."""
    tasks: dict[str, tuple[str, str, str | None, bool]] = {}
    flags: set[str] = set()
    notes, mentions, hand_overs = [], [], []
    events = list(events)
    written = [event.facts for event in events if event.kind == "PartnerMessageWritten"]
    messages = [(facts["message"], facts["text_hash"], facts["side"]) for facts in written]
    for event in events:
        facts = event.facts
        if event.kind == "TaskAdded":
            tasks[facts["task"]] = (facts["text_hash"], facts["to"], facts["due_on"], False)
        elif event.kind.startswith("Task") and facts["task"] in tasks:
            tasks[facts["task"]] = _changed(tasks[facts["task"]], event)
        elif event.kind == "NoteWritten":
            notes.append((facts["note"], facts["text_hash"], facts["visibility"]))
        elif event.kind == "ColleagueMentioned":
            mentions.append((facts["note"], facts["to"]))
        elif event.kind == "CaseHandedOver":
            hand_overs.append((facts["to"], facts["text_hash"]))
        elif event.kind.startswith("Flag"):
            (flags.add if event.kind == "FlagRaised" else flags.discard)(facts["flag"])
    told: dict[str, list[Any]] = {
        "tasks": [(task, *rest) for task, rest in tasks.items()],
        "notes": notes,
        "mentions": mentions,
    }
    return _sorted(told | {"flags": list(flags), "hand-overs": hand_overs, "messages": messages})


def _changed(task: tuple[str, str, str | None, bool], event: Happened) -> tuple[str, str, str | None, bool]:
    text_hash, to, due_on, done = task
    return text_hash, event.facts.get("to", to), due_on, {"TaskDone": True, "TaskReopened": False}.get(event.kind, done)


def _rows_of(references: Sequence[str]) -> dict[str, Standing]:
    found: dict[str, dict[str, list[Any]]] = {reference: defaultdict(list) for reference in references}
    of_these = {"case__reference__in": references}
    tasks = Task.objects.filter(**of_these)
    for case, id_, text_hash, to, due_on, done_at in tasks.values_list(
        "case__reference", "id", "text_hash", "assignee_id", "due_on", "done_at"
    ):
        day = due_on.isoformat() if due_on else None
        found[case]["tasks"].append((str(id_), text_hash, str(to), day, done_at is not None))
    notes = Note.objects.filter(**of_these).values_list("case__reference", "id", "text_hash", "visibility")
    for case, id_, text_hash, visibility in notes:
        found[case]["notes"].append((str(id_), text_hash, visibility))
    mentions = Mention.objects.filter(note__case__reference__in=references)
    for case, note, to in mentions.values_list("note__case__reference", "note_id", "account_id"):
        found[case]["mentions"].append((str(note), str(to)))
    flags = CaseFlag.objects.filter(**of_these, lowered_at__isnull=True).values_list("case__reference", "flag")
    for case, flag in flags:
        found[case]["flags"].append(flag)
    passed = HandOver.objects.filter(**of_these).values_list("case__reference", "taker_id", "text_hash")
    for case, to, text_hash in passed:
        found[case]["hand-overs"].append((str(to), text_hash))
    messages = PartnerMessage.objects.filter(**of_these).values_list("case__reference", "id", "text_hash", "side")
    for case, id_, text_hash, side in messages:
        found[case]["messages"].append((str(id_), text_hash, side))
    return {reference: _sorted(told) for reference, told in found.items()}


def _sorted(told: dict[str, list[Any]]) -> Standing:
    return {what: sorted(told.get(what, []), key=str) for what in WHAT}


def _differences(history: Standing, rows: Standing) -> Iterator[str]:
    for what, by_events in history.items():
        if by_events != rows[what]:
            yield f"its {what} are not those that its history tells of"


def _texts_changed(references: Sequence[str]) -> Iterator[Difference]:
    of_these = {"case__reference__in": references}
    for task in Task.objects.filter(**of_these).select_related("case"):
        if not still_says(task.text_hash, hash_of_task(task.title)):
            yield Difference(task.case.reference, "the text of a task was changed behind its hash")
    for note in Note.objects.filter(**of_these).select_related("case"):
        if not still_says(note.text_hash, hash_of_note(note.text, note.visibility)):
            yield Difference(note.case.reference, "the text of a note was changed behind its hash")
    for row in HandOver.objects.filter(**of_these).select_related("case"):
        if not still_says(row.text_hash, hash_of_hand_over(row.note)):
            yield Difference(row.case.reference, "the note of a hand-over was changed behind its hash")


def _messages_changed(references: Sequence[str]) -> Iterator[Difference]:
    for message in PartnerMessage.objects.filter(reference__in=references):
        if not still_says(message.text_hash, hash_of_message(message.text, message.side)):
            yield Difference(message.reference, "the text of a message was changed behind its hash")
