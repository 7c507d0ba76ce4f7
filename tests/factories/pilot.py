"""The pilot of 2015 for tests: leads in a force, the unit that convenes, and people who sit on panels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from opennrm.audit.asking import as_the_house
from opennrm.audit.record import command
from opennrm.cases.actions.consulting import record_consultation
from opennrm.cases.actions.deciding import check_decision, decide, serve_decision
from opennrm.cases.actions.panels import HearingFacts, let_read, panel_decided, put_before_panel
from opennrm.cases.actions.recovering import end_recovery
from opennrm.cases.models import Case
from opennrm.cases.queries import CaseRead, case_for, standing_decision
from opennrm.demo.answers import adult_answers, send_referral
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.conclusive_grounds import TO_CONSULT
from opennrm.mechanism.vocabulary import DecisionKind, OrganisationType, Outcome
from opennrm.partners.models import Account, EmailDomain, Organisation, Team
from tests.factories import partners
from tests.factories.cases import another_birthday
from tests.factories.moments import days_later

MIX = {"police": 2, "health": 2, "local_authority": 2, "charity": 1, "uk_visas_and_immigration": 1}


@dataclass(frozen=True)
class Pilot:
    """A nurse who refers, two leads of a force, a unit that convenes, a chair and eight members."""

    nurse: Account
    lead: Account
    second_lead: Account
    convener: Account
    colleague: Account
    chair: Account
    members: tuple[Account, ...]
    at: datetime

    def later(self, days: int) -> Pilot:
        """The same people so many days later."""
        return replace(self, at=days_later(self.at, days))

    def refers(self, town: str = "bournemouth") -> str:
        """The nurse refers an adult who stays in a town; gives the reference."""
        answers = adult_answers(legal_day(self.at)) | {"date_of_birth": another_birthday(), "staying_town": town}
        return send_referral(answers, by=partners.actor(self.nurse), at=self.at)

    def read(self, reference: str, who: Account) -> CaseRead:
        """The case as one of them reads it."""
        return case_for(partners.actor(who), reference, at=timezone.now())

    def decides(self, reference: str, who: Account, outcome: str, kind: DecisionKind) -> str:
        """One of them writes a decision; gives the stage."""
        told = {"outcome": outcome, "reasons": "These are the reasons.", "seen": self.read(reference, who).version}
        return decide(reference, kind=kind, by=partners.actor(who), at=self.at, **told)

    def checks(self, reference: str, who: Account) -> None:
        """One of them countersigns what was put forward."""
        case = self.read(reference, who)
        decision = standing_decision(case.id)
        assert decision is not None
        check_decision(
            reference,
            text_hash=decision.text_hash,
            agreed=True,
            remark="",
            seen=case.version,
            by=partners.actor(who),
            at=self.at,
        )

    def serves(self, reference: str, who: Account) -> None:
        """One of them serves it."""
        serve_decision(reference, seen=self.read(reference, who).version, by=partners.actor(who), at=self.at)

    def consults(self, reference: str) -> None:
        """The unit discusses the case with everybody in it."""
        for with_whom in TO_CONSULT:
            record_consultation(
                reference,
                with_whom=with_whom,
                took_part=True,
                said="What they said.",
                on=legal_day(self.at),
                by=partners.actor(self.convener),
                at=self.at,
            )

    def ends_recovery(self, reference: str) -> None:
        """The unit ends the recovery period."""
        seen = self.read(reference, self.convener).version
        end_recovery(reference, seen=seen, by=partners.actor(self.convener), at=self.at)

    def puts_before_panel(self, reference: str) -> None:
        """The unit puts the case before a panel."""
        seen = self.read(reference, self.convener).version
        put_before_panel(reference, needs=MIX, seen=seen, by=partners.actor(self.convener), at=self.at)

    def panel_decides(self, reference: str, outcome: Outcome, *, heard: int = 8) -> UUID:
        """The panel comes to a result; gives the id of its hearing."""
        hearing = uuid4()
        case_id = Case.objects.get(reference=reference).id
        sat = [member.id for member in self.members[:heard]]
        with command(), as_the_house():
            for who in (self.chair.id, *sat):
                let_read(case_id, who, by=who, at=self.at)
            facts = HearingFacts(hearing, self.chair.id, sat, tuple(MIX))
            panel_decided(case_id, outcome, facts, by=sat[-1], at=self.at)
        return hearing

    def to_conclusive_grounds(self) -> tuple[Pilot, str]:
        """A case that a lead accepted, after its recovery period: the people on that day, and its reference."""
        reference = self.refers()
        self.decides(reference, self.lead, "positive", DecisionKind.REASONABLE_GROUNDS)
        then = self.later(45)
        then.ends_recovery(reference)
        return then, reference

    def before_panel(self) -> tuple[Pilot, str]:
        """The same, discussed and put before a panel."""
        then, reference = self.to_conclusive_grounds()
        then.consults(reference)
        then.puts_before_panel(reference)
        return then, reference


def _organisation(slug: str, kind: OrganisationType, *, may_refer: bool = False) -> Organisation:
    """The organisation of this short name, made if it is not there."""
    there = Organisation.objects.filter(slug=slug).first()
    if there is None:
        made = partners.organisation(slug.replace("-", " ").title(), kind=kind, nation=None, may_refer=may_refer)
        Organisation.objects.filter(id=made.id).update(slug=slug)
        return Organisation.objects.get(id=made.id)
    EmailDomain.objects.get_or_create(organisation=there, domain=f"{slug}.example")
    return there


def _team(slug: str, kind: OrganisationType, *, may_refer: bool = False) -> Team:
    """The one team of such an organisation."""
    home = _organisation(slug, kind, may_refer=may_refer)
    return Team.objects.filter(organisation=home).first() or partners.team(home)


KIND = OrganisationType
SEATS = (
    ("wessex-force", KIND.POLICE),
    ("marsh-force", KIND.POLICE),
    ("quay-hospital", KIND.HEALTH),
    ("hill-hospital", KIND.HEALTH),
    ("harbour-council", KIND.LOCAL_AUTHORITY),
    ("marsh-council", KIND.LOCAL_AUTHORITY),
    ("open-door", KIND.CHARITY),
    ("visas-and-immigration", KIND.GOVERNMENT),
)
"""Whose people sit, one of each, in the order of the agencies of `MIX`: two, two, two, one and one."""


def pilot(at: datetime | None = None) -> Pilot:
    """The pilot in Dorset."""
    force = _team("dorset-police", KIND.POLICE)
    hospital = _team("harbour-hospital", KIND.HEALTH, may_refer=True)
    unit = _team("case-management-unit", KIND.COMPETENT_AUTHORITY)
    chairs = _organisation("chairs-of-panels", KIND.OVERSIGHT)
    return Pilot(
        nurse=partners.account("first_responder", in_team=hospital, name="Nell Harbour"),
        lead=partners.account("slavery_safeguarding_lead", in_team=force, name="Dara Quill"),
        second_lead=partners.account("second_safeguarding_lead", in_team=force, name="Moss Tarn"),
        convener=partners.account("caseworker", "panel_convener", in_team=unit, name="Una Field"),
        colleague=partners.account("second_officer", in_team=unit, name="Theo Lark"),
        chair=partners.account("panel_chair", of=chairs, name="Petra Wold"),
        members=tuple(
            partners.account("panel_member", of=_organisation(slug, kind), name=f"Member {letter}")
            for (slug, kind), letter in zip(SEATS, "ABCDEFGH", strict=True)
        ),
        at=at or timezone.now() - timedelta(days=60),
    )
