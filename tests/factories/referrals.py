"""Drafts, referrals and cases for tests, made by the real actions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from opennrm.cases.actions.consulting import record_consultation
from opennrm.cases.actions.deciding import check_decision, decide, serve_decision
from opennrm.cases.actions.recovering import end_recovery
from opennrm.cases.queries import CaseRead, case_for, standing_decision
from opennrm.demo.answers import adult_answers, child_answers, send_referral
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.conclusive_grounds import TO_CONSULT
from opennrm.mechanism.vocabulary import DecisionKind, OrganisationType
from opennrm.partners.access import Actor
from opennrm.partners.models import Account, Organisation
from tests.factories import partners
from tests.factories.cases import another_birthday
from tests.factories.moments import days_later


@dataclass(frozen=True)
class House:
    """A partnership small enough for a test: a force that refers, and an authority that decides."""

    officer: Account
    colleague: Account
    caseworker: Account
    second_caseworker: Account
    second_officer: Account
    manager: Account
    at: datetime

    def actor(self, who: str) -> Actor:
        """One of them, as an actor."""
        return partners.actor(getattr(self, who))

    def adult(self, at: datetime | None = None, **changed: Any) -> str:
        """An adult referred by the officer; gives the reference."""
        at = at or self.at
        answers = adult_answers(legal_day(at)) | {"date_of_birth": another_birthday()} | changed
        return send_referral(answers, by=self.actor("officer"), at=at)

    def child(self, at: datetime | None = None, **changed: Any) -> str:
        """A child referred by the officer; gives the reference."""
        at = at or self.at
        return send_referral(child_answers(legal_day(at)) | changed, by=self.actor("officer"), at=at)

    def case(self, reference: str, who: str = "caseworker") -> CaseRead:
        """The case as it stands."""
        return case_for(self.actor(who), reference, at=timezone.now())

    def on(self, at: datetime) -> House:
        """The same house at another moment."""
        return replace(self, at=at)

    def later(self, days: int) -> House:
        """The same house so many days later."""
        return self.on(days_later(self.at, days))

    def decide(
        self,
        reference: str,
        outcome: str,
        reasons: str = "These are the reasons.",
        who: str = "caseworker",
        kind: DecisionKind = DecisionKind.REASONABLE_GROUNDS,
        answer: str = "",
    ) -> str:
        """Write a decision; gives the stage it came to."""
        return decide(
            reference,
            kind=kind,
            outcome=outcome,
            reasons=reasons,
            answer=answer,
            seen=self.case(reference).version,
            by=self.actor(who),
            at=self.at,
        )

    def recovered(self, reference: str, days: int = 30) -> House:
        """Reasonable grounds found today and recovery ended so many days later: the house on that day."""
        self.decide(reference, "positive")
        return self.ended(reference, days)

    def ended(self, reference: str, days: int) -> House:
        """Recovery ended so many days later: the house on that day."""
        then = self.later(days)
        end_recovery(reference, seen=then.case(reference).version, by=then.actor("caseworker"), at=then.at)
        return then

    def consult(self, reference: str, *partners_in_it: str) -> None:
        """Record that the case was discussed with these."""
        for with_whom in partners_in_it or TO_CONSULT:
            record_consultation(
                reference,
                with_whom=with_whom,
                took_part=True,
                said=f"What the {with_whom} said.",
                on=legal_day(self.at),
                by=self.actor("caseworker"),
                at=self.at,
            )

    def conclude(self, reference: str, outcome: str, reasons: str = "These are the second reasons.") -> str:
        """Write a decision on conclusive grounds; gives the stage it came to."""
        return self.decide(reference, outcome, reasons, kind=DecisionKind.CONCLUSIVE_GROUNDS)

    def check(self, reference: str, *, agreed: bool = True, remark: str = "", who: str = "second_officer") -> None:
        """Check the decision that was put forward."""
        case = self.case(reference)
        decision = standing_decision(case.id)
        assert decision is not None
        check_decision(
            reference,
            text_hash=decision.text_hash,
            agreed=agreed,
            remark=remark,
            seen=case.version,
            by=self.actor(who),
            at=self.at,
        )

    def serve(self, reference: str, who: str = "caseworker") -> None:
        """Serve the countersigned decision."""
        serve_decision(reference, seen=self.case(reference).version, by=self.actor(who), at=self.at)


def authority_organisation(slug: str = "single-competent-authority") -> Organisation:
    """The authority that new cases are routed to."""
    name = slug.replace("-", " ").title()
    made = partners.organisation(name, kind=OrganisationType.COMPETENT_AUTHORITY, nation=None, may_refer=False)
    Organisation.objects.filter(id=made.id).update(slug=slug)
    return Organisation.objects.get(id=made.id)


def house(at: datetime | None = None, authority_slug: str = "single-competent-authority") -> House:
    """A force with a team of two, and an authority (the single competent one unless told) with a team of four."""
    force = partners.team(partners.organisation(may_refer=True))
    authority = partners.team(authority_organisation(authority_slug))
    return House(
        officer=partners.account("first_responder", in_team=force, name="Ola Brightwater"),
        colleague=partners.account("first_responder", in_team=force, name="Tamsin Reed"),
        caseworker=partners.account("caseworker", in_team=authority, name="Imran Hollis"),
        second_caseworker=partners.account("caseworker", in_team=authority, name="Bea Lock"),
        second_officer=partners.account("second_officer", in_team=authority, name="Ruth Alder"),
        manager=partners.account("manager", in_team=authority, name="Caspian Mill"),
        at=at or timezone.now() - timedelta(minutes=5),
    )
