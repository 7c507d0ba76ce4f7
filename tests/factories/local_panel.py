"""The panel of a child's own area for tests: council, police and health, with a chair, convened by the authority."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from opennrm.cases.actions.local_panels import send_to_local_panel
from opennrm.cases.actions.panels import put_before_panel
from opennrm.mechanism.calendar import legal_day
from opennrm.panels.actions.declaring import declare
from opennrm.panels.actions.pool import INDEPENDENT, join_pool
from opennrm.panels.actions.putting import put_cases
from opennrm.panels.actions.sittings import answer_invitation, ask_to_sitting, call_sitting
from opennrm.panels.actions.voting import open_hearing, vote
from opennrm.panels.models import Hearing, Sitting
from opennrm.partners.models import Account, RoleHeld, Team
from tests.factories import partners, referrals

PARTNERS = ("local_authority", "police", "health")
NEEDS = dict.fromkeys(PARTNERS, 1)


@dataclass(frozen=True)
class LocalPanel:
    """A house whose authority convenes the panel of an area; `members` stand in the order of `PARTNERS`."""

    house: referrals.House
    team: Team
    convener: Account
    chair: Account
    members: tuple[Account, ...]

    @property
    def at(self) -> datetime:
        """Now."""
        return self.house.at

    def later(self, days: int) -> LocalPanel:
        """The same people so many days later."""
        return replace(self, house=self.house.later(days))

    def child(self) -> str:
        """A child of fourteen, whose age is certain, is referred; gives the reference."""
        today = legal_day(self.at)
        return self.house.child(date_of_birth=today.replace(year=today.year - 14, day=1).isoformat())

    def sent(self, reference: str) -> None:
        """The authority sends the case to the panel."""
        seen = self.house.case(reference).version
        send_to_local_panel(reference, seen=seen, by=self.house.actor("caseworker"), at=self.at)

    def puts(self, reference: str) -> None:
        """The authority puts the decision that the case waits for before the panel."""
        seen = self.house.case(reference).version
        put_before_panel(reference, needs=NEEDS, seen=seen, by=self.house.actor("caseworker"), at=self.at)

    def calls(self, days: int = 8) -> UUID:
        """A sitting so many days from now, to which everybody comes."""
        sitting = call_sitting(
            self.team.id,
            starts_at=self.at + timedelta(days),
            minutes=90,
            places=1,
            chair=str(self.chair.id),
            how_to_join="Telephone 07700 900123",
            token=str(uuid4()),
            by=partners.actor(self.convener),
            at=self.at,
        )
        by = partners.actor(self.convener)
        ask_to_sitting(sitting, [str(each.id) for each in self.members], by=by, at=self.at)
        for each in (*self.members, self.chair):
            answer_invitation(sitting, answer="comes", by=partners.actor(each), at=self.at)
        return sitting

    def put_to(self, sitting: UUID, reference: str) -> Hearing:
        """The case is put to the sitting."""
        put_cases(sitting, [reference], by=partners.actor(self.convener), at=self.at)
        return Hearing.objects.get(sitting_id=sitting, state="listed")

    def opened(self, sitting: UUID, row: Hearing) -> Hearing:
        """Everybody declares, and the chair opens the case."""
        for each in (*self.members, self.chair):
            declare(row.id, has_interest=False, by=partners.actor(each), at=self.at)
        Sitting.objects.filter(id=sitting).update(starts_at=self.at - timedelta(minutes=5))
        open_hearing(row.id, by=partners.actor(self.chair), at=self.at)
        return row

    def votes(self, row: Hearing, *choices: str) -> None:
        """The members vote, in their order."""
        for member, choice in zip(self.members, choices, strict=True):
            vote(row.id, choice=choice, by=partners.actor(member), at=self.at)


def local_panel(house: referrals.House) -> LocalPanel:
    """The panel, with its pool."""
    team = RoleHeld.objects.get(account=house.caseworker).team
    convener = partners.account("panel_convener", in_team=team, name="Noor Field")
    chair = partners.account("panel_chair", name="Ada Marsh")
    members = tuple(partners.account("panel_member", name=f"Partner of {each}") for each in PARTNERS)
    assert team is not None
    seats = [
        (chair, INDEPENDENT, True),
        *((each, agency, False) for each, agency in zip(members, PARTNERS, strict=True)),
    ]
    for account, agency, chairs in seats:
        join_pool(
            team.id,
            str(account.id),
            agency=agency,
            may_chair=chairs,
            by=partners.actor(convener),
            at=house.at,
            token=str(uuid4()),
        )
    return LocalPanel(house, team, convener, chair, members)
