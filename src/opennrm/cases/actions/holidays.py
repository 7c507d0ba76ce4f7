"""A bank holiday proclaimed late: it is added once, and every open clock that it lies in is counted again.

Counting again needs no list of what is done: a clock names the calendar it was counted by, so what is left can be seen
from the clocks themselves. The job may be stopped anywhere, run twice, or by two at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Max

from opennrm.audit.record import announce, command
from opennrm.cases.actions.clocks import recount_clocks_of
from opennrm.cases.holidays import added_holidays, cases_to_recount, how_many_to_recount
from opennrm.cases.models import Case, Holiday
from opennrm.mechanism.added_holidays import calendar_with, refusal_to_add
from opennrm.mechanism.events import HolidayAdded
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.vocabulary import Nation, OrganisationType
from opennrm.partners.access import Actor, refusal_to_act
from opennrm.partners.directory import organisation_type
from opennrm.partners.roles import Permission

CALENDAR_SUBJECT = "calendar"
ADDING = 7_266_002
"""The advisory lock under which days are numbered; any number that nothing else uses."""
LONGEST_REASON = 200
NO_NATION = Refusal("no_nation", "Choose the nations in which the bank holiday is taken.", "house", "nation")
NOT_AN_AUTHORITY = Refusal(
    code="not_a_competent_authority",
    because="Only an administrator of a competent authority adds bank holidays: they move the clocks of every case.",
    source="house",
)
TOO_LONG = Refusal("reason_too_long", f"Write at most {LONGEST_REASON} characters.", "house", "reason")


@dataclass(frozen=True, slots=True)
class Recounted:
    """How many cases the job counted again, and the references of those it could not, with the kind of the fault."""

    cases: int
    failed: tuple[tuple[str, str], ...] = ()


def add_holiday(
    nations: Iterable[str], day: date, title: str, *, reason: str, by: Actor, at: datetime
) -> tuple[Nation, ...]:
    """Add a bank holiday in these nations; gives those in which it was not there yet, none where it was in all.

    Open clocks are counted again by `recount_clocks`. Raises `Refused` if the day is not worked anyway, if a field is
    wrong, or if the actor may not.
    """
    refuse_if(refusal_to_act(by, Permission.KEEP_CALENDAR) or refusal_to_keep_calendar(by))
    wanted = _nations(nations)
    if len(reason) > LONGEST_REASON:
        raise Refused(TOO_LONG)
    with command():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADDING])
        there = set(Holiday.objects.filter(day=day).values_list("nation", flat=True))
        missing = tuple(nation for nation in wanted if nation.value not in there)
        for nation in missing:
            _add(nation, day, title.strip(), reason.strip(), by=by, at=at)
    return missing


def refusal_to_keep_calendar(by: Actor) -> Refusal | None:
    """Why somebody may not add bank holidays, by the organisation they work for; None if they may. Source: house."""
    decides = organisation_type(by.organisation_id) == OrganisationType.COMPETENT_AUTHORITY.value
    return None if decides else NOT_AN_AUTHORITY


def _nations(given: Iterable[str]) -> tuple[Nation, ...]:
    chosen = list(given)
    if not chosen or not set(chosen) <= set(Nation):
        raise Refused(NO_NATION)
    return tuple(nation for nation in Nation if nation.value in chosen)


def _add(nation: Nation, day: date, title: str, reason: str, *, by: Actor, at: datetime) -> None:
    before = calendar_with(added_holidays())
    refuse_if(refusal_to_add(before, nation, day, title))
    number = (Holiday.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    Holiday.objects.create(
        number=number, nation=nation.value, day=day, title=title, reason=reason, added_at=at, added_by_id=by.account_id
    )
    version = calendar_with(added_holidays()).version
    added = HolidayAdded(subject=CALENDAR_SUBJECT, nation=nation.value, day=day, calendar_version=version)
    announce(added, at=at, by=by.account_id)


def recount_clocks(at: datetime, told: Callable[[int, int], None] | None = None) -> Recounted:
    """Count every open clock again that a day was added to, or whose last day may be known now, a case at a time.

    `told` hears how many cases are done, and of how many. A case that cannot be counted is left as it is, and named.
    """
    done, all_of_them, after = 0, how_many_to_recount(), ""
    failed: list[tuple[str, str]] = []
    while references := cases_to_recount(after):
        for reference in references:
            try:
                _recount(reference, at)
            except (Refused, KeyError, ValueError) as fault:
                failed.append((reference, type(fault).__name__))
            else:
                done += 1
            if told is not None:
                told(done + len(failed), max(all_of_them, done + len(failed)))
        after = references[-1]
    return Recounted(done, tuple(failed))


def _recount(reference: str, at: datetime) -> None:
    with command():
        case = Case.objects.select_for_update().get(reference=reference)
        recount_clocks_of(case, added_holidays(), at=at)
        case.save(update_fields=["due_on"])
