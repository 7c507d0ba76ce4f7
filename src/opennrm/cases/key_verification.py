"""Is every key there that something is sealed under, and gone only where the history says that it was erased?

Whoever may write to the database can empty a key, or remove it: then everything under it reads as erased, which every
other check holds to. So the keys themselves are compared with the history. Call it within one transaction that sees
one moment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final
from uuid import UUID

from django.db import connection

from opennrm.audit.findings import MOST, Difference, Told, first, in_batches, nobody
from opennrm.audit.queries import cases_told_of
from opennrm.cases.models import Case
from opennrm.referrals.queries import referrals_under
from opennrm.vault.columns import name_of, personal_columns
from opennrm.vault.erasing import keys_erased, keys_standing
from opennrm.vault.opening import scope_of

ERASED: Final = "KeysErased"

MISSING = """
SELECT count(*) FROM "{table}" t WHERE octet_length(t."{column}") > 17
AND NOT EXISTS (SELECT FROM vault_key k WHERE k.id = encode(substr(t."{column}", 3, 16), 'hex')::uuid)
"""


def check_keys(told: Told = nobody, most: int = MOST) -> list[Difference]:
    """What does not hold of the keys, at most `most`; `told` hears how many records were erased by the history."""
    return first(_all_differences(told), most)


def _all_differences(told: Told) -> Iterator[Difference]:
    for reference in _standing_again(told):
        yield Difference(reference, "the history says that its keys were erased, and one of them stands")
    for gone in in_batches(sorted(keys_erased() - erased_by_history())):
        known = records_under(gone)
        for scope in gone:
            what = "its key is gone, and the history does not say that it was erased"
            yield Difference(known.get(scope, f"Key {scope}"), what)
    for field in personal_columns():
        with connection.cursor() as cursor:
            cursor.execute(MISSING.format(table=field.model._meta.db_table, column=field.column))
            (missing,) = cursor.fetchone()
        if missing:
            yield Difference(name_of(field), f"{missing} of its values are sealed under keys that are not there")


def _standing_again(told: Told) -> Iterator[str]:
    count = 0
    for references in in_batches(cases_told_of(ERASED)):
        scopes = scopes_of_cases(references)
        yield from sorted({scopes[scope] for scope in keys_standing(scopes)})
        count += len(references)
        told(count)


def erased_by_history() -> set[UUID]:
    """The scopes of every record of which the history says that its keys were erased."""
    return {scope for references in in_batches(cases_told_of(ERASED)) for scope in scopes_of_cases(references)}


def scopes_of_cases(references: Collection[str]) -> dict[UUID, str]:
    """The scopes that go when these records are erased, each with its reference: case, draft, person, letters."""
    scopes = {scope_of(reference): reference for reference in references}
    scopes |= dict(Case.objects.filter(reference__in=references).values_list("id", "reference"))
    for reference, draft, person in referrals_under(references=references):
        scopes |= {draft: reference, person: reference}
    return scopes


def records_under(scopes: Collection[UUID]) -> dict[UUID, str]:
    """The references of records of which these are scopes, as far as the rows say whose they are."""
    references = set(Case.objects.filter(id__in=scopes).values_list("reference", flat=True))
    references |= {reference for reference, _, _ in referrals_under(scopes=scopes)}
    return {scope: reference for scope, reference in scopes_of_cases(references).items() if scope in scopes}
