"""Whether the people of an organisation may keep sealed drafts on their devices, to write where there is no network.

Off until an administrator switches it on: it is the one exception to keeping nothing in a browser.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import OfflineSwitched
from opennrm.mechanism.refusal import Refusal, refuse_if
from opennrm.partners.access import Actor, refusal_to_act
from opennrm.partners.models import Organisation
from opennrm.partners.roles import Permission

NO_ANSWER = Refusal("no_answer", "Choose whether it is on or off.", "house", "offline")
SWITCHED_OFF = Refusal(
    "offline_off",
    "Your organisation does not let drafts be kept on devices. Its administrator can switch that on.",
    "house",
)


def works_offline(organisation_id: UUID) -> bool:
    """May the people of this organisation write without a network?"""
    return bool(Organisation.objects.values_list("works_offline", flat=True).get(id=organisation_id))


def switch_offline(is_on: bool | None, *, by: Actor, at: datetime) -> None:
    """Let the people of the actor's organisation write without a network, or no longer; as it was, nothing changes.

    Raises `Refused` without the permission to invite, and without an answer (None).
    """
    refuse_if(refusal_to_act(by, Permission.INVITE))
    refuse_if(NO_ANSWER if is_on is None else None)
    with command():
        home = Organisation.objects.select_for_update().get(id=by.organisation_id)
        if home.works_offline == is_on:
            return
        home.works_offline = bool(is_on)
        home.save(update_fields=["works_offline"])
        announce(OfflineSwitched(subject=home.slug, is_on=home.works_offline), at=at, by=by.account_id)
