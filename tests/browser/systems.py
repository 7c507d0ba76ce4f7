"""A computer system of an organisation, a token of it and a webhook, for the pages about them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from opennrm.notifications.models import Webhook
from opennrm.partners.access import Actor
from opennrm.partners.models import EmailDomain
from opennrm.partners.queries import teams_of
from opennrm.partners.systems import add_system, make_token


def entered(by: Actor) -> dict[str, Any]:
    """A system of the administrator's organisation."""
    domain = EmailDomain.objects.filter(organisation_id=by.organisation_id).values_list("domain", flat=True)[0]
    team_id, at = teams_of(by)[0][0], timezone.now()
    email = f"case-system@{domain}"
    return {"system_id": add_system(name="Case system", email=email, team_id=team_id, by=by, at=at)}


def given_a_token(by: Actor, system: dict[str, Any]) -> dict[str, Any]:
    """A token of that system."""
    made = make_token(**system, scopes=["drafts:write"], days=90, by=by, at=timezone.now())
    return {"token_id": made.id}


def hooked(by: Actor) -> dict[str, Any]:
    """A webhook of the administrator's organisation."""
    at = timezone.now()
    row = Webhook.objects.create(
        organisation_id=by.organisation_id,
        address="https://case-system.example/hook",
        made_at=at,
        made_by_id=by.account_id,
        next_attempt_at=at,
    )
    return {"webhook_id": row.id}
