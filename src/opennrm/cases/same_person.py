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
from opennrm.audit.timeline import latest_of_case
from opennrm.cases.models import Case
from opennrm.cases.visibility import hidden_from, visible_to
from opennrm.mechanism.events import CaseClosed, CaseHeldForTriage, DuplicateFound, SamePersonReferred
from opennrm.mechanism.triage import Sign
from opennrm.partners.access import Actor

HELD, LATER = CaseHeldForTriage.__name__, SamePersonReferred.__name__
CLOSED, DUPLICATE = CaseClosed.__name__, DuplicateFound.__name__
NAMES_ANOTHER = frozenset({LATER, DUPLICATE})
"""Events of which nothing is left where the case that they name is hidden."""
MOST_NAMING = 1000
"""Of these events a case has as many as its person was referred times more."""


def without_hidden_likeness(events: Sequence[Happened], actor: Actor, at: datetime) -> list[Happened]:
    """The events as an actor may read them: nothing says that a case is alike which they may not see.

    A case that came later, or of which this is a duplicate, may be another team's, and is named all the same, so that
    somebody asks there; once it is restricted it is not there for whoever is not on its list, and nothing is left of
    it. One statement for each of the two, and only where these events have such.
    """
    (told,) = each_without_hidden_likeness([events], actor, at)
    return told


def each_without_hidden_likeness(
    lists: Sequence[Sequence[Happened]], actor: Actor, at: datetime
) -> list[list[Happened]]:
    """The same for several lists at once, with no statement more."""
    events = [event for each in lists for event in each]
    alike = {like for event in events if event.kind == HELD for like in event.facts["like"]}
    named = {other for event in events for other in _named(event)}
    seen, hidden = _seen(alike, actor, at), _hidden(named, actor, at)
    return [[_told(event, seen, hidden) for event in each if not _tells_of(event, hidden)] for each in lists]


def hidden_entries(reference: str, actor: Actor, at: datetime) -> set[int]:
    """The numbers of a case's entries that are not there for this actor, so that a page can be filled without them.

    Otherwise a page with an entry less than the others would say that something hidden stood there.
    """
    events = latest_of_case(reference, MOST_NAMING, only=NAMES_ANOTHER).alone()
    hidden = _hidden({other for event in events for other in _named(event)}, actor, at)
    return {event.seq for event in events if _tells_of(event, hidden)}


def _seen(alike: set[str], actor: Actor, at: datetime) -> set[str]:
    rows = Case.objects.filter(visible_to(actor, at), reference__in=alike)
    return set(rows.values_list("reference", flat=True)) if alike else set()


@as_the_house()  # which of the cases that are named are hidden from them; no more than that is read, and none is told
def _hidden(named: set[str], actor: Actor, at: datetime) -> set[str]:
    rows = hidden_from(actor, at).filter(reference__in=named)
    return set(rows.values_list("reference", flat=True)) if named else set()


def _named(event: Happened) -> set[str]:
    """The other cases that an event names, whoever may see them."""
    facts = {LATER: ("like",), DUPLICATE: ("duplicate", "original"), CLOSED: ("duplicate_of",)}.get(event.kind, ())
    return {event.facts[fact] for fact in facts if event.facts.get(fact)} - {str(event.case)}


def _tells_of(event: Happened, hidden: set[str]) -> bool:
    return event.kind != CLOSED and not hidden.isdisjoint(_named(event))


def _told(event: Happened, seen: set[str], hidden: set[str]) -> Happened:
    if event.kind == CLOSED and event.facts.get("duplicate_of") in hidden:
        return replace(event, facts=event.facts | {"duplicate_of": None})
    if event.kind != HELD:
        return event
    like = [each for each in event.facts["like"] if each in seen]
    reasons = [each for each in event.facts["reasons"] if like or each != Sign.SAME_PERSON_SUSPECTED]
    return replace(event, facts=event.facts | {"like": like, "reasons": reasons})
