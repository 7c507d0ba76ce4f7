"""A case that is walked through the real actions and the database, beside what the pure law says of each step.

What the law says is asked of the events alone, folded, and never of a row: so a row, an action and the law that
disagree are found by the step at which they do. `tests/cases/doings.py` holds what can be done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from opennrm.audit.queries import events_of_case
from opennrm.cases.models import Case
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.fold import CaseFacts, Entry, fold
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.profile import ProfileVersion, version_for_open_case
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.mechanism.stages import Move, Stage, refusal_to_move, stage_after
from opennrm.partners.access import Actor
from opennrm.partners.models import Account, RoleHeld
from opennrm.partners.receiving import slug_of
from tests.factories import cases as made
from tests.factories import partners

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
ROLES = ("caseworker", "second_officer", "manager")


class Disagreement(AssertionError):
    """An action did what the law does not allow, refused what it allows, or led elsewhere."""


@dataclass(frozen=True)
class Tried:
    """Something to be tried: the call, the codes of the law's refusals (empty: it allows it), and where it leads."""

    call: Callable[[], object]
    refusals: frozenset[str]
    after: Stage


@dataclass
class House:
    """Those who refer and decide, for every authority of a profile; each officer holds every role in every team."""

    referrer: Actor
    officers: tuple[Actor, ...]
    administrator: Actor
    authorities: tuple[str, ...]


@dataclass
class Walked:
    """A case on its way: its reference, the moment it is now, and what has been done."""

    house: House
    reference: str
    chance: Random
    at: datetime
    done: list[str] = field(default_factory=list)
    facts: CaseFacts = field(default_factory=CaseFacts)
    entries: list[Entry] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The legal day."""
        return legal_day(self.at)

    @property
    def stage(self) -> Stage:
        """Where the history says that it stands."""
        assert self.facts.stage is not None
        return self.facts.stage

    @property
    def version(self) -> ProfileVersion:
        """The rules of the case now, by its history."""
        assert self.facts.profile is not None
        assert self.facts.received_on is not None
        return version_for_open_case(PROFILES[self.facts.profile], self.facts.received_on, self.today)

    @property
    def seen(self) -> int:
        """The version of its row, as whoever acts has just read it."""
        return Case.objects.values_list("version", flat=True).get(reference=self.reference)

    def somebody(self) -> Actor:
        """One of the officers."""
        return self.chance.choice(self.house.officers)

    def by_the_table(self, move: Move, stage: Stage | None = None) -> set[str]:
        """The code of the refusal of the table of moves, if it refuses."""
        refusal = refusal_to_move(self.version, stage or self.stage, move)
        return {refusal.code} if refusal else set()

    def led(self, move: Move, stage: Stage | None = None) -> Stage:
        """Where the table leads; where it does not, nowhere."""
        stage = stage or self.stage
        return (
            stage if self.by_the_table(move, stage) else stage_after(self.version, stage, move, self.facts.left_stage)
        )

    def read(self) -> None:
        """Fold the history anew."""
        events = events_of_case(self.reference)
        self.entries = [Entry(e.kind, e.facts, e.at, str(e.by) if e.by else None) for e in events]
        self.facts = fold(self.entries)

    def step(self, name: str, doing: Callable[[Walked], Tried]) -> None:
        """Try one thing, and compare what happened with what the law says."""
        before = self.stage
        tried = doing(self)
        refused = outcome_of(tried.call)
        self.done.append(f"{name}{f' ({refused})' if refused else ''}")
        self.read()
        if (refused is not None) is not bool(tried.refusals) or (refused and refused not in tried.refusals):
            law = f"refuses ({', '.join(sorted(tried.refusals))})" if tried.refusals else "allows it"
            raise Disagreement(f"{self.told()}: at {before} the law {law}.")
        if self.stage is not (before if refused else tried.after):
            raise Disagreement(f"{self.told()}: from {before} to {self.stage}, and the law leads to {tried.after}.")
        row = Case.objects.values_list("stage", flat=True).get(reference=self.reference)
        if row != self.stage:
            raise Disagreement(f"{self.told()}: the row stands at {row}, the history at {self.stage}.")

    def told(self) -> str:
        """What was done, the last of it."""
        return " > ".join(self.done[-6:])


def outcome_of(call: Callable[[], object]) -> str | None:
    """The code with which something was refused; None if it was done."""
    try:
        call()
    except Refused as refused:
        return refused.refusal.code
    return None


def codes(*refusals: Refusal | None) -> set[str]:
    """The codes of those that refuse."""
    return {refusal.code for refusal in refusals if refusal is not None}


def house_for(profile: str) -> House:
    """A force that refers, and every authority of a profile with a team in which three officers hold every role."""
    authorities = tuple(authority.key for authority in PROFILES[profile].rules.authorities)
    teams = [made.authority_team(of=slug_of(key)) for key in authorities]
    people: list[Account] = [partners.account(*ROLES, in_team=teams[0]) for _ in range(3)]
    for who in people:
        for team in teams[1:]:
            for role in ROLES:
                RoleHeld.objects.create(account=who, role=role, team=team, from_at=partners.LONG_AGO)
    administrator = partners.actor(partners.account("administrator", of=teams[0].organisation))
    return House(made.referrer(), tuple(partners.actor(who) for who in people), administrator, authorities)


def walked(house: House, seed: int) -> Walked:
    """A case that was referred, an adult's mostly, by a seed that makes the same walk again."""
    chance = Random(seed)  # noqa: S311 - it must come out the same again
    nationality = chance.choice(["vietnamese", "polish", "british"])
    child = chance.random() < 0.25
    reference = made.referred(house.referrer, at=MONDAY, child=child, nationality=nationality, last_name=f"Seed {seed}")
    walk = Walked(house, reference, chance, MONDAY + timedelta(hours=1))
    walk.read()
    return walk
