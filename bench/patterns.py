"""Cases to make many of: each walked once through the real actions, at every stage that the product reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.deciding import check_decision, decide_reasonable_grounds, serve_decision
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.queries import case_for, standing_decision
from opennrm.demo.answers import adult_answers, child_answers, send_referral
from opennrm.demo.load import REASONS
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.access import Actor
from opennrm.partners.actors import actor_of

DAYS_AGO = (4, 40, 200)
_number = count(1)


def another_birthday() -> str:
    """A date of birth that no other walked adult has: two alike would be held at triage as perhaps the same person."""
    return (date(1960, 1, 1) + timedelta(days=next(_number))).isoformat()


@dataclass(frozen=True, slots=True)
class People:
    """Who does what in the patterns."""

    officer: Actor
    caseworker: Actor
    second_officer: Actor


@dataclass(frozen=True, slots=True)
class Walked:
    """A case that was walked to its stage, and how many of a hundred cases are like it."""

    name: str
    reference: str
    share: float


def people(now: datetime) -> People:
    """The made-up people of the demonstration who refer and decide."""
    return People(
        officer=actor_of("officer@marshland.police.example", now),
        caseworker=actor_of("caseworker@authority.example", now),
        second_officer=actor_of("second.officer@authority.example", now),
    )


class Walk:
    """One case, walked forward a day at a time."""

    def __init__(self, who: People, begins: datetime, *, child: bool = False) -> None:
        self.who = who
        self.at = begins
        day = legal_day(begins)
        answers = child_answers(day) if child else adult_answers(day) | {"date_of_birth": another_birthday()}
        self.reference = send_referral(answers, by=who.officer, at=begins)

    def take(self) -> Walk:
        """The caseworker takes it."""
        take_case(self.reference, seen=self._seen(), by=self.who.caseworker, at=self._later())
        return self

    def evidence(self) -> Walk:
        """The caseworker adds evidence."""
        told = {"kind": "police", "text": "Officers found six beds in one room.", "source": "Marshland Police"}
        add_evidence(self.reference, **told, by=self.who.caseworker, at=self._later())
        return self

    def decide(self, outcome: str) -> Walk:
        """The caseworker decides."""
        decided = {"outcome": outcome, "reasons": REASONS, "seen": self._seen()}
        decide_reasonable_grounds(self.reference, **decided, by=self.who.caseworker, at=self._later())  # type: ignore[arg-type]
        return self

    def check(self) -> Walk:
        """The second officer countersigns."""
        case = case_for(self.who.second_officer, self.reference, at=self.at)
        decision = standing_decision(case.id)
        assert decision is not None  # noqa: S101 - it was put forward a step before
        checked = {"text_hash": decision.text_hash, "agreed": True, "remark": "", "seen": case.version}
        check_decision(self.reference, **checked, by=self.who.second_officer, at=self._later())  # type: ignore[arg-type]
        return self

    def serve(self) -> Walk:
        """The caseworker serves what was countersigned."""
        serve_decision(self.reference, seen=self._seen(), by=self.who.caseworker, at=self._later())
        return self

    def _seen(self) -> int:
        return case_for(self.who.caseworker, self.reference, at=self.at).version

    def _later(self) -> datetime:
        self.at += timedelta(hours=7)
        return self.at


SHAPES: dict[str, tuple[float, Callable[[People, datetime], Walk]]] = {
    "adult, waiting": (28, lambda who, at: Walk(who, at)),
    "child, waiting": (10, lambda who, at: Walk(who, at, child=True)),
    "taken, with evidence": (14, lambda who, at: Walk(who, at).take().evidence()),
    "positive, served": (22, lambda who, at: Walk(who, at).take().decide("positive")),
    "negative, to be checked": (12, lambda who, at: Walk(who, at).take().decide("negative")),
    "negative, countersigned": (4, lambda who, at: Walk(who, at).decide("negative").check()),
    "negative, served": (10, lambda who, at: Walk(who, at).decide("negative").check().serve()),
}


def walk_all(who: People, now: datetime) -> Iterator[Walked]:
    """Walk every shape on each of several days."""
    for days in DAYS_AGO:
        for name, (share, walk) in SHAPES.items():
            yield Walked(name, walk(who, now - timedelta(days=days)).reference, share / len(DAYS_AGO))
