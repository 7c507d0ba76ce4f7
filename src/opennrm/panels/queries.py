"""Reads the pool, the sittings and their cases, as who convenes sees them: never a vote, nor that somebody voted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from opennrm.cases import panels as cases
from opennrm.cases.panels import Waiting as BeforePanel
from opennrm.mechanism.panels.members import Agency, Member, refusal_to_chair
from opennrm.mechanism.panels.quorum import Constitution, refusal_for_want_of_quorum
from opennrm.mechanism.refusal import Refusal
from opennrm.panels.lawful import LIVE, member_of, refusal_to_sit, with_an_interest
from opennrm.panels.models import Hearing, Invitation, PoolMember, Seat, Sitting
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.directory import names_of, organisation_of, organisations_of, people_anywhere
from opennrm.partners.roles import Permission

NOT_LISTED = Refusal("not_listed", "This case was opened already, or is heard here no longer.", "house")


@dataclass(frozen=True, slots=True)
class InPool:
    """Somebody of the pool; the agency is empty for an independent chair."""

    id: UUID
    account_id: UUID
    name: str
    organisation: str
    agency: str
    may_chair: bool


@dataclass(frozen=True, slots=True)
class AskedRead:
    """Somebody who was asked to a sitting, and their answer (empty: none yet); no agency is the chair."""

    account_id: UUID
    name: str
    agency: str
    answer: str


@dataclass(frozen=True, slots=True)
class HearingRead:
    """A case at a sitting: whether there will be enough (why not, or empty), and which seats of its mix stay empty.

    `out` are names with why they do not sit on it, coded; `declared` counts those who declared no interest.
    """

    id: UUID
    sitting_id: UUID
    reference: str
    state: str
    chair: str
    declared: int
    wanting: str
    unfilled: Mapping[Agency, int]
    out: list[tuple[str, str]]


def team_of(actor: Actor) -> UUID:
    """The team whose panels the actor convenes: the first by name. Raises `NotYours`."""
    teams = actor.teams_for(Permission.CONVENE_PANELS)
    if not teams:
        raise NotYours
    return teams[0]


def pool_of(team_id: UUID) -> list[InPool]:
    """Who is in a pool now, by agency and name."""
    rows = list(PoolMember.objects.filter(team_id=team_id, left_at__isnull=True))
    ids = [row.account_id for row in rows]
    names, homes = names_of(ids), organisations_of(ids)
    found = [
        InPool(
            row.id, row.account_id, names[str(row.account_id)], homes[str(row.account_id)], row.agency, row.may_chair
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: (each.agency == "", each.agency, each.name, str(each.id)))


def could_join(team_id: UUID, at: datetime) -> list[tuple[str, str]]:
    """Those who hold a role for panels and are not in the pool, by account: name and organisation."""
    there = {each.account_id for each in pool_of(team_id)}
    people = people_anywhere([Permission.SIT_ON_PANELS, Permission.CHAIR_PANELS], at)
    return [(str(each.id), f"{each.name} ({home})") for each, home in people.items() if each.id not in there]


def sittings_of(team_id: UUID) -> list[Sitting]:
    """The sittings of a team, the newest first."""
    return list(Sitting.objects.filter(team_id=team_id).order_by("-starts_at", "id"))


def sitting_to_convene(actor: Actor, sitting_id: UUID) -> Sitting:
    """A sitting of the actor's team. Raises `NotYours`."""
    teams = actor.teams_for(Permission.CONVENE_PANELS)
    found = Sitting.objects.filter(id=sitting_id, team_id__in=teams).first()
    if found is None:
        raise NotYours
    return found


def asked_to(sitting_id: UUID) -> list[AskedRead]:
    """Who was asked to a sitting: the chair first, then by agency and name."""
    rows = list(Invitation.objects.filter(sitting_id=sitting_id))
    names = names_of([row.account_id for row in rows])
    found = [AskedRead(row.account_id, names[str(row.account_id)], row.agency, row.answer) for row in rows]
    return sorted(found, key=lambda each: (each.agency, each.name, str(each.account_id)))


def waiting_for_a_sitting(team_id: UUID) -> list[BeforePanel]:
    """The cases that wait for a panel and are put to no sitting."""
    live = set(Hearing.objects.filter(team_id=team_id, state__in=LIVE).values_list("reference", flat=True))
    return [each for each in cases.cases_before_panels(team_id) if each.reference not in live]


def heard_at(sitting: Sitting, at: datetime) -> list[HearingRead]:
    """The cases of a sitting, by reference: with the quorum that there will be if all come who did not decline."""
    needs = {each.case_id: each.needs for each in cases.cases_before_panels(sitting.team_id)}
    invitations = list(Invitation.objects.filter(sitting=sitting).exclude(answer="cannot_come").exclude(agency=""))
    rows = list(Hearing.objects.filter(sitting=sitting).exclude(state="off").order_by("reference"))
    return [_heard(row, invitations, needs.get(row.case_id), at) for row in rows]


def refusal_of_chair(account_id: UUID, case_id: UUID) -> Refusal | None:
    """Why somebody may not chair a case; None if nothing is known against it."""
    chair = Member(str(account_id), str(organisation_of(account_id)), Agency.CHARITY)  # a chair takes no agency's seat
    return refusal_to_chair(chair, cases.parts_in(case_id), with_an_interest(case_id))


def _heard(
    row: Hearing, invitations: list[Invitation], needs: Mapping[Agency, int] | None, at: datetime
) -> HearingRead:
    seats = {seat.account_id: seat for seat in Seat.objects.filter(hearing=row)}
    names = names_of([*seats, *(each.account_id for each in invitations), row.chair_id])
    out = [(names[str(seat.account_id)], seat.aside) for seat in seats.values() if seat.aside]
    wanting, unfilled = "", {}
    if row.state == "listed" and needs is not None:
        rules, parts = cases.constitution_of(row.case_id, at), cases.parts_in(row.case_id)
        known = with_an_interest(row.case_id)
        refused = {each.account_id: refusal_to_sit(each, rules, parts, known) for each in invitations}
        aside = {seat.account_id for seat in seats.values() if seat.aside}
        out += [(names[str(who)], refusal.code) for who, refusal in refused.items() if refusal and who not in aside]
        come = [
            member_of(each) for each in invitations if not refused[each.account_id] and each.account_id not in aside
        ]
        wanting, unfilled = _wanting(rules, come), _unfilled(needs, come)
    return HearingRead(
        id=row.id,
        sitting_id=row.sitting_id,
        reference=row.reference,
        state=row.state,
        chair=names[str(row.chair_id)],
        declared=sum(not seat.aside and seat.agency != "" for seat in seats.values()),
        wanting=wanting,
        unfilled=unfilled,
        out=sorted(out),
    )


def _wanting(rules: Constitution, come: list[Member]) -> str:
    refusal = refusal_for_want_of_quorum(rules, come)
    return refusal.because if refusal else ""


def _unfilled(needs: Mapping[Agency, int], come: list[Member]) -> dict[Agency, int]:
    there = Counter(member.agency for member in come)
    return {agency: needed - there[agency] for agency, needed in needs.items() if needed > there[agency]}
