"""An organisation's own computer systems, and the tokens by which they come to the interface for programs.

A system is an account that never signs in: it has a name, a mailbox that is told when there is work, and a role in one
team, given as any role that reads records is, so by two administrators where there are two. What a token lets it do is
narrower still: its scopes, and only what the system itself began. Of a token its SHA-256 is kept and nothing else.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet
from django.utils import timezone

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import ApiTokenEnded, ApiTokenMade, SystemAdded
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.actors import actor_that_is
from opennrm.partners.apart import refusal_to_hold_in
from opennrm.partners.domains import DomainRule, clean_address, refusal_to_invite_address
from opennrm.partners.giving_roles import hold, needs_a_second, propose
from opennrm.partners.models import Account, ApiToken, EmailDomain, Organisation, RoleHeld, Team
from opennrm.partners.roles import Permission
from opennrm.partners.signing_in import is_in_partnership
from opennrm.partners.taking_up import refusal_of_name

PREFIX = "nrm_"
"""What every token begins with, so that programs that look for secrets in the wrong place know one."""
ROLE = "first_responder"
LASTS = (30, 90, 180, 365)
"""Days a token can be made for: at most a year. Source: OWASP ASVS 5.0, 13.3.4 (secrets expire and are rotated)."""
WRITTEN_EVERY = timedelta(minutes=1)


class Scope(Enum):
    """What a token can let a system do; the value is its name."""

    DRAFTS_WRITE = "drafts:write"
    EVIDENCE_ADD = "evidence:add"
    REFERRALS_SUBMIT = "referrals:submit"
    REFERRALS_READ = "referrals:read"
    REFERRALS_EXPORT = "referrals:export"


IN_WORDS = {
    Scope.DRAFTS_WRITE: "begin drafts, read and change those that it began, and have them checked",
    Scope.EVIDENCE_ADD: "add files to drafts that it began, and to referrals that they became",
    Scope.REFERRALS_SUBMIT: "send drafts that it began as referrals",
    Scope.REFERRALS_READ: "read where the referrals stand that it began",
    Scope.REFERRALS_EXPORT: "read the referrals that it began, with what they tell of the person",
}


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A token that was just made. The secret is in nobody's hands but the caller's."""

    id: UUID
    secret: str = field(repr=False)
    until: datetime


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as the administrator sees it."""

    id: UUID
    scopes: tuple[str, ...]
    made_at: datetime
    made_by: str
    expires_at: datetime
    last_used_at: datetime | None
    ended_at: datetime | None

    def works_at(self, at: datetime) -> bool:
        """Does it work at this moment?"""
        return self.ended_at is None and self.expires_at > at


@dataclass(frozen=True, slots=True)
class SystemRow:
    """A system of one's own organisation, with its tokens, the newest first; `teams` are those it works in."""

    id: UUID
    name: str
    email: str
    is_active: bool
    teams: tuple[str, ...]
    tokens: tuple[TokenRow, ...]


@dataclass(frozen=True, slots=True)
class ByToken:
    """Who came in by a token, and what it lets them do."""

    actor: Actor
    token_id: UUID
    scopes: frozenset[str]


def add_system(*, name: str, email: str, team_id: UUID | None, by: Actor, at: datetime) -> UUID:
    """Enter a system of one's own organisation, which works in a team; gives the id of its account.

    Its role waits for a second administrator where there is one. Raises `Refused` (fields `name`, `email`, `team`).
    """
    with command():
        refuse_if(refusal_to_act(by, Permission.INVITE))
        home = Organisation.objects.get(id=by.organisation_id)
        refuse_if(refusal_to_hold_in(home, ROLE, at))
        refuse_if(refusal_of_name(name))
        rules = [DomainRule(row.domain, row.with_subdomains) for row in EmailDomain.objects.filter(organisation=home)]
        refuse_if(refusal_to_invite_address(email, rules))
        address = clean_address(email) or ""
        if Account.objects.filter(email=address).exists():
            raise Refused(_refusal("address_taken", "Somebody has this address. Enter another mailbox.", "email"))
        if team_id is None or not Team.objects.filter(id=team_id, organisation=home).exists():
            raise Refused(_refusal("no_team", "Choose the team that the system works for.", "team"))
        system = Account.objects.create(
            id=uuid4(),
            email=address,
            name=name.strip(),
            organisation=home,
            password=make_password(None),
            is_system=True,
        )
        announce(SystemAdded(subject=str(system.id), organisation=home.slug), at=at, by=by.account_id)
        give = propose if needs_a_second(system, ROLE, by=by.account_id, at=at) else hold
        give(system, ROLE, team_id, by=by.account_id, at=at)
        return system.id


def make_token(*, system_id: UUID, scopes: Collection[str], days: int, by: Actor, at: datetime) -> MadeToken:
    """Make a token for a system of one's own organisation. Raises `Refused` (fields `scopes`, `days`), `NotYours`."""
    with command():
        refuse_if(refusal_to_act(by, Permission.INVITE))
        system = _systems(by).filter(id=system_id, is_active=True).select_for_update(of=("self",), no_key=True).first()
        if system is None:
            raise NotYours
        chosen = [scope.value for scope in Scope if scope.value in scopes]
        if not chosen or len(chosen) != len(set(scopes)):
            raise Refused(_refusal("no_scope", "Choose what the token lets the system do.", "scopes"))
        if days not in LASTS:
            raise Refused(_refusal("no_time", "Choose how long the token works.", "days"))
        secret = PREFIX + secrets.token_urlsafe(32)
        token = ApiToken.objects.create(
            account=system,
            token_hash=_hash(secret),
            scopes=chosen,
            made_at=at,
            made_by_id=by.account_id,
            expires_at=at + timedelta(days=days),
        )
        told = ApiTokenMade(
            subject=str(token.id),
            organisation=by.organisation_slug,
            system=str(system.id),
            scopes=tuple(chosen),
            until=timezone.localdate(token.expires_at),
        )
        announce(told, at=at, by=by.account_id)
        return MadeToken(token.id, secret, token.expires_at)


def end_token(token_id: UUID, *, by: Actor, at: datetime) -> None:
    """End a token of one's own organisation from the next request on; ended already, nothing changes.

    Raises `Refused` without the permission, and `NotYours`.
    """
    with command():
        refuse_if(refusal_to_act(by, Permission.INVITE))
        rows = ApiToken.objects.select_for_update(of=("self",)).select_related("account")
        token = rows.filter(id=token_id, account__organisation_id=by.organisation_id).first()
        if token is None:
            raise NotYours
        if token.ended_at is not None:
            return
        token.ended_at, token.ended_by_id = at, by.account_id
        token.save(update_fields=["ended_at", "ended_by"])
        told = ApiTokenEnded(subject=str(token.id), organisation=by.organisation_slug, system=str(token.account_id))
        announce(told, at=at, by=by.account_id)


def systems_of(actor: Actor) -> list[SystemRow]:
    """The systems of the actor's own organisation, by name. Raises `NotYours` without the permission to invite."""
    if refusal_to_act(actor, Permission.INVITE) is not None:
        raise NotYours
    tokens: dict[UUID, list[TokenRow]] = {}
    rows = ApiToken.objects.filter(account__organisation_id=actor.organisation_id).order_by("-made_at", "id")
    columns = ("account_id", "id", "scopes", "made_at", "made_by__name", "expires_at", "last_used_at", "ended_at")
    for system_id, token_id, scopes, *rest in rows.values_list(*columns):
        tokens.setdefault(system_id, []).append(TokenRow(token_id, tuple(scopes), *rest))
    teams: dict[UUID, list[str]] = {}
    held = RoleHeld.objects.filter(account__in=_systems(actor), until_at=None).order_by("team__name")
    for system_id, team in held.values_list("account_id", "team__name"):
        teams.setdefault(system_id, []).append(team)
    return [
        SystemRow(
            row.id, row.name, row.email, row.is_active, tuple(teams.get(row.id, ())), tuple(tokens.get(row.id, ()))
        )
        for row in _systems(actor).order_by("-is_active", "name", "id")
    ]


def system_of(actor: Actor, system_id: UUID) -> SystemRow:
    """One system of the actor's own organisation that is not closed. Raises `NotYours`."""
    found = next((row for row in systems_of(actor) if row.id == system_id and row.is_active), None)
    if found is None:
        raise NotYours
    return found


def token_of(actor: Actor, token_id: UUID) -> tuple[SystemRow, TokenRow]:
    """A token of the actor's own organisation, with the system it is of. Raises `NotYours`."""
    for system in systems_of(actor):
        for token in system.tokens:
            if token.id == token_id:
                return system, token
    raise NotYours


def enter_by_token(secret: str, *, at: datetime) -> ByToken | None:
    """Who comes by this token at this moment; None if it is unknown, ended or too old, or its system is closed.

    That it was used is kept, to the minute.
    """
    if not secret.startswith(PREFIX):
        return None
    rows = ApiToken.objects.select_related("account__organisation").filter(token_hash=_hash(secret))
    token = rows.filter(ended_at=None, expires_at__gt=at, account__is_active=True, account__is_system=True).first()
    if token is None or not is_in_partnership(token.account.organisation, on=timezone.localdate(at)):
        return None
    if token.last_used_at is None or token.last_used_at <= at - WRITTEN_EVERY:
        ApiToken.objects.filter(id=token.id).update(last_used_at=at)
    return ByToken(actor_that_is(token.account, at), token.id, frozenset(token.scopes))


def _systems(actor: Actor) -> QuerySet[Account]:
    return Account.objects.filter(organisation_id=actor.organisation_id, is_system=True)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _refusal(code: str, because: str, field_id: str) -> Refusal:
    return Refusal(code=code, because=because, source="house", field=field_id)
