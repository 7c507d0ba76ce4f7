"""What need to know opens: rows of a team, openings in an emergency, and looks at a record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from opennrm.cases.models import Case, CaseAccess, Emergency
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.need_to_know import Because
from opennrm.mechanism.references import reference_from
from opennrm.partners.models import Account
from tests.factories import cases as made
from tests.factories import partners as people
from tests.house.examples import foreign, of_another_team, own
from tests.house.examples.cases import next_door, receives


def _named_in(reference: str) -> dict[str, Any]:
    case = Case.objects.get(reference=reference)
    who = made.officer("caseworker", in_team=case.owner_team, name="Bea Lock")
    row = CaseAccess.objects.create(
        case=case, grantee=who.account_id, from_at=timezone.now(), because=Because.COLLEAGUE.value
    )
    return {"reference": reference, "access_id": row.id}


@own("end_access")
def _named(account: Account) -> dict[str, Any]:
    receives(account)
    return _named_in(made.referred())


@foreign("end_access")
def _named_elsewhere() -> dict[str, Any]:
    return _named_in(made.referred())


@of_another_team("end_access")
def _named_next_door(account: Account) -> dict[str, Any]:
    next_door(account)
    return _named_in(made.referred())


def _opened_in_emergency(reviewer: UUID) -> dict[str, Any]:
    by = made.officer("caseworker", name="Sol West")
    row = Emergency.objects.create(
        case=Case.objects.get(reference=made.referred()),
        words="The refuge rang.",
        text_hash="0" * 64,
        opened_at=timezone.now(),
        opened_by_id=by.account_id,
        until_at=timezone.now(),
        reviewer_id=reviewer,
        review_due_on=legal_day(timezone.now()),
    )
    return {"emergency_id": row.id}


@own("review_emergency")
def _review(account: Account) -> dict[str, Any]:
    receives(account)
    return _opened_in_emergency(account.id)


@foreign("review_emergency")
def _review_elsewhere() -> dict[str, Any]:
    return _opened_in_emergency(made.officer("manager").account_id)


@of_another_team("review_emergency")
def _review_next_door(account: Account) -> dict[str, Any]:
    team = next_door(account)
    return _opened_in_emergency(made.officer("manager", in_team=team).account_id)


@own("looks_at_record")
def _looked_at(account: Account) -> dict[str, Any]:
    receives(account)
    reference = made.referred()
    people.client_for(made.account_of(made.officer("caseworker"))).get(f"/cases/{reference}/")
    return {"reference": reference}


@foreign("looks_at_record")
def _looked_at_nowhere() -> dict[str, Any]:
    return {"reference": reference_from(b"\x07\x06\x05\x04\x03\x02\x01")}
