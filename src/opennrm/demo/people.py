"""Made-up people and organisations to try the house with. The names are invented and the addresses lead nowhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone

from opennrm.demo import pilot_people
from opennrm.demo.made_up import MadeUpOrganisation, MadeUpPerson
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.vocabulary import Nation, OrganisationType
from opennrm.partners.receiving import slug_of
from opennrm.partners.roles import ROLES
from opennrm.referrals.rules import authorities_adopted, reviewers_adopted

PASSWORD = "made-up-people-only"  # noqa: S105 - it is printed for everybody to use


ORGANISATIONS = (
    MadeUpOrganisation(
        "marshland-police",
        "Marshland Police",
        OrganisationType.POLICE,
        Nation.ENGLAND,
        True,
        "marshland.police.example",
        "Exploitation team",
    ),
    MadeUpOrganisation(
        "harbour-council",
        "Harbour Council",
        OrganisationType.LOCAL_AUTHORITY,
        Nation.WALES,
        True,
        "harbour.council.example",
        "Safeguarding",
    ),
    MadeUpOrganisation(
        "single-competent-authority",
        "Single Competent Authority (demonstration)",
        OrganisationType.COMPETENT_AUTHORITY,
        None,
        False,
        "authority.example",
        "Intake",
    ),
    MadeUpOrganisation(
        "uk-human-trafficking-centre",
        "UK Human Trafficking Centre (demonstration)",
        OrganisationType.COMPETENT_AUTHORITY,
        None,
        False,
        "trafficking-centre.example",
        "Intake",
    ),
    MadeUpOrganisation(
        "uk-visas-and-immigration",
        "UK Visas and Immigration (demonstration)",
        OrganisationType.COMPETENT_AUTHORITY,
        None,
        False,
        "visas-and-immigration.example",
        "Intake",
    ),
    MadeUpOrganisation(
        "immigration-enforcement-competent-authority",
        "Immigration Enforcement Competent Authority (demonstration)",
        OrganisationType.COMPETENT_AUTHORITY,
        None,
        False,
        "enforcement.example",
        "Decisions",
    ),
    MadeUpOrganisation(
        "lighthouse-support",
        "Lighthouse Support (demonstration)",
        OrganisationType.SUPPORT_PROVIDER,
        Nation.ENGLAND,
        False,
        "lighthouse.example",
        "Outreach",
    ),
    MadeUpOrganisation(
        "multi-agency-assurance-panel",
        "Multi-agency Assurance Panel (demonstration)",
        OrganisationType.OVERSIGHT,
        None,
        False,
        "assurance-panel.example",
        "Reviews",
    ),
    MadeUpOrganisation(
        "oversight",
        "Office of Oversight (demonstration)",
        OrganisationType.OVERSIGHT,
        None,
        False,
        "oversight.example",
        "Oversight",
    ),
    *pilot_people.ORGANISATIONS,
)

REVIEWS = "multi-agency-assurance-panel"
"""The organisation that is here only where an adopted profile has negatives reviewed."""

PEOPLE = (
    MadeUpPerson("officer@marshland.police.example", "Ola Brightwater", "marshland-police", ("first_responder",)),
    MadeUpPerson("lead@marshland.police.example", "Tamsin Reed", "marshland-police", ("team_lead",)),
    MadeUpPerson("triage@marshland.police.example", "Gwen Marsh", "marshland-police", ("police_triage",)),
    MadeUpPerson("admin@marshland.police.example", "Piers Fenn", "marshland-police", ("administrator",)),
    MadeUpPerson("social.worker@harbour.council.example", "Mali Quay", "harbour-council", ("first_responder",)),
    MadeUpPerson("liaison@lighthouse.example", "Ines Beacon", "lighthouse-support", ("liaison",)),
    MadeUpPerson("caseworker@authority.example", "Imran Hollis", "single-competent-authority", ("caseworker",)),
    MadeUpPerson("second.caseworker@authority.example", "Bea Lock", "single-competent-authority", ("caseworker",)),
    MadeUpPerson("second.officer@authority.example", "Ruth Alder", "single-competent-authority", ("second_officer",)),
    MadeUpPerson("manager@authority.example", "Caspian Mill", "single-competent-authority", ("manager",)),
    MadeUpPerson("records@authority.example", "Ada Quist", "single-competent-authority", ("records_officer",)),
    MadeUpPerson("admin@authority.example", "Una Fell", "single-competent-authority", ("administrator",)),
    MadeUpPerson(
        "caseworker@enforcement.example",
        "Greta Sallow",
        "immigration-enforcement-competent-authority",
        ("caseworker",),
    ),
    MadeUpPerson("statistician@authority.example", "Noor Tally", "single-competent-authority", ("statistician",)),
    MadeUpPerson("caseworker@trafficking-centre.example", "Idris Vane", "uk-human-trafficking-centre", ("caseworker",)),
    MadeUpPerson(
        "second.officer@trafficking-centre.example", "Petra Holm", "uk-human-trafficking-centre", ("second_officer",)
    ),
    MadeUpPerson("manager@trafficking-centre.example", "Odile Marsh", "uk-human-trafficking-centre", ("manager",)),
    MadeUpPerson("caseworker@visas-and-immigration.example", "Silas Bram", "uk-visas-and-immigration", ("caseworker",)),
    MadeUpPerson(
        "second.officer@visas-and-immigration.example", "Greta Firth", "uk-visas-and-immigration", ("second_officer",)
    ),
    MadeUpPerson("manager@visas-and-immigration.example", "Tobias Wynd", "uk-visas-and-immigration", ("manager",)),
    MadeUpPerson("convener@assurance-panel.example", "Iris Vale", REVIEWS, ("review_convener",)),
    MadeUpPerson("jocasta@assurance-panel.example", "Jocasta Hart", REVIEWS, ("independent_reviewer",)),
    MadeUpPerson("lena@assurance-panel.example", "Lena Moor", REVIEWS, ("independent_reviewer",)),
    MadeUpPerson("solange@assurance-panel.example", "Solange Finch", REVIEWS, ("independent_reviewer",)),
    MadeUpPerson("auditor@oversight.example", "Wren Ledger", "oversight", ("auditor",)),
    *pilot_people.PEOPLE,
)
"""Everybody there can be; who is loaded depends on the profiles that are adopted."""
ALWAYS_THERE = "single-competent-authority"
"""Loaded whatever is adopted: its statistician counts for everybody."""


def organisations_here() -> list[MadeUpOrganisation]:
    """Those of this installation: an authority, or a body that reviews, only if a profile that is adopted has it."""
    adopted = {slug_of(each) for each in (*authorities_adopted(), *reviewers_adopted(legal_day(timezone.now())))} | {
        ALWAYS_THERE
    }
    if pilot_people.UNIT in adopted:
        adopted |= {each.slug for each in pilot_people.ORGANISATIONS}
    of_a_profile = {each.slug for each in ORGANISATIONS if each.kind is OrganisationType.COMPETENT_AUTHORITY}
    of_a_profile |= {REVIEWS, *(each.slug for each in pilot_people.ORGANISATIONS)}
    return [each for each in ORGANISATIONS if each.slug not in of_a_profile or each.slug in adopted]


def people_here() -> list[MadeUpPerson]:
    """Those of its organisations."""
    slugs = {each.slug for each in organisations_here()}
    elsewhere = set() if pilot_people.UNIT in slugs else set(pilot_people.PEOPLE)
    return [person for person in PEOPLE if person.organisation in slugs and person not in elsewhere]


def code_now(secret: str, at: datetime) -> str:
    """The six digits of a second factor at a moment."""
    return str(format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30)))


def to_sign_in_as(at: datetime) -> dict[str, Any]:
    """What the page of a demonstration shows: who there is, what they do, and their codes of now."""
    return {
        "password": PASSWORD,
        "people": [
            {
                "name": person.name,
                "email": person.email,
                "code": code_now(person.secret, at),
                "does": " ".join(f"{ROLES[role].title}. {ROLES[role].description}" for role in person.roles),
            }
            for person in people_here()
        ],
    }
