"""Loads the demonstration: people to sign in as, and cases at each stage that the product reaches today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.deciding import check_decision, decide_reasonable_grounds, serve_decision
from opennrm.cases.actions.recovering import end_recovery
from opennrm.cases.queries import CaseRead, case_for, standing_decision
from opennrm.demo.answers import adult_answers, child_answers, send_referral, write_referral
from opennrm.demo.casework import work_around
from opennrm.demo.entries import with_entries
from opennrm.demo.made_up import MadeUpOrganisation
from opennrm.demo.notifying import anonymous_answers, named_answers, notify
from opennrm.demo.people import PASSWORD, organisations_here, people_here
from opennrm.demo.pilot_people import UNIT
from opennrm.demo.piloting import pilot_begins
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.stages import Stage
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.actors import actor_of
from opennrm.partners.founding import (
    add_domain,
    create_organisation,
    create_team,
    found_authorities,
    open_account,
)
from opennrm.partners.holding import SITTING
from opennrm.partners.queries import organisation_on
from opennrm.partners.second_factor import give_second_factor
from opennrm.referrals.rules import authorities_adopted

SIGN_IN_PASSWORD = PASSWORD
BEGAN = timedelta(days=60)
"""How long the house has stood when it is loaded: longer than a case needs to come to its second decision."""
TO_CHECK = Stage.REASONABLE_GROUNDS_TO_CHECK.value
REASONS = (
    "The account given on the two days differs about where the person worked and for whom.\n\n"
    "The employer's records, which were asked for, show wages paid into an account that the person held.\n\n"
    "Nothing else that was found supports the account."
)


def sign_ins() -> list[tuple[str, str]]:
    """Who can sign in: the address, and the roles in words."""
    return [(person.email, ", ".join(person.roles).replace("_", " ")) for person in people_here()]


def load_demonstration() -> bool:
    """Load it once; gives whether it was loaded now. Again, it only brings in what a profile adopted since needs."""
    at = timezone.now()
    there = [organisation_on(each.slug, legal_day(at)) is not None for each in organisations_here()]
    missing = [each for each, is_there in zip(organisations_here(), there, strict=True) if not is_there]
    people(at - BEGAN, missing)
    found_authorities(authorities_adopted(), starts_on=legal_day(at - BEGAN), at=at)
    if UNIT in {each.slug for each in missing}:
        pilot_begins(at)
    if any(there):
        return False
    cases(at)
    notifications(at)
    return True


def people(at: datetime, organisations: Sequence[MadeUpOrganisation] | None = None) -> None:
    """These organisations (all of this installation's unless told), a team each, and everybody to sign in as."""
    made: dict[str, tuple[UUID, UUID]] = {}
    for each in organisations_here() if organisations is None else organisations:
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
        receives = each.kind is OrganisationType.COMPETENT_AUTHORITY
        team_id = create_team(organisation_id=organisation_id, name=each.team, receives=receives)
        made[each.slug] = (organisation_id, team_id)
    for person in people_here():
        if person.organisation not in made:
            continue
        organisation_id, team_id = made[person.organisation]
        account_id = open_account(
            organisation_id=organisation_id,
            email=person.email,
            name=person.name,
            password=PASSWORD,
            roles=person.roles,
            team_id=None if SITTING.intersection(person.roles) else team_id,
            at=at,
        )
        give_second_factor(account_id, person.secret)


def cases(now: datetime) -> None:
    """A draft, and cases that wait, were decided, are being checked, were countersigned, served, and have recovered.

    The oldest come first, since what is written later is listed as newer.
    """
    officer = actor_of("officer@marshland.police.example", now)
    social_worker = actor_of("social.worker@harbour.council.example", now)

    def days_ago(days: int) -> datetime:
        return now - timedelta(days=days)

    def adult(days: int, **changed: object) -> str:
        return send_referral(adult_answers(legal_day(days_ago(days))) | changed, by=officer, at=days_ago(days))

    recovered = adult(55, first_name="Vera", last_name="Erdacht", date_of_birth="1988-02-29")
    _take(recovered, days_ago(54))
    _find_grounds(recovered, days_ago(52))
    _end_recovery(recovered, days_ago(2))

    served = adult(30, first_name="Sami", last_name="Keksitty", decision_by=["no_safe_way_yet"])
    _decide(served, "negative", REASONS, days_ago(24))
    _check(served, days_ago(23))
    _serve(served, days_ago(23))

    decided = adult(20, first_name="Mirela", last_name="Inventata")
    _take(decided, days_ago(19))
    work_around(decided, by=_theirs(decided, "caseworker", days_ago(18))[0], at=days_ago(18))
    _find_grounds(decided, days_ago(15))

    countersigned = adult(12, first_name="Jon", last_name="Madeup", gender="male")
    _decide(countersigned, "negative", REASONS, days_ago(6))
    _check(countersigned, days_ago(5))

    send_referral(child_answers(legal_day(days_ago(9)), age_answer="not_sure"), by=social_worker, at=days_ago(9))
    to_check = adult(8, first_name="Petr", last_name="Smyšlený", gender="male")
    _decide(to_check, "negative", REASONS, days_ago(3))

    listed = with_entries(adult_answers(legal_day(days_ago(4))), legal_day(days_ago(4)))
    send_referral(listed | {"first_name": "Lena", "last_name": "Wymyslona"}, by=officer, at=days_ago(5))
    adult(4, first_name="Karim", last_name="Fabricado", detained="yes", detained_where="immigration_detention")
    send_referral(child_answers(legal_day(days_ago(2))), by=social_worker, at=days_ago(2))
    adult(1)
    adult(0)  # the same person again, so it waits for somebody to look at it
    write_referral(adult_answers(legal_day(now)) | {"first_name": "Ana"}, by=officer, at=now)


def _theirs(reference: str, role: str, at: datetime) -> tuple[Actor, CaseRead]:
    """Somebody with this role in the authority that holds the case, and the case as they see it."""
    for person in people_here():
        if role in person.roles:
            actor = actor_of(person.email, at)
            try:
                return actor, case_for(actor, reference, at=at)
            except NotYours:
                continue
    raise NotYours


def notifications(now: datetime) -> None:
    """One that names nobody, and one of an adult who agreed to be named."""
    social_worker = actor_of("social.worker@harbour.council.example", now)
    officer = actor_of("officer@marshland.police.example", now)
    for by, answers_on, days in ((social_worker, anonymous_answers, 6), (officer, named_answers, 4)):
        at = now - timedelta(days=days)
        notify(answers_on(legal_day(at)), by=by, at=at)


def _take(reference: str, at: datetime) -> None:
    by, case = _theirs(reference, "caseworker", at)
    take_case(reference, seen=case.version, by=by, at=at)


def _decide(reference: str, outcome: str, reasons: str, at: datetime) -> str:
    by, case = _theirs(reference, "caseworker", at)
    return decide_reasonable_grounds(reference, outcome=outcome, reasons=reasons, seen=case.version, by=by, at=at)


def _find_grounds(reference: str, at: datetime) -> None:
    """Reasonable grounds, served at once or after a second officer, as the profile says."""
    if _decide(reference, "positive", "The account is detailed and supported.", at) == TO_CHECK:
        _check(reference, at)
        _serve(reference, at)


def _check(reference: str, at: datetime) -> None:
    by, case = _theirs(reference, "second_officer", at)
    decision = standing_decision(case.id)
    if decision is None:
        raise ValueError("Nothing was put forward.")
    check_decision(reference, text_hash=decision.text_hash, agreed=True, remark="", seen=case.version, by=by, at=at)


def _serve(reference: str, at: datetime) -> None:
    by, case = _theirs(reference, "caseworker", at)
    serve_decision(reference, seen=case.version, by=by, at=at)


def _end_recovery(reference: str, at: datetime) -> None:
    by, case = _theirs(reference, "caseworker", at)
    end_recovery(reference, seen=case.version, by=by, at=at)
