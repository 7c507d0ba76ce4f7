"""By what a person's record could be that of a relative or a neighbour: keyed hashes, and never the name or address."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from opennrm.mechanism.likeness import address_in, surname_in
from opennrm.referrals.models import Referral, SafeContact
from opennrm.vault.hashes import keyed_hash

SURNAME, ADDRESS = "surname", "address"
"""What the hashes are for: the same words as for accounts, or nothing would ever be alike."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The keyed hash of a person's surname (empty: not known), and those of the addresses for their letters."""

    surname: str
    addresses: frozenset[str]


def likeness_of(references: Collection[str]) -> dict[str, Likeness]:
    """Of these records, by reference; for a report that compares them with those who opened them."""
    people = dict(Referral.objects.filter(reference__in=references).values_list("reference", "person_id"))
    names = dict(Referral.objects.filter(reference__in=references).values_list("reference", "person__last_name"))
    addresses: dict[object, set[str]] = {}
    for person_id, lines in SafeContact.objects.filter(person_id__in=people.values()).values_list("person_id", "lines"):
        found = address_in("\n".join(lines or ()))
        if found:
            addresses.setdefault(person_id, set()).add(keyed_hash(ADDRESS, found))
    return {
        reference: Likeness(_surname(names[reference]), frozenset(addresses.get(person_id, ())))
        for reference, person_id in people.items()
    }


def _surname(name: str | None) -> str:
    plain = surname_in(name or "")
    return keyed_hash(SURNAME, plain) if plain else ""
