"""What set-up does before there is an administrator to do it: organisations, domains, teams and first accounts.

Only the command line and the demonstration call this; no page does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password

from opennrm.audit.record import announce, command
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import OrganisationJoined, RoleGiven
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.vocabulary import Nation, OrganisationType
from opennrm.partners.apart import refusal_to_hold_in
from opennrm.partners.domains import DomainRule, clean_address, is_domain
from opennrm.partners.holding import refusal_without_team
from opennrm.partners.models import Account, EmailDomain, Organisation, RoleHeld, Team
from opennrm.partners.passwords import refusal_to_use_password
from opennrm.partners.receiving import slug_of, without_team

FIRST_TEAM = "Intake"

SLUG_LONGEST = 60


def bring_in(
    *,
    slug: str,
    name: str,
    kind: OrganisationType,
    nation: Nation | None,
    may_refer: bool,
    domain: str,
    team: str,
    email: str,
    administrator: str,
    password: str,
    at: datetime,
) -> UUID:
    """Bring an organisation in with its domain, a team and its first administrator, all or nothing; gives its id.

    One that is there without people, as `found_authorities` makes it, keeps its name and is given them. `email`,
    `administrator` and `password` are the administrator's. Raises `Refused`.
    """
    with command():
        refuse_if(_refusal_to_bring_in(slug, kind, domain, email))
        refuse_if(refusal_to_use_password(password, Account(email=email, name=administrator)))
        found = Organisation.objects.filter(slug=slug).values_list("id", flat=True).first()
        made = found or create_organisation(
            slug=slug, name=name, kind=kind, nation=nation, may_refer=may_refer, starts_on=legal_day(at), at=at
        )
        add_domain(organisation_id=made, domain=domain)
        create_team(organisation_id=made, name=team)
        open_account(
            organisation_id=made,
            email=email,
            name=administrator,
            password=password,
            roles=("administrator",),
            at=at,
        )
        return made


def _refusal_to_bring_in(slug: str, kind: OrganisationType, domain: str, email: str) -> Refusal | None:
    address = clean_address(email)
    wrong = (
        (
            not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > SLUG_LONGEST,
            "slug",
            f"The short name has small letters, digits and single hyphens, at most {SLUG_LONGEST}: harbour-council.",
        ),
        (
            Account.objects.filter(organisation__slug=slug).exists()
            or Organisation.objects.filter(slug=slug).exclude(type=kind.value).exists(),
            "slug",
            f"There is an organisation {slug} already, of another type or with people of its own.",
        ),
        (
            address is None or not DomainRule(domain).matches(address.rpartition("@")[2]),
            "administrator",
            f"The administrator's address is a work address at {domain}.",
        ),
        (
            Account.objects.filter(email=address or "").exists(),
            "administrator",
            "The administrator's address has an account already: name another one.",
        ),
    )
    found = next(((field, because) for is_wrong, field, because in wrong if is_wrong), None)
    if found is None:
        return None
    return Refusal(code="cannot_be_brought_in", because=found[1], source="house", field=found[0])


def create_organisation(
    *,
    slug: str,
    name: str,
    kind: OrganisationType,
    nation: Nation | None,
    may_refer: bool,
    starts_on: date,
    at: datetime,
    ends_on: date | None = None,
    successor_id: UUID | None = None,
) -> UUID:
    """Bring an organisation into the partnership; gives its id."""
    with command():
        made = Organisation.objects.create(
            slug=slug,
            name=name,
            type=kind.value,
            nation=nation.value if nation else "",
            may_refer=may_refer,
            starts_on=starts_on,
            ends_on=ends_on,
            successor_id=successor_id,
        )
        announce(OrganisationJoined(subject=slug, type=kind.value), at=at, by=None)
        return made.id


def add_domain(*, organisation_id: UUID, domain: str, with_subdomains: bool = False) -> None:
    """Let holders of addresses of this domain be invited. Raises `Refused` if it is not a whole domain."""
    if not is_domain(domain):
        raise Refused(
            Refusal(
                code="not_a_domain",
                because="Give a whole domain in lower case, like force.example, without @ or *.",
                source="house",
                field="domain",
            )
        )
    with command():
        EmailDomain.objects.update_or_create(
            organisation_id=organisation_id, domain=domain, defaults={"with_subdomains": with_subdomains}
        )


def create_team(*, organisation_id: UUID, name: str, receives: bool = False) -> UUID:
    """Make a team of an organisation, or find the one of that name; gives its id.

    Where it `receives`, cases that come to the organisation go to it from now on, and to no other of its teams.
    """
    with command():
        made = Team.objects.get_or_create(organisation_id=organisation_id, name=name)[0]
        if receives:
            Team.objects.filter(organisation_id=organisation_id, receives=True).exclude(id=made.id).update(
                receives=False
            )
            Team.objects.filter(id=made.id).update(receives=True)
        return made.id


def found_authorities(
    titles: Mapping[str, str],
    *,
    starts_on: date,
    at: datetime,
    kind: OrganisationType = OrganisationType.COMPETENT_AUTHORITY,
) -> list[str]:
    """Make the organisation and a team of every competent authority, by key with its title, that has none.

    With `kind` an oversight body: of those that review decisions. Gives the keys of those that were made; doing it
    again makes nothing.
    """
    missing = without_team(titles)
    for authority in missing:
        slug = slug_of(authority)
        found = Organisation.objects.filter(slug=slug).values_list("id", flat=True).first()
        organisation_id = found or create_organisation(
            slug=slug,
            name=titles[authority],
            kind=kind,
            nation=None,
            may_refer=False,
            starts_on=starts_on,
            at=at,
        )
        create_team(organisation_id=organisation_id, name=FIRST_TEAM, receives=True)
    return missing


def open_account(
    *,
    organisation_id: UUID,
    email: str,
    name: str,
    password: str,
    roles: tuple[str, ...],
    at: datetime,
    team_id: UUID | None = None,
) -> UUID:
    """Open an account with its roles, such as an organisation's first administrator; gives its id.

    Raises `Refused` if the organisation's people cannot hold one of the roles.
    """
    with command():
        home = Organisation.objects.get(id=organisation_id)
        for role in roles:
            refuse_if(refusal_to_hold_in(home, role, at))
            refuse_if(refusal_without_team(role, team_id))
        made = Account.objects.create(
            email=email.lower(), name=name, organisation=home, password=make_password(password), sets_up_factor=True
        )
        for role in roles:
            RoleHeld.objects.create(account=made, role=role, team_id=team_id, from_at=at)
            in_team = str(team_id) if team_id else None
            given = RoleGiven(subject=str(made.id), role=role, organisation=home.slug, team=in_team)
            announce(given, at=at, by=None)
        return made.id
