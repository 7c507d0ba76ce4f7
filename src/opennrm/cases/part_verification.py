"""Does every part of a referral stand where the history says, and lie for whom it says?

Call it within one transaction that sees one moment. Cases are compared a few hundred at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from opennrm.audit.findings import MOST, Difference, Told, first, in_batches, nobody
from opennrm.audit.queries import Happened, cases_told_of, events_of_cases
from opennrm.cases.models import Part
from opennrm.mechanism.events import PartHeld, PartMade, PartReceived, PartSent, PartStopped
from opennrm.mechanism.receivers import PartState

MADE = PartMade.__name__
AFTER = {
    PartSent.__name__: PartState.WAITING,
    PartHeld.__name__: PartState.HELD,
    PartReceived.__name__: PartState.RECEIVED,
    PartStopped.__name__: PartState.ENDED,
}
"""Where each event leaves a part."""
Standing = dict[str, tuple[str, str, str]]
"""By the id of a part: as what it is received, how far it has come, and who has it."""


def check_parts(told: Told = nobody, most: int = MOST) -> list[Difference]:
    """What does not hold in the parts of cases, at most `most`; `told` hears how many cases were compared so far."""
    return first(_all_differences(told), most)


def _all_differences(told: Told) -> Iterator[Difference]:
    count = 0
    for references in in_batches(_concerned()):
        events = events_of_cases(references, (MADE, *AFTER))
        kept: dict[str, Standing] = defaultdict(dict)
        rows = Part.objects.filter(case_reference__in=references)
        columns = ("case_reference", "id", "receiver", "state", "organisation_id")
        for reference, id_, receiver, state, organisation in rows.values_list(*columns):
            kept[reference][str(id_)] = (receiver, state, str(organisation or ""))
        for reference in references:
            if kept[reference] != parts_by_history(events[reference]):
                yield Difference(reference, "the parts of its referral do not stand where the history left them")
        count += len(references)
        told(count)


def parts_by_history(events: Sequence[Happened]) -> Standing:
    """The parts of a case as its history leaves them."""
    standing: Standing = {}
    for event in events:
        facts = event.facts
        part = str(facts.get("part"))
        if event.kind == MADE:
            standing[part] = (str(facts["receiver"]), str(facts["state"]), str(facts.get("organisation") or ""))
        elif part in standing:
            receiver, _state, organisation = standing[part]
            there = str(facts.get("organisation") or organisation)
            standing[part] = (receiver, AFTER[event.kind].value, there)
    return standing


def _concerned() -> Iterator[str]:
    """Every case that has a part of a referral or of which the history tells one, each once."""
    with_rows = set(Part.objects.values_list("case_reference", flat=True))
    yield from sorted(with_rows | set(cases_told_of(MADE)))
