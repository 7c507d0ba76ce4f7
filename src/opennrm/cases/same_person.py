"""Cases that may be of the same person, as somebody is told of them: only those that they may see themselves.

The history keeps what was found when the case came. Who may see the other case can change after that, so it is asked
each time the history is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from opennrm.audit.queries import Happened
from opennrm.cases.models import Case
from opennrm.cases.visibility import visible_to
from opennrm.mechanism.events import CaseHeldForTriage
from opennrm.mechanism.triage import Sign
from opennrm.partners.access import Actor

HELD = CaseHeldForTriage.__name__


def without_hidden_likeness(events: Sequence[Happened], actor: Actor, at: datetime) -> list[Happened]:
    """The events as an actor may read them: nothing says that a case is alike which they may not see.

    One statement, and only where a case of these events was held for its likeness.
    """
    alike = {each for event in events if event.kind == HELD for each in event.facts["like"]}
    if not alike:
        return list(events)
    rows = Case.objects.filter(visible_to(actor, at), reference__in=alike)
    seen = set(rows.values_list("reference", flat=True))
    return [_told(event, seen) if event.kind == HELD else event for event in events]


def _told(event: Happened, seen: set[str]) -> Happened:
    like = [each for each in event.facts["like"] if each in seen]
    reasons = [each for each in event.facts["reasons"] if like or each != Sign.SAME_PERSON_SUSPECTED]
    return replace(event, facts=event.facts | {"like": like, "reasons": reasons})
