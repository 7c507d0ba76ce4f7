"""The address at which somebody lives, kept by themselves and only as a keyed hash that cannot be read back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import OwnAddressKept
from opennrm.mechanism.likeness import address_in
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.access import Actor
from opennrm.partners.models import OwnAddress
from opennrm.vault.hashes import keyed_hash

ADDRESS = "address"
NO_ADDRESS = Refusal(
    "no_address", "Enter the number of your house or flat, and your postcode, such as 12, LN1 1AA.", "house", "address"
)


def keep_own_address(typed: str, *, by: Actor, at: datetime) -> None:
    """Keep the hash of one's own address in the place of an earlier one; empty takes it away.

    Raises `Refused` (field `address`) where no postcode and number can be read.
    """
    found = address_in(typed)
    if typed.strip() and not found:
        raise Refused(NO_ADDRESS)
    with command():
        if found:
            OwnAddress.objects.update_or_create(
                account_id=by.account_id, defaults={"token": keyed_hash(ADDRESS, found)}
            )
        else:
            OwnAddress.objects.filter(account_id=by.account_id).delete()
        announce(OwnAddressKept(subject=str(by.account_id), kept=bool(found)), at=at, by=by.account_id)


def own_address_of(account_id: UUID) -> str:
    """The hash of somebody's own address; empty where they keep none."""
    return OwnAddress.objects.filter(account_id=account_id).values_list("token", flat=True).first() or ""
