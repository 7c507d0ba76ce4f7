"""Five simulated years, by a seed that lives through them the same way each time."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from opennrm.mechanism import events as happened
from opennrm.mechanism.profiles.pilot_2015 import AREAS
from opennrm.mechanism.profiles.profile import Situation
from opennrm.mechanism.routing import route_for
from opennrm.mechanism.serving import Address, Audience
from opennrm.mechanism.stages import SETTLED_STAGES, Stage
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import Nation, ReferralKind
from tests.simulation.cases import Case
from tests.simulation.doings import NEVER, attend
from tests.simulation.law import LawOfYears
from tests.simulation.office import Office
from tests.simulation.onlooker import Found
from tests.simulation.people import staff_for
from tests.simulation.worlds import World, world_of

DAY = timedelta(days=1)
HOLIDAYS_ADDED = 20


@dataclass(frozen=True)
class Lived:
    """What five years came to."""

    seed: int
    world: World
    cases: int
    stages: Counter[str]
    seen: Counter[str]
    looked_at: Counter[str]


def live(seed: int, cases: int, law: LawOfYears | None = None) -> Lived:
    """Live through five years with so many cases. Raises `Found`, which tells the seed."""
    try:
        return _lived(seed, cases, law or LawOfYears())
    except Found as found:
        raise Found(found.key, f"seed {seed} with {cases} cases: {found}") from found


def _lived(seed: int, cases: int, law: LawOfYears) -> Lived:
    chance = Random(seed)  # noqa: S311 - it must come out the same again
    world = world_of(seed)
    office = Office(law, staff_for(world.begins, world.ends, chance), chance)
    days = (world.ends - world.begins).days
    arrivals = Counter(world.begins + timedelta(days=int(chance.random() * days)) for _ in range(cases))
    proclaimed = {world.begins + timedelta(days=int(chance.random() * days)) for _ in range(HOLIDAYS_ADDED)}
    agenda: list[tuple[date, int]] = []
    open_cases: list[Case] = []
    office.day = world.begins
    while office.day <= world.ends:
        if office.day in proclaimed:
            proclaim(office)
        for _ in range(arrivals[office.day]):
            case = arrived(office, world, len(office.cases) + 1)
            office.cases.append(case)
            heapq.heappush(agenda, (office.day + DAY, len(office.cases) - 1))
        while agenda and agenda[0][0] <= office.day:
            _, index = heapq.heappop(agenda)
            again = attend(office, office.cases[index])
            if again < NEVER:
                after = office.law.looks_again(max(1, again))
                heapq.heappush(agenda, (office.day + timedelta(days=after), index))
        office.mail.day(office.day)
        if office.day.weekday() == 0:
            open_cases = [case for case in office.cases if case.stage not in SETTLED_STAGES]
            for case in open_cases:
                office.onlooker.waits(case, office.day)
        office.day += DAY
    office.day -= DAY
    office.onlooker.at_last(office.cases, office.day)
    stages = Counter(case.stage.value for case in office.cases)
    return Lived(seed, world, cases, stages, office.seen + office.mail.seen, office.onlooker.counted)


def proclaim(office: Office) -> None:
    """A bank holiday is proclaimed some days before it, everywhere or in one nation."""
    day = office.day + timedelta(days=1 + int(office.draw() * 6))
    everywhere, nations = office.draw() < 0.5, tuple(Nation)
    for nation in nations if everywhere else (office.chance.choice(nations),):
        office.a_holiday_is_added(nation, day)


def arrived(office: Office, world: World, number: int) -> Case:
    """A referral comes in, and its case is opened where the profile sends it."""
    chance = office.chance
    area = chance.choice(AREAS) if chance.random() < 0.6 else "kent_police"
    version = office.adopted(world.adoptions, area)
    kind = ReferralKind.CHILD if chance.random() < 0.3 else ReferralKind.ADULT
    situations = frozenset({chance.choice(tuple(Situation))}) if chance.random() < 0.3 else frozenset()
    to = (Audience.COUNCIL,) if kind is ReferralKind.CHILD else (Audience.PERSON, Audience.REPRESENTATIVE)
    safe = chance.random() < 0.95
    addresses = tuple(Address(each, is_safe=safe) for each in (*to, Audience.FIRST_RESPONDER, Audience.POLICE))
    case = Case(
        reference=f"MADE-{number:04}",
        profile=version.profile,
        kind=kind,
        nation=chance.choice(tuple(Nation)),
        situations=situations,
        received_on=office.day,
        addresses=addresses,
        looked_on=office.day,
    )
    case.authority = route_for(version, kind, situations).authority.key
    office.tell(
        case,
        happened.ReferralSubmitted,
        None,
        referral_kind=kind.value,
        age_answer="under_18" if kind is ReferralKind.CHILD else "adult",
        nation=case.nation.value,
        organisation="marsh-force",
        organisation_type="police",
        exploitation=("labour",),
        profile=version.profile,
        profile_version=version.version,
        received_on=office.day,
        teams=("T1",),
        answers_hash="0" * 64,
        situations=tuple(sorted(each.value for each in situations)),
        area=area,
    )
    opened = {"authority": case.authority, "stage": Stage.TRIAGE.value, "received_on": office.day, "owner_team": "T1"}
    office.tell(case, happened.CaseOpened, None, **opened)
    office.start_clock(case, Rule.REASONABLE_GROUNDS_DECISION)
    return case
