"""Does the installation work by the profiles that two administrators agreed to, as the history says, and by no other?

Call it within one transaction that sees one moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from opennrm.audit.findings import MOST, Difference, Told, first, nobody
from opennrm.audit.queries import events_of_kinds, head
from opennrm.mechanism.events import ProfileChangeProposed, ProfileChangeSettled
from opennrm.partners.models import ProfileChange

PROPOSED, SETTLED = ProfileChangeProposed.__name__, ProfileChangeSettled.__name__
REFERENCE = "profiles"


@dataclass(frozen=True, slots=True)
class _Change:
    """What history or row says of a change: profile and day, by whom, and how it was settled by whom."""

    profile: str
    from_day: str
    proposed_by: str
    settled_by: str = ""
    confirmed: bool | None = None


def check_profile_changes(told: Told = nobody, most: int = MOST) -> list[Difference]:
    """What does not hold in the changes of profile, at most `most`; `told` hears how many were compared."""
    return first(_differences(told), most)


def _differences(told: Told) -> Iterator[Difference]:
    by_history, by_rows = _by_history(), _by_rows()
    for change_id in sorted(by_history | by_rows):
        if change_id not in by_rows:
            yield Difference(REFERENCE, f"the change {change_id}, of which the history tells, is gone")
        elif by_history.get(change_id) != by_rows[change_id]:
            yield Difference(REFERENCE, f"the change {change_id} is not what the history tells")
    told(len(by_history | by_rows))


def _by_history() -> dict[str, _Change]:
    found: dict[str, _Change] = {}
    for event in events_of_kinds((PROPOSED, SETTLED), after=0, until=head()[0]):
        change_id = event.facts["change"]
        what = (event.facts["profile"], event.facts["from_day"])
        if event.kind == PROPOSED:
            found[change_id] = _Change(*what, proposed_by=str(event.by))
        elif change_id in found:
            by = found[change_id].proposed_by
            confirmed = event.facts["confirmed"]
            found[change_id] = _Change(*what, proposed_by=by, settled_by=str(event.by), confirmed=confirmed)
    return found


def _by_rows() -> dict[str, _Change]:
    return {
        str(row.id): _Change(
            row.profile,
            row.from_day.isoformat(),
            str(row.proposed_by_id),
            str(row.settled_by_id or ""),
            row.confirmed,
        )
        for row in ProfileChange.objects.all()
    }
