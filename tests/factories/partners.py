"""Organisations, teams and people for tests, and browsers of the test client that are signed in as they are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from itertools import count
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from opennrm.mechanism.vocabulary import Nation, OrganisationType
from opennrm.partners.access import Actor
from opennrm.partners.models import Account, EmailDomain, Organisation, RoleHeld, Team
from opennrm.partners.sessions import SessionStore

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PASSWORD = "cows graze by the river"
_number = count(1)


def organisation(
    name: str | None = None,
    *,
    kind: OrganisationType = OrganisationType.POLICE,
    nation: Nation | None = Nation.ENGLAND,
    may_refer: bool = True,
    domain: str | None = None,
    ends_on: date | None = None,
) -> Organisation:
    """An organisation of the partnership with one e-mail domain."""
    number = next(_number)
    made = Organisation.objects.create(
        slug=f"organisation-{number}",
        name=name or f"Organisation {number}",
        type=kind.value,
        nation=nation.value if nation else "",
        may_refer=may_refer,
        starts_on=date(2009, 4, 1),
        ends_on=ends_on,
    )
    EmailDomain.objects.create(organisation=made, domain=domain or f"organisation-{number}.example")
    return made


def team(of: Organisation, name: str = "North") -> Team:
    """A team of an organisation."""
    return Team.objects.create(organisation=of, name=name)


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


def account(
    *roles: str,
    of: Organisation | None = None,
    in_team: Team | None = None,
    name: str = "Sam Okoro",
    second_factor: bool = True,
) -> Account:
    """A person with these roles (of a new organisation unless told), password `PASSWORD`, second factor set up
    or, without, about to be: invited and not yet done."""
    of = of or (in_team.organisation if in_team else organisation())
    domain = EmailDomain.objects.filter(organisation=of).values_list("domain", flat=True)[0]
    made = Account.objects.create(
        email=f"person-{next(_number)}@{domain}",
        name=name,
        organisation=of,
        password=_hashed(),
        sets_up_factor=not second_factor,
    )
    for role in roles:
        RoleHeld.objects.create(account=made, role=role, team=in_team, from_at=LONG_AGO)
    if second_factor:
        Authenticator.objects.create(user=made, type=Authenticator.Type.TOTP, data={"secret": "not used"})
    return made


def actor(of: Account) -> Actor:
    """The actor that this account is now."""
    held = list(RoleHeld.objects.filter(account=of, until_at=None).order_by("team__name", "id"))
    teams: frozenset[UUID] = frozenset(role.team_id for role in held if role.team_id)
    home = of.organisation
    return Actor(
        account_id=of.id,
        organisation_id=home.id,
        organisation_slug=home.slug,
        organisation_name=home.name,
        nation=Nation(home.nation) if home.nation else None,
        name=of.name,
        roles=frozenset(role.role for role in held),
        teams=teams,
        held=tuple((role.role, role.team_id) for role in held),
    )


def explained(client: Client, reference: str, reason: str = "duty", words: str = "") -> Client:
    """The same browser, with a reason given for opening a case that is not its owner's own work."""
    sent = client.post(f"/cases/{reference}/why/", {"reason": reason, "words": words})
    assert sent.status_code == 302, sent.content.decode()
    return client


def client_for(who: Account | None = None, *, enforce_csrf: bool = False) -> Client:
    """A browser of the test client, signed in as this account (None: a stranger), second factor passed."""
    client = Client(enforce_csrf_checks=enforce_csrf, raise_request_exception=True)
    if who is None:
        return client
    session = SessionStore()
    session[SESSION_KEY] = str(who.id)
    session[BACKEND_SESSION_KEY] = "opennrm.web.account.signing_in.Backend"
    session[HASH_SESSION_KEY] = who.get_session_auth_hash()
    session["account_authentication_methods"] = [
        {"method": "password", "at": timezone.now().timestamp(), "email": ""},
        {"method": "mfa", "at": timezone.now().timestamp(), "type": "totp"},
    ]
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client
