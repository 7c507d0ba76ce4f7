"""Letters that lie in the portal: for the asker's organisation, and for another."""

from __future__ import annotations

from typing import Any

from opennrm.notifications.kinds import Channel
from opennrm.partners.models import Account
from tests.factories import partners as people
from tests.house.examples import foreign, own
from tests.notifications.outbox import letter


@own("letter_to_us")
def _letter(account: Account) -> dict[str, Any]:
    return {"letter_id": letter(channel=Channel.PORTAL, organisation_id=account.organisation_id)}


@foreign("letter_to_us")
def _letter_to_others() -> dict[str, Any]:
    return {"letter_id": letter(channel=Channel.PORTAL, organisation_id=people.organisation().id)}
