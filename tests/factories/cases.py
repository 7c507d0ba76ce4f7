"""Referrals and cases for tests, made by the real actions: an authority that receives, and a case at each stage."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.utils import timezone

from opennrm.cases.actions.deciding import check_decision, decide_reasonable_grounds, serve_decision
from opennrm.cases.queries import CaseRead, case_for, standing_decision
from opennrm.demo.answers import adult_answers, child_answers
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.access import Actor
from opennrm.partners.models import Account, Organisation, Team
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import answers_that_apply
from opennrm.referrals.actions import start_draft
from opennrm.referrals.whole import refer_at_once
from tests.factories import partners as made
from tests.factories.moments import days_before

AUTHORITY = "single-competent-authority"
_number = count(1)
REASONS = "The two accounts differ about where the person worked, and nothing else that was found supports either."


def authority_team(name: str = "", *, of: str = AUTHORITY) -> Team:
    """The team of a competent authority with this name; without one, the team that receives its cases."""
    home = Organisation.objects.filter(slug=of).first()
    if home is None:
        home = made.organisation(kind=OrganisationType.COMPETENT_AUTHORITY, nation=None, may_refer=False)
        Organisation.objects.filter(id=home.id).update(slug=of)
        home.refresh_from_db()
    teams = Team.objects.filter(organisation=home).order_by("-receives", "name")
    found = (teams.filter(name=name) if name else teams).first()
    return found or Team.objects.create(organisation=home, name=name or "Intake", receives=not teams)


def answers(at: datetime | None = None, *, child: bool = False, **changed: Any) -> dict[str, Any]:
    """A whole referral's answers, and what is changed in them even where nobody asks for it."""
    today: date = legal_day(at or timezone.now())
    given = (child_answers(today) if child else adult_answers(today)) | changed
    return answers_that_apply(CATALOGUE, given) | changed


def another_birthday() -> str:
    """A date of birth that no other made-up adult has: two alike would be held as perhaps the same person."""
    return (date(1990, 1, 1) + timedelta(days=next(_number))).isoformat()


def referrer() -> Actor:
    """A first responder of a new police force."""
    return made.actor(made.account("first_responder", in_team=made.team(made.organisation())))


def officer(role: str, *, in_team: Team | None = None, name: str = "Sam Okoro") -> Actor:
    """Somebody of the team that receives cases."""
    return made.actor(made.account(role, in_team=in_team or authority_team(), name=name))


def draft(by: Actor) -> UUID:
    """A draft that was only begun."""
    return start_draft(by=by, at=timezone.now())


def referred(by: Actor | None = None, *, at: datetime | None = None, child: bool = False, **changed: Any) -> str:
    """The reference of a referral that was sent, and so of its case with the receiving team."""
    authority_team()
    when = at or timezone.now()
    if not child:
        changed.setdefault("date_of_birth", another_birthday())
    return refer_at_once(answers(when, child=child, **changed), by=by or referrer(), at=when)


def seen(reference: str, by: Actor) -> CaseRead:
    """The case as somebody reads it now."""
    return case_for(by, reference, at=timezone.now())


def decided(reference: str, outcome: str, *, by: Actor) -> None:
    """A decision put forward (a negative) or served (a positive)."""
    decide_reasonable_grounds(
        reference, outcome=outcome, reasons=REASONS, seen=seen(reference, by).version, by=by, at=timezone.now()
    )


def checked(reference: str, *, by: Actor, agreed: bool = True, remark: str = "") -> None:
    """The decision countersigned, or returned."""
    case = seen(reference, by)
    decision = standing_decision(case.id)
    assert decision is not None
    check_decision(
        reference,
        text_hash=decision.text_hash,
        agreed=agreed,
        remark=remark,
        seen=case.version,
        by=by,
        at=timezone.now(),
    )


def served(reference: str, *, by: Actor) -> None:
    """The countersigned decision served."""
    serve_decision(reference, seen=seen(reference, by).version, by=by, at=timezone.now())


def days_ago(days: int) -> datetime:
    """A moment some legal days before now, at about this time of day, whatever summer time did since."""
    return days_before(timezone.now(), days)


def account_of(actor: Actor) -> Account:
    """The account behind an actor."""
    return Account.objects.get(id=actor.account_id)
