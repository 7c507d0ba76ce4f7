"""Cases that may be of the same person, as somebody is told of them: only those that they may see themselves.

The history keeps what was found when the case came. Who may see the other case can change after that, so it is asked
each time the history is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from opennrm.audit.asking import as_the_house
from opennrm.audit.queries import Happened
from opennrm.cases.models import Case
from opennrm.cases.visibility import hidden_from, visible_to
from opennrm.mechanism.events import CaseHeldForTriage, SamePersonReferred
from opennrm.mechanism.triage import Sign
from opennrm.partners.access import Actor

HELD, LATER = CaseHeldForTriage.__name__, SamePersonReferred.__name__


def without_hidden_likeness(events: Sequence[Happened], actor: Actor, at: datetime) -> list[Happened]:
    """The events as an actor may read them: nothing says that a case is alike which they may not see.

    A case that came later may be another team's, and is named all the same, so that somebody asks there; once it is
    restricted it is not there for whoever is not on its list, and nothing is left of it. One statement for each of
    the two, and only where these events have such.
    """
    (told,) = each_without_hidden_likeness([events], actor, at)
    return told


def each_without_hidden_likeness(
    lists: Sequence[Sequence[Happened]], actor: Actor, at: datetime
) -> list[list[Happened]]:
    """The same for several lists at once, with no statement more."""
    events = [event for each in lists for event in each]
    alike = {like for event in events if event.kind == HELD for like in event.facts["like"]}
    later = {event.facts["like"] for event in events if event.kind == LATER}
    seen, hidden = _seen(alike, actor, at), _hidden(later, actor, at)
    return [[_told(event, seen) for event in each if not _tells_of(event, hidden)] for each in lists]


def _seen(alike: set[str], actor: Actor, at: datetime) -> set[str]:
    rows = Case.objects.filter(visible_to(actor, at), reference__in=alike)
    return set(rows.values_list("reference", flat=True)) if alike else set()


@as_the_house()  # which of the cases that are named are hidden from them; no more than that is read, and none is told
def _hidden(later: set[str], actor: Actor, at: datetime) -> set[str]:
    rows = hidden_from(actor, at).filter(reference__in=later)
    return set(rows.values_list("reference", flat=True)) if later else set()


def _tells_of(event: Happened, hidden: set[str]) -> bool:
    return event.kind == LATER and event.facts["like"] in hidden


def _told(event: Happened, seen: set[str]) -> Happened:
    if event.kind != HELD:
        return event
    like = [each for each in event.facts["like"] if each in seen]
    reasons = [each for each in event.facts["reasons"] if like or each != Sign.SAME_PERSON_SUSPECTED]
    return replace(event, facts=event.facts | {"like": like, "reasons": reasons})
