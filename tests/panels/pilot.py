"""A unit that convenes, a pool and cases before panels for tests, and what its people do by the real actions.

What the cases know of panels is laid here by hand, so that these tests are about panels and nothing else: which cases
wait, who had a part, how they are decided, and what was told to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

from django.utils import timezone

from opennrm.cases import panels as read
from opennrm.cases.actions import panels as told
from opennrm.cases.models import Case
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.panels.members import Agency, HadPart
from opennrm.mechanism.panels.quorum import Constitution, DecidesBy, OnTie
from opennrm.mechanism.vocabulary import DecisionKind, OrganisationType
from opennrm.panels.actions.declaring import declare
from opennrm.panels.actions.pool import INDEPENDENT, join_pool
from opennrm.panels.actions.putting import put_cases
from opennrm.panels.actions.sittings import answer_invitation, ask_to_sitting, call_sitting
from opennrm.panels.actions.voting import open_hearing, vote
from opennrm.panels.models import Hearing, Sitting
from opennrm.partners.access import Actor
from opennrm.partners.models import Account, Team
from tests.factories import cases as made
from tests.factories import partners

AGENCIES = (Agency.POLICE, Agency.HEALTH, Agency.LOCAL_AUTHORITY, Agency.CHARITY, Agency.BORDER_FORCE)


def rules_of(quorum: int) -> Constitution:
    """How the panels of 2015 vote, with another quorum."""
    return Constitution(
        choices=("positive", "negative"),
        quorum=quorum,
        required=(),
        by=DecidesBy.SIMPLE_MAJORITY,
        on_tie=OnTie.CASTING_VOTE,
        source="RTB",
    )


@dataclass
class Cases:
    """What the cases know of panels, and what they were told."""

    waiting: list[read.Waiting] = field(default_factory=list)
    parts: dict[UUID, tuple[HadPart, ...]] = field(default_factory=dict)
    decided: list[tuple[UUID, str, told.HearingFacts]] = field(default_factory=list)
    reading: set[tuple[UUID, UUID]] = field(default_factory=set)

    def take(self, case_id: UUID, outcome: Any, hearing: told.HearingFacts, *, by: Any, at: Any) -> None:
        """A panel decided."""
        self.decided.append((case_id, outcome.value, hearing))

    def let(self, case_id: UUID, account_id: UUID, *, by: Any, at: Any) -> None:
        """Somebody reads."""
        self.reading.add((case_id, account_id))

    def end(self, case_id: UUID, *, by: Any, at: Any, only: UUID | None = None) -> None:
        """And no longer: one of them, or all."""
        self.reading = {
            (case, who) for case, who in self.reading if case != case_id or (only is not None and who != only)
        }


@contextmanager
def cases_by_hand(quorum: int = 5) -> Iterator[Cases]:
    """Within it, what cases know of panels is what is laid in the `Cases` that this gives."""
    rules = rules_of(quorum)
    laid = Cases()
    with (
        patch.object(read, "cases_before_panels", lambda team_id: list(laid.waiting)),
        patch.object(read, "parts_in", lambda case_id: laid.parts.get(case_id, ())),
        patch.object(read, "constitution_of", lambda case_id, at: rules),
        patch.object(told, "panel_decided", laid.take),
        patch.object(told, "let_read", laid.let),
        patch.object(told, "end_reading", laid.end),
        patch.object(told, "lock_before_panel", lambda case_id: True),
    ):
        yield laid


@dataclass
class Pilot:
    """Who convenes, an independent chair and another, and the members of the pool."""

    team: Team
    convener: Account
    chair: Account
    other_chair: Account
    members: list[Account]
    cases: Cases
    at: datetime

    def actor(self, of: Account) -> Actor:
        """One of them, as an actor."""
        return partners.actor(of)

    def waits(self, days: int = 40, needs: dict[Agency, int] | None = None) -> read.Waiting:
        """One more case that waits for a panel, for so many days."""
        reference = made.referred()
        case_id = Case.objects.values_list("id", flat=True).get(reference=reference)
        today = legal_day(self.at)
        case = read.Waiting(
            reference,
            case_id,
            DecisionKind.CONCLUSIVE_GROUNDS,
            today - timedelta(days),
            today + timedelta(30),
            False,
            needs or {Agency.POLICE: 1},
        )
        self.cases.waiting.append(case)
        return case

    def calls(self, days: int = 10, places: int = 5, **changed: Any) -> UUID:
        """A sitting so many days from now."""
        said: dict[str, Any] = {
            "starts_at": self.at + timedelta(days),
            "minutes": 90,
            "places": places,
            "chair": str(self.chair.id),
            "how_to_join": "Telephone 07700 900123, code 4711",
            "token": str(uuid4()),
            **changed,
        }
        return call_sitting(self.team.id, by=self.actor(self.convener), at=self.at, **said)

    def listed(self, *which: int, case: read.Waiting | None = None) -> Hearing:
        """A case at a sitting to which these members, or all, were asked and come."""
        sitting, case = self.calls(), case or self.waits()
        people = [self.members[each] for each in which] if which else self.members
        convener = self.actor(self.convener)
        ask_to_sitting(sitting, [str(each.id) for each in people], by=convener, at=self.at)
        for each in [*people, self.chair]:
            answer_invitation(sitting, answer="comes", by=self.actor(each), at=self.at)
        put_cases(sitting, [case.reference], by=convener, at=self.at)
        return Hearing.objects.get(sitting_id=sitting)

    def begun(self, *which: int) -> Hearing:
        """A case that the chair opened, on which these members, or all, sit."""
        row = self.listed(*which)
        people = [self.members[each] for each in which] if which else self.members
        for each in [*people, self.chair]:
            assert declare(row.id, has_interest=False, by=self.actor(each), at=self.at)
        Sitting.objects.filter(id=row.sitting_id).update(starts_at=self.at - timedelta(minutes=5))
        open_hearing(row.id, by=self.actor(self.chair), at=self.at)
        return Hearing.objects.get(id=row.id)

    def votes(self, row: Hearing, *choices: str) -> None:
        """The members vote, in their order; an empty choice is no vote."""
        for member, choice in zip(self.members, choices, strict=False):
            if choice:
                vote(row.id, choice=choice, by=self.actor(member), at=self.at)


def pilot(cases: Cases, members: int = 5) -> Pilot:
    """The unit and its pool."""
    home = partners.organisation(
        "Case Management Unit", kind=OrganisationType.COMPETENT_AUTHORITY, nation=None, may_refer=False
    )
    team = partners.team(home, "Panels")
    convener = partners.account("panel_convener", in_team=team, name="Noor Field")
    chair, other = (partners.account("panel_chair", name=name) for name in ("Ada Marsh", "Ben Thorne"))
    people = [partners.account("panel_member", name=f"Member {number}") for number in range(members)]
    found = Pilot(team, convener, chair, other, people, cases, timezone.now())
    seats = [(each, AGENCIES[number % len(AGENCIES)].value, False) for number, each in enumerate(people)]
    for account, agency, chairs in [(chair, INDEPENDENT, True), (other, INDEPENDENT, True), *seats]:
        join_pool(
            team.id,
            str(account.id),
            agency=agency,
            may_chair=chairs,
            by=partners.actor(convener),
            at=found.at,
            token=str(uuid4()),
        )
    return found
