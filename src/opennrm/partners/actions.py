"""What administrators do for the people of their own organisation, and people for themselves.

Nobody changes their own roles: an administrator who wants another role asks another administrator.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import F, Q

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import (
    AccountClosed,
    InvitationAccepted,
    InvitationWithdrawn,
    NewStartProposed,
    PersonInvited,
    RoleEnded,
)
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.apart import refusal_to_hold_in
from opennrm.partners.domains import DomainRule, clean_address, refusal_to_invite_address
from opennrm.partners.giving_roles import (
    has_others,
    hold,
    holds,
    holds_confirmed,
    needs_a_second,
    propose,
    refusal_to_hold_together,
    take_back_proposals,
)
from opennrm.partners.holding import refusal_without_team
from opennrm.partners.invitations import LASTS, LASTS_FOR_A_NEW_START, OVER, hash_of, secret_of
from opennrm.partners.models import (
    Account,
    EmailDomain,
    Invitation,
    Organisation,
    RoleHeld,
    SignedInSession,
    Team,
)
from opennrm.partners.roles import Permission
from opennrm.partners.taking_up import open_or_reopen, refusal_of_name, still_holds

NOT_YOURSELF = Refusal(
    code="not_yourself",
    because="Nobody changes their own roles. Ask another administrator of your organisation.",
    source="house",
)


CLOSED = Refusal(code="account_closed", because="This account is closed, so it holds no role.", source="house")


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation that was made, and the secret of its link; `waits`: a second administrator lets it leave."""

    invitation_id: UUID
    secret: str
    waits: bool = False


def invite_person(
    *,
    email: str,
    name: str,
    role: str,
    team_id: UUID | None,
    by: Actor,
    at: datetime,
    new_factor: bool = False,
) -> Invited:
    """Invite somebody by their work address to a role, in a team or (None) in the whole organisation.

    Raises `Refused` (fields `email`, `name`, `role`, `team`), and `NotYours` for a team elsewhere. An invitation
    to the same address that still stood is replaced. Somebody who is here already is so given a new start: whoever
    forgot their password, and with `new_factor` whoever lost their telephone too. The latter waits for a second
    administrator where there is one and the account holds a role that two give. Their link works for 30 minutes,
    everybody else's for 24 hours.
    """
    with command():
        refuse_if(refusal_to_act(by, Permission.INVITE))
        home = Organisation.objects.get(id=by.organisation_id)
        refuse_if(refusal_to_invite_address(email, _domains_of(home)))
        refuse_if(refusal_of_name(name))
        refuse_if(refusal_to_hold_in(home, role, at))
        refuse_if(refusal_without_team(role, team_id))
        _own_team(team_id, by)
        address = clean_address(email) or ""
        refuse_if(_refusal_if_elsewhere(address, by))
        Invitation.objects.filter(organisation=home, email=address, accepted_at=None).update(expires_at=at)
        here = Account.objects.filter(email=address, is_active=True).first()
        waits = here is not None and new_factor and _starts_anew_with_two(here, by, at)
        invitation_id = uuid4()
        secret = secret_of(invitation_id)
        Invitation.objects.create(
            id=invitation_id,
            organisation=home,
            team_id=team_id,
            role=role,
            email=address,
            name=name.strip(),
            token_hash=hash_of(secret),
            invited_at=at,
            invited_by_id=by.account_id,
            expires_at=at + (LASTS if here is None or waits else LASTS_FOR_A_NEW_START),
            new_factor=new_factor,
            waits=waits,
        )
        subject, told = str(invitation_id), by.account_id
        if here is not None and waits:
            proposed = NewStartProposed(subject=str(here.id), organisation=home.slug, invitation=subject)
            announce(proposed, at=at, by=told)
        else:
            announce(PersonInvited(subject=subject, organisation=home.slug, role=role), at=at, by=told)
        return Invited(invitation_id=invitation_id, secret=secret, waits=waits)


def accept_invitation(*, secret: str, name: str, password: str, at: datetime) -> UUID:
    """Take up an invitation: open the account with its role; gives the account's id.

    Somebody who was here before gets their account back with the new password; every session of it ends. Their second
    factor stays, unless the account was closed or the invitation says that they set up a new one. Of two at once, one
    succeeds. Raises `Refused`: `invitation_over` (unknown, used, withdrawn, too late, not confirmed yet, by somebody
    who no longer administers, or to a role that the organisation's people can no longer hold: the same words), and for
    the fields `name` and `password`.
    """
    with command():
        invitation = (
            Invitation.objects.select_for_update(of=("self",))
            .select_related("organisation")
            .filter(token_hash=hash_of(secret), accepted_at=None, expires_at__gt=at, waits=False)
            .first()
        )
        if invitation is None or not still_holds(invitation, at):
            raise Refused(OVER)
        account, event = open_or_reopen(invitation, name, password)
        # Asked with the account locked: it could have been given another role a moment ago.
        refuse_if(OVER if refusal_to_hold_together(account.id, invitation.role) else None)
        invitation.accepted_at, invitation.accepted_by = at, account
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        home = invitation.organisation.slug
        announce(InvitationAccepted(subject=str(account.id), organisation=home), at=at, by=account.id)
        if event is not None:
            announce(event, at=at, by=account.id)
        if not holds(account, invitation.role, invitation.team_id):
            _give(account, invitation.role, invitation.team_id, by=invitation.invited_by_id, at=at)
        return account.id


def withdraw_invitation(*, invitation_id: UUID, by: Actor, at: datetime) -> None:
    """End an invitation of one's own organisation that was not taken up; its link no longer works.

    Raises `Refused` without the permission to invite, and `NotYours` where no such invitation stands.
    """
    with command():
        refuse_if(refusal_to_act(by, Permission.INVITE))
        if not _withdraw(Q(id=invitation_id, expires_at__gt=at), by=by, at=at):
            raise NotYours


def give_role(*, account_id: UUID, role: str, team_id: UUID | None, by: Actor, at: datetime) -> None:
    """Give somebody of one's own organisation a role. Held already, nothing changes.

    A role that reads cases, or makes administrators, waits for a second administrator where there is one.

    Raises `Refused` and `NotYours`.
    """
    with command():
        account = _colleague(account_id, by)
        home = account.organisation
        refuse_if(None if account.is_active else CLOSED)
        refuse_if(refusal_to_hold_in(home, role, at))
        refuse_if(refusal_without_team(role, team_id))
        _own_team(team_id, by)
        refuse_if(refusal_to_hold_together(account.id, role))
        if not holds(account, role, team_id):
            _give(account, role, team_id, by=by.account_id, at=at)


def end_role(*, role_held_id: int, by: Actor, at: datetime) -> None:
    """End a role of somebody of one's own organisation, from the next request on. Raises `Refused` and `NotYours`."""
    with command():
        held = RoleHeld.objects.filter(id=role_held_id).first()
        if held is None:
            raise NotYours
        _colleague(held.account_id, by)
        _end(Q(id=role_held_id), by=by, at=at)


def deactivate_account(*, account_id: UUID, by: Actor, at: datetime) -> None:
    """Close somebody's account: their roles end, their sessions and every open invitation to their address too.

    Otherwise a link sent before would open the account again. Raises `Refused` and `NotYours`.
    """
    with command():
        refuse_if(refusal_to_act(by, Permission.INVITE))
        # The invitation before the account, in the order in which accepting one locks them.
        addresses = Account.objects.filter(id=account_id, organisation_id=by.organisation_id).values("email")
        _withdraw(Q(email__in=addresses), by=by, at=at)
        account = _colleague(account_id, by)
        if not account.is_active:
            return
        Account.objects.filter(id=account.id).update(is_active=False)
        SignedInSession.objects.filter(account_id=account.id).delete()
        _end(Q(account=account), by=by, at=at)
        take_back_proposals(account.id, by=by.account_id, at=at)
        announce(AccountClosed(subject=str(account.id), organisation=by.organisation_slug), at=at, by=by.account_id)


def _colleague(account_id: UUID, by: Actor) -> Account:
    """The account, locked, if the actor is an administrator of its organisation and it is not their own."""
    refuse_if(refusal_to_act(by, Permission.INVITE))
    accounts = Account.objects.select_for_update(of=("self",), no_key=True).select_related("organisation")
    account = accounts.filter(id=account_id, organisation_id=by.organisation_id).first()
    if account is None:
        raise NotYours
    refuse_if(NOT_YOURSELF if account.id == by.account_id else None)
    return account


def _withdraw(which: Q, *, by: Actor, at: datetime) -> int:
    """End the invitations of the actor's organisation that still stand; gives how many."""
    standing = Invitation.objects.filter(which, organisation_id=by.organisation_id, accepted_at=None)
    # Not one that is over already, so that the history tells of each once. A clock that runs behind does not revive it.
    ended = list(standing.filter(expires_at__gt=F("invited_at")).select_for_update().order_by("id"))
    for invitation in ended:
        invitation.expires_at = invitation.invited_at
        invitation.save(update_fields=["expires_at"])
        withdrawn = InvitationWithdrawn(subject=str(invitation.id), organisation=by.organisation_slug)
        announce(withdrawn, at=at, by=by.account_id)
    return len(ended)


def _starts_anew_with_two(account: Account, by: Actor, at: datetime) -> bool:
    return holds_confirmed(account.id) and has_others(account, by=by.account_id, at=at)


def _own_team(team_id: UUID | None, by: Actor) -> None:
    if team_id is not None and not Team.objects.filter(id=team_id, organisation_id=by.organisation_id).exists():
        raise NotYours


def _give(account: Account, role: str, team_id: UUID | None, *, by: UUID, at: datetime) -> None:
    give = propose if needs_a_second(account, role, by=by, at=at) else hold
    give(account, role, team_id, by=by, at=at)


def _end(which: Q, *, by: Actor, at: datetime) -> None:
    for held in RoleHeld.objects.select_for_update().filter(which, until_at=None).order_by("id"):
        held.until_at, held.until_by_id = at, by.account_id
        held.save(update_fields=["until_at", "until_by"])
        ended = RoleEnded(
            subject=str(held.account_id),
            role=held.role,
            organisation=by.organisation_slug,
            team=None if held.team_id is None else str(held.team_id),
        )
        announce(ended, at=at, by=by.account_id)


def _domains_of(home: Organisation) -> list[DomainRule]:
    return [DomainRule(row.domain, row.with_subdomains) for row in EmailDomain.objects.filter(organisation=home)]


def _refusal_if_elsewhere(address: str, by: Actor) -> Refusal | None:
    """Somebody of one's own organisation may be invited back; oneself, and somebody of another, may not."""
    here = Account.objects.filter(email=address).first()
    if here is not None and here.is_system:
        because = "This is the mailbox of one of your systems. Invite somebody by an address of their own."
        return Refusal(code="address_of_a_system", because=because, source="house", field="email")
    if here is None or (here.organisation_id == by.organisation_id and here.id != by.account_id):
        return None
    if here.id == by.account_id:
        return replace(NOT_YOURSELF, field="email")
    because = "Somebody with this address already has an account at another organisation."
    return Refusal(code="already_elsewhere", because=because, source="house", field="email")
