"""Loads the demonstration: people to sign in as, and cases at each stage that the product reaches today."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.deciding import check_decision, decide_reasonable_grounds, serve_decision
from opennrm.cases.queries import case_for, standing_decision
from opennrm.demo.answers import adult_answers, child_answers, send_referral, write_referral
from opennrm.demo.notifying import anonymous_answers, named_answers, notify
from opennrm.demo.people import ORGANISATIONS, PASSWORD, PEOPLE
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.access import Actor
from opennrm.partners.actors import actor_of
from opennrm.partners.founding import add_domain, create_organisation, create_team, open_account
from opennrm.partners.queries import organisation_on
from opennrm.partners.second_factor import give_second_factor

SIGN_INS = [(person.email, ", ".join(person.roles).replace("_", " ")) for person in PEOPLE]
SIGN_IN_PASSWORD = PASSWORD
REASONS = (
    "The account given on the two days differs about where the person worked and for whom.\n\n"
    "The employer's records, which were asked for, show wages paid into an account that the person held.\n\n"
    "Nothing else that was found supports the account."
)


def load_demonstration() -> bool:
    """Load it once; gives whether anything was loaded. Calling it again changes nothing."""
    at = timezone.now()
    if organisation_on(ORGANISATIONS[0].slug, legal_day(at)) is not None:
        return False
    people(at - timedelta(days=40))
    cases(at)
    notifications(at)
    return True


def people(at: datetime) -> None:
    """The organisations, with a team each, and everybody to sign in as."""
    made: dict[str, tuple[UUID, UUID]] = {}
    for each in ORGANISATIONS:
        organisation_id = create_organisation(
            slug=each.slug,
            name=each.name,
            kind=each.kind,
            nation=each.nation,
            may_refer=each.may_refer,
            starts_on=legal_day(at),
            at=at,
        )
        add_domain(organisation_id=organisation_id, domain=each.domain)
        made[each.slug] = (organisation_id, create_team(organisation_id=organisation_id, name=each.team))
    for person in PEOPLE:
        organisation_id, team_id = made[person.organisation]
        account_id = open_account(
            organisation_id=organisation_id,
            email=person.email,
            name=person.name,
            password=PASSWORD,
            roles=person.roles,
            team_id=team_id,
            at=at,
        )
        give_second_factor(account_id, person.secret)


def cases(now: datetime) -> None:
    """A draft, and cases that wait, were decided, are being checked, were countersigned and were served."""
    officer = actor_of("officer@marshland.police.example", now)
    social_worker = actor_of("social.worker@harbour.council.example", now)
    caseworker = actor_of("caseworker@authority.example", now)
    second_officer = actor_of("second.officer@authority.example", now)

    def days_ago(days: int) -> datetime:
        return now - timedelta(days=days)

    def adult(days: int, **changed: object) -> str:
        return send_referral(adult_answers(legal_day(days_ago(days))) | changed, by=officer, at=days_ago(days))

    write_referral(adult_answers(legal_day(now)) | {"first_name": "Ana"}, by=officer, at=now)
    adult(1)
    send_referral(child_answers(legal_day(days_ago(2))), by=social_worker, at=days_ago(2))
    send_referral(child_answers(legal_day(days_ago(9)), age_answer="not_sure"), by=social_worker, at=days_ago(9))

    decided = adult(20, first_name="Mirela", last_name="Inventata")
    _take(decided, caseworker, days_ago(19))
    _decide(decided, "positive", "The account is detailed and supported.", by=caseworker, at=days_ago(15))

    to_check = adult(8, first_name="Petr", last_name="Smyšlený", gender="male")
    _decide(to_check, "negative", REASONS, by=caseworker, at=days_ago(3))

    countersigned = adult(12, first_name="Jon", last_name="Madeup", gender="male")
    _decide(countersigned, "negative", REASONS, by=caseworker, at=days_ago(6))
    _check(countersigned, by=second_officer, at=days_ago(5))

    served = adult(30, first_name="Sami", last_name="Keksitty", decision_by=["no_safe_way_yet"])
    _decide(served, "negative", REASONS, by=caseworker, at=days_ago(24))
    _check(served, by=second_officer, at=days_ago(23))
    serve_decision(served, seen=_version(served, caseworker, days_ago(23)), by=caseworker, at=days_ago(23))


def notifications(now: datetime) -> None:
    """One that names nobody, and one of an adult who agreed to be named."""
    social_worker = actor_of("social.worker@harbour.council.example", now)
    officer = actor_of("officer@marshland.police.example", now)
    for by, answers_on, days in ((social_worker, anonymous_answers, 6), (officer, named_answers, 4)):
        at = now - timedelta(days=days)
        notify(answers_on(legal_day(at)), by=by, at=at)


def _version(reference: str, actor: Actor, at: datetime) -> int:
    return case_for(actor, reference, at=at).version


def _take(reference: str, actor: Actor, at: datetime) -> None:
    take_case(reference, seen=_version(reference, actor, at), by=actor, at=at)


def _decide(reference: str, outcome: str, reasons: str, *, by: Actor, at: datetime) -> None:
    decide_reasonable_grounds(
        reference, outcome=outcome, reasons=reasons, seen=_version(reference, by, at), by=by, at=at
    )


def _check(reference: str, *, by: Actor, at: datetime) -> None:
    case = case_for(by, reference, at=at)
    decision = standing_decision(case.id)
    if decision is None:
        raise ValueError("Nothing was put forward.")
    check_decision(reference, text_hash=decision.text_hash, agreed=True, remark="", seen=case.version, by=by, at=at)
