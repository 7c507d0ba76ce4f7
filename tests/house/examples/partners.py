"""People and invitations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from opennrm.notifications.models import Webhook
from opennrm.partners import actions, systems
from opennrm.partners.models import Account, Invitation, RoleHeld, RoleProposed
from tests.factories import partners as made
from tests.house.examples import foreign, own


@own("person", "give_role", "close_account", "end_sessions")
def _colleague(account: Account) -> dict[str, Any]:
    return {"account_id": made.account(of=account.organisation).id}


@foreign("person", "give_role", "close_account", "end_sessions")
def _stranger() -> dict[str, Any]:
    return {"account_id": made.account().id}


@own("end_role")
def _role_of_a_colleague(account: Account) -> dict[str, Any]:
    return _role_of(made.account("team_lead", of=account.organisation))


@foreign("end_role")
def _role_of_a_stranger() -> dict[str, Any]:
    return _role_of(made.account("team_lead"))


def _role_of(account: Account) -> dict[str, Any]:
    return {"account_id": account.id, "role_held_id": RoleHeld.objects.get(account=account).id}


def _invited_by(account: Account) -> actions.Invited:
    return actions.invite_person(
        email="new@" + account.email.split("@")[1],
        name="Robin Vale",
        role="administrator",
        team_id=None,
        by=made.actor(account),
        at=timezone.now(),
    )


@own("invited", "withdraw_invitation")
def _invitation(account: Account) -> dict[str, Any]:
    by = account if "administrator" in made.actor(account).roles else made.account("administrator")
    return {"invitation_id": _invited_by(by).invitation_id}


@foreign("invited", "withdraw_invitation")
def _invitation_elsewhere() -> dict[str, Any]:
    return {"invitation_id": _invited_by(made.account("administrator")).invitation_id}


@own("invitation")
def _link(account: Account) -> dict[str, Any]:
    return {"secret": _invited_by(made.account("administrator")).secret}


@foreign("invitation")
def _no_link() -> dict[str, Any]:
    return {"secret": "guess"}


def _proposed_in(account: Account) -> dict[str, Any]:
    row = RoleProposed.objects.create(
        account=made.account(of=account.organisation),
        role="administrator",
        proposed_at=timezone.now(),
        proposed_by=account,
    )
    return {"proposal_id": row.id}


@own("settle_role")
def _proposal(account: Account) -> dict[str, Any]:
    return _proposed_in(account)


@foreign("settle_role")
def _proposal_elsewhere() -> dict[str, Any]:
    return _proposed_in(made.account("administrator"))


def _new_start_in(account: Account) -> dict[str, Any]:
    someone = made.account(of=account.organisation)
    row = Invitation.objects.create(
        organisation=account.organisation,
        role="statistician",
        email=someone.email,
        name=someone.name,
        token_hash=uuid4().hex,
        invited_at=timezone.now(),
        invited_by=account,
        expires_at=timezone.now() + timedelta(hours=1),
        new_factor=True,
        waits=True,
    )
    return {"invitation_id": row.id}


@own("settle_new_start")
def _new_start(account: Account) -> dict[str, Any]:
    return _new_start_in(account)


@foreign("settle_new_start")
def _new_start_elsewhere() -> dict[str, Any]:
    return _new_start_in(made.account("administrator"))


def _system_in(account: Account) -> dict[str, Any]:
    made_for = made.account(of=account.organisation)
    Account.objects.filter(id=made_for.id).update(is_system=True)
    return {"system_id": made_for.id}


@own("make_token")
def _system(account: Account) -> dict[str, Any]:
    return _system_in(account)


@foreign("make_token")
def _system_elsewhere() -> dict[str, Any]:
    return _system_in(made.account("administrator"))


def _token_in(administrator: Account) -> dict[str, Any]:
    token = systems.make_token(
        **_system_in(administrator),
        scopes=["drafts:write"],
        days=30,
        by=made.actor(administrator),
        at=timezone.now(),
    )
    return {"token_id": token.id}


@own("end_token")
def _token(account: Account) -> dict[str, Any]:
    return _token_in(account if "administrator" in made.actor(account).roles else made.account("administrator"))


@foreign("end_token")
def _token_elsewhere() -> dict[str, Any]:
    return _token_in(made.account("administrator"))


def _webhook_in(account: Account) -> dict[str, Any]:
    row = Webhook.objects.create(
        organisation=account.organisation,
        address="https://hook.example/in",
        made_at=timezone.now(),
        made_by=account,
        next_attempt_at=timezone.now(),
    )
    return {"webhook_id": row.id}


@own("webhook_secret", "end_webhook")
def _webhook(account: Account) -> dict[str, Any]:
    return _webhook_in(account)


@foreign("webhook_secret", "end_webhook")
def _webhook_elsewhere() -> dict[str, Any]:
    return _webhook_in(made.account("administrator"))
