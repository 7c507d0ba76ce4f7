"""Who may see a case and whose own work it is, row by row; of a restricted one only rows that name a person count."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from opennrm.cases.models import Case, CaseAccess
from opennrm.cases.visibility import visible_to
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def sees(actor: Actor, needs: Permission = Permission.SEE_CASES) -> bool:
    return Case.objects.filter(visible_to(actor, timezone.now(), needs)).exists()


def only_row(grantee: UUID, because: str, hours: int | None = None) -> None:
    CaseAccess.objects.all().delete()
    now = timezone.now()
    until = None if hours is None else now + timedelta(hours=hours)
    CaseAccess.objects.create(
        case=Case.objects.get(), grantee=grantee, from_at=now - timedelta(days=2), until_at=until, because=because
    )


@pytest.mark.parametrize("restricted", [False, True])
@pytest.mark.parametrize("grantee", ["organisation", "team", "account"])
def test_a_restricted_case_is_seen_by_rows_that_name_a_person_alone(grantee: str, restricted: bool) -> None:
    who = made.officer("caseworker")
    made.referred()
    ids = {"organisation": who.organisation_id, "team": min(who.teams), "account": who.account_id}
    only_row(ids[grantee], "colleague")
    because = "operation" if restricted else ""
    Case.objects.update(restricted=restricted, restricted_because=because)
    assert sees(who) is (grantee == "account" or not restricted)
    assert sees(who, Permission.DECIDE) is (grantee == "account" or not restricted)


@pytest.mark.parametrize(("hours", "seen"), [(None, True), (1, True), (0, False), (-1, False)])
def test_a_row_counts_until_its_end(hours: int | None, seen: bool) -> None:
    who = made.officer("caseworker")
    made.referred()
    only_row(who.account_id, "for_a_time", hours)
    assert sees(who) is seen


@pytest.mark.proves("AZ-07")
@pytest.mark.parametrize("needs", list(Permission))
def test_what_was_opened_in_an_emergency_is_read_and_nothing_else(needs: Permission) -> None:
    who = made.officer("caseworker")
    made.referred()
    only_row(who.account_id, "break_glass", 1)
    assert sees(who, needs) is (needs is Permission.SEE_CASES)
