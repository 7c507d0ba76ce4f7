"""An actor for somebody who acts without a page: the command line, the demonstration, a job."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from opennrm.mechanism.vocabulary import Nation
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.models import Account, RoleHeld
from opennrm.partners.signing_in import may_sign_in


def actor_of(email: str, at: datetime) -> Actor:
    """The actor that an account is at a moment.

    Raises `NotYours` where no active account has this address, or its organisation is not in the partnership that day.
    """
    account = Account.objects.select_related("organisation").filter(email=email.lower(), is_active=True).first()
    if account is None or not may_sign_in(account, on=timezone.localdate(at)):
        raise NotYours
    return actor_that_is(account, at)


def actor_that_is(account: Account, at: datetime) -> Actor:
    """The actor that an account (read with its organisation) is at a moment; whether it may act is asked before."""
    now = RoleHeld.objects.filter(Q(until_at__isnull=True) | Q(until_at__gt=at), account=account, from_at__lte=at)
    held = tuple(now.order_by("team__name", "id").values_list("role", "team_id"))
    home = account.organisation
    return Actor(
        account_id=account.id,
        organisation_id=home.id,
        organisation_slug=home.slug,
        organisation_name=home.name,
        nation=Nation(home.nation) if home.nation else None,
        name=account.name,
        roles=frozenset(role for role, _team in held),
        teams=frozenset(team for _role, team in held if team),
        held=held,
    )
