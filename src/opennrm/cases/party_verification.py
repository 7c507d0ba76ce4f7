"""Has every organisation the part in a case that the history says, and no other?

Call it within one transaction that sees one moment. Cases are compared a few hundred at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from opennrm.audit.findings import MOST, Difference, Told, first, in_batches, nobody
from opennrm.audit.queries import Happened, cases_told_of, events_of_cases
from opennrm.cases.models import Case, Party
from opennrm.mechanism.events import PartyAdded, PartyEnded

ADDED, ENDED = PartyAdded.__name__, PartyEnded.__name__
Part = tuple[str, str]
"""As what, and the organisation's id."""


def check_parties(told: Told = nobody, most: int = MOST) -> list[Difference]:
    """What does not hold in who has a part, at most `most`; `told` hears how many cases were compared so far."""
    return first(_all_differences(told), most)


def _all_differences(told: Told) -> Iterator[Difference]:
    count = 0
    for references in in_batches(_concerned()):
        events = events_of_cases(references, (ADDED, ENDED))
        kept: dict[str, list[Part]] = defaultdict(list)
        rows = Party.objects.filter(case__reference__in=references, until_at__isnull=True)
        for reference, audience, organisation in rows.values_list("case__reference", "audience", "organisation_id"):
            kept[reference].append((audience, str(organisation)))
        for reference in references:
            if sorted(kept[reference]) != parts_by_history(events[reference]):
                yield Difference(reference, "who has a part in it is not who the history gave one")
        count += len(references)
        told(count)


def parts_by_history(events: Sequence[Happened]) -> list[Part]:
    """The parts that were given and have not ended since."""
    standing: list[Part] = []
    for event in events:
        part = (str(event.facts.get("audience")), str(event.facts.get("organisation")))
        if event.kind == ADDED:
            standing.append(part)
        elif part in standing:
            standing.remove(part)
    return sorted(standing)


def _concerned() -> Iterator[str]:
    """Every case that has a part or of which the history tells one, each once."""
    with_rows = set(Case.objects.filter(parties__isnull=False).values_list("reference", flat=True))
    yield from sorted(with_rows | set(cases_told_of(ADDED)))
