"""Letters that lie in the portal: for the asker's organisation, and for another."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from opennrm.cases.actions.posting import make_post_batch
from opennrm.notifications.kinds import Channel
from opennrm.partners.models import Account
from tests.factories import cases as made
from tests.factories import partners as people
from tests.house.examples import foreign, own
from tests.house.examples.cases import receives
from tests.notifications.outbox import letter


@own("letter_to_us")
def _letter(account: Account) -> dict[str, Any]:
    return {"letter_id": letter(channel=Channel.PORTAL, organisation_id=account.organisation_id)}


@foreign("letter_to_us")
def _letter_to_others() -> dict[str, Any]:
    return {"letter_id": letter(channel=Channel.PORTAL, organisation_id=people.organisation().id)}


def _batch_of(account: Account) -> dict[str, Any]:
    """A batch of the authority that this account works for, with one letter in it."""
    team = receives(account)
    reference = made.referred()
    made.decided(reference, "positive", by=made.officer("caseworker", in_team=team))
    return {"batch_id": make_post_batch(by=people.actor(account), at=timezone.now())[0]}


@own("post_batch", "post_batch_pdf")
def _batch(account: Account) -> dict[str, Any]:
    is_manager = "manager" in people.actor(account).roles
    return _batch_of(account if is_manager else made.account_of(made.officer("manager")))


@foreign("post_batch", "post_batch_pdf")
def _batch_elsewhere() -> dict[str, Any]:
    return _batch_of(made.account_of(made.officer("manager")))
