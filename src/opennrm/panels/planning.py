"""The timetable of a team's panels: what it is made of, what is proposed, and what speaks against an edit, in words.

It is made for sittings that stand empty: whom to ask to one that has cases, and what to put there, is settled by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from opennrm.cases import panels as cases
from opennrm.cases.panels import Waiting as BeforePanel
from opennrm.mechanism.calendar import in_words, legal_day
from opennrm.mechanism.panels.members import Agency, Member, conflict
from opennrm.mechanism.timetabling.explaining import why
from opennrm.mechanism.timetabling.making import made
from opennrm.mechanism.timetabling.problem import Available, Cost, Problem, Timetable, Waiting, cost_of, faults_of
from opennrm.mechanism.timetabling.problem import Sitting as ToPlan
from opennrm.panels.lawful import reach_of, with_an_interest
from opennrm.panels.models import Hearing, Invitation, PoolMember, Sitting
from opennrm.panels.queries import refusal_of_chair, waiting_for_a_sitting
from opennrm.partners.directory import names_of, organisation_of

CHANGES = 24_000
"""Small changes that a page tries: about a second for twenty cases."""
NOTICE_DAYS = 7


@dataclass(frozen=True, slots=True)
class Proposal:
    """A timetable, what it costs part by part, and why each case is heard where it is."""

    timetable: Timetable
    cost: Cost
    why: Mapping[str, list[str]]


def empty_sittings(team_id: UUID, at: datetime) -> list[Sitting]:
    """The sittings to come, with enough notice, to which nobody but the chair was asked and no case is put."""
    taken = set(Hearing.objects.filter(team_id=team_id).exclude(state="off").values_list("sitting_id", flat=True))
    taken |= set(Invitation.objects.filter(team_id=team_id).exclude(agency="").values_list("sitting_id", flat=True))
    first = legal_day(at) + timedelta(NOTICE_DAYS)
    rows = Sitting.objects.filter(team_id=team_id, state="called", starts_at__gt=at).order_by("starts_at", "id")
    return [row for row in rows if row.id not in taken and legal_day(row.starts_at) >= first]


def problem_for(team_id: UUID, at: datetime) -> Problem:
    """What a timetable of this team is made of now."""
    sittings = empty_sittings(team_id, at)
    pool = list(PoolMember.objects.filter(team_id=team_id, left_at__isnull=True).exclude(agency="").order_by("id"))
    members = [Member(str(row.account_id), str(organisation_of(row.account_id)), Agency(row.agency)) for row in pool]
    keys = frozenset(str(row.id) for row in sittings)
    chairs = {row.chair_id for row in sittings}
    return Problem(
        on=legal_day(at),
        sittings=tuple(
            ToPlan(str(row.id), legal_day(row.starts_at), row.places, str(row.chair_id)) for row in sittings
        ),
        cases=tuple(_waiting(each, members, chairs, at) for each in waiting_for_a_sitting(team_id)),
        pool=tuple(Available(member, keys, max(1, len(keys))) for member in members),
        notice_days=NOTICE_DAYS,
    )


def proposed(problem: Problem) -> Proposal:
    """The timetable that is proposed; the same problem gives the same."""
    timetable = made(problem, changes=CHANGES)
    reasons = {each.reference: why(problem, timetable, each.reference) for each in problem.cases}
    return Proposal(timetable, cost_of(problem, timetable), reasons)


def faults_in_words(problem: Problem, heard: Mapping[str, str], asked: Mapping[str, Sequence[str]]) -> list[str]:
    """What speaks against a timetable, with the names of people and the days of sittings; nothing if it may stand."""
    edited = Timetable(dict(heard), {key: frozenset(accounts) for key, accounts in asked.items()})
    return [in_words_of(problem, fault) for fault in faults_of(problem, edited)]


def in_words_of(problem: Problem, sentence: str) -> str:
    """A sentence with the names of people and the days of sittings instead of their ids."""
    names = names_of([UUID(each.member.account) for each in problem.pool])
    days = {each.key: f"the sitting of {in_words(each.day)}" for each in problem.sittings}
    for id_, name in {**names, **days}.items():
        sentence = sentence.replace(id_, name)
    return sentence[:1].upper() + sentence[1:]


def _waiting(case: BeforePanel, members: list[Member], chairs: set[UUID], at: datetime) -> Waiting:
    parts, reach = cases.parts_in(case.case_id), reach_of(cases.constitution_of(case.case_id, at))
    known = with_an_interest(case.case_id)
    barred = {each.account for each in members if conflict(each, parts, known, reach)}
    barred |= {str(chair) for chair in chairs if refusal_of_chair(chair, case.case_id)}
    return Waiting(case.reference, case.since, case.due_on, case.needs, frozenset(barred))
