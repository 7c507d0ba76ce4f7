"""Erasing the keys of a case: nobody can read any more what was written in it, and its history still holds."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.cases.key_verification import erased_by_history, records_under
from opennrm.cases.models import Case
from opennrm.mechanism.events import KeysErased
from opennrm.partners.access import NotYours
from opennrm.referrals.queries import scopes_of_referral
from opennrm.referrals.searching import forget_person
from opennrm.vault.erasing import erase, keys_erased


def erase_keys_of_case(reference: str, *, because: str, by: UUID | None, at: datetime) -> int:
    """Erase the keys of a case, of its referral and of its letters; gives how many were erased that were not before.

    What its rows say in codes and days stays, and so does the history. Nobody finds the person by name any more. Who
    may decide this is asked by whoever calls it, and puts up the tombstone before: without one the database refuses.
    Raises `NotYours` if there is no such case.
    """
    with command():
        case = Case.objects.select_for_update().filter(reference=reference).first()
        if case is None:
            raise NotYours
        keys = erase(reference, [case.id, *scopes_of_referral(reference)])
        forget_person(case.person_id)
        announce(KeysErased(subject=reference, case=reference, keys=keys, because=because), at=at, by=by)
    return keys


def record_erased_since(gone: list[UUID] | None, *, at: datetime) -> int:
    """In a database restored from a backup: let the history say whose keys were erased since; gives of how many.

    `gone` are the scopes whose keys were taken away in restoring; None stands for all that have none. Nobody finds
    these people by name any more.
    """
    scopes = keys_erased() if gone is None else set(gone)
    records = records_under(scopes - erased_by_history())
    for reference in sorted(set(records.values())):
        keys = sum(1 for each in records.values() if each == reference)
        with command():
            for person_id in Case.objects.filter(reference=reference).values_list("person_id", flat=True):
                forget_person(person_id)
            announce(
                KeysErased(subject=reference, case=reference, keys=keys, because="before_restoring"), at=at, by=None
            )
    return len(set(records.values()))
