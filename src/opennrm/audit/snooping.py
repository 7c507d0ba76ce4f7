"""What the history says was opened, as the report of patterns needs it: from events alone, and no record is read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from opennrm.audit.asking import as_the_house
from opennrm.audit.models import EventRow
from opennrm.audit.queries import Happened, read_entry
from opennrm.mechanism.snooping import Found, Opened, patterns_in

VIEWED, REFUSED, EXPLAINED, EMERGENCY = "CaseViewed", "AccessRefused", "OpeningExplained", "OpenedInEmergency"
REVEALED = "WhereaboutsRevealed"
RESTRICTED, UNRESTRICTED = "CaseRestricted", "CaseUnrestricted"
KINDS = (VIEWED, REVEALED, REFUSED, EXPLAINED, EMERGENCY, RESTRICTED, UNRESTRICTED)
COUNTED = (VIEWED, REVEALED, REFUSED)
OWN_WORK = ("own_work", "what_they_typed")


@as_the_house()  # the whole history, for who may see it: codes and references, no person
def patterns_between(since: datetime, until: datetime) -> list[Found]:
    """The patterns in what was opened between two moments."""
    restrictions = EventRow.objects.filter(kind__in=(RESTRICTED, UNRESTRICTED), at__lt=since)
    looks = EventRow.objects.filter(kind__in=KINDS, at__gte=since, at__lt=until)
    columns = ("seq", "body", "at")
    before = [read_entry(row) for row in restrictions.order_by("seq").values_list(*columns)]
    within = (read_entry(row) for row in looks.order_by("seq").values_list(*columns).iterator(chunk_size=5000))
    return patterns_in(opened_in([*before, *within], since))


def opened_in(events: Iterable[Happened], since: datetime) -> list[Opened]:
    """The openings and tries among these events from a moment on, each with what is known of it as it happened."""
    restricted: set[str] = set()
    signs: dict[tuple[str, str], list[str]] = {}
    found: list[Opened] = []
    for event in events:
        by = str(event.by)
        if event.kind in (RESTRICTED, UNRESTRICTED):
            (restricted.add if event.kind == RESTRICTED else restricted.discard)(event.subject)
        elif event.kind in (EXPLAINED, EMERGENCY):
            signs[by, event.subject] = list(event.facts.get("signs") or ())
        if event.at < since or event.by is None or event.kind not in COUNTED:
            continue
        told = signs.get((by, event.subject), [])
        found.append(
            Opened(
                at=event.at,
                by=by,
                record=event.subject,
                own_work=event.kind == VIEWED and event.facts.get("because", OWN_WORK[0]) in OWN_WORK,
                refused=event.kind == REFUSED,
                restricted=event.subject in restricted,
                same_surname=any("surname" in sign for sign in told),
                common_surname="same_common_surname" in told,
                own_address="own_address" in told,
                revealed=event.kind == REVEALED,
            )
        )
    return found
