"""Signs that a record may be of somebody whom the one who opens it knows: compared as it is opened, kept as codes.

The codes stand in the history, so that the report of patterns reads no record. Neither a name nor an address is kept.
"""

from __future__ import annotations

from opennrm.mechanism.likeness import is_common, surname_in
from opennrm.partners.access import Actor
from opennrm.partners.own_address import own_address_of
from opennrm.referrals.likeness import SURNAME, likeness_of
from opennrm.vault.hashes import keyed_hash

SAME_SURNAME, COMMON_SURNAME, OWN_ADDRESS = "same_surname", "same_common_surname", "own_address"


def signs_of(reference: str, actor: Actor) -> tuple[str, ...]:
    """What a record has in common with somebody who does not work on it, as codes; mostly nothing."""
    alike = likeness_of([reference]).get(reference)
    if alike is None:
        return ()
    surname, address, signs = surname_in(actor.name), own_address_of(actor.account_id), []
    if surname and alike.surname == keyed_hash(SURNAME, surname):
        signs.append(COMMON_SURNAME if is_common(surname) else SAME_SURNAME)
    if address and address in alike.addresses:
        signs.append(OWN_ADDRESS)
    return tuple(signs)
