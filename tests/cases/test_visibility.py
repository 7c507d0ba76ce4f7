"""Who may see a case and whose own work it is, row by row; of a restricted one only rows that name a person count."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from opennrm.cases.models import Case, CaseAccess
from opennrm.cases.visibility import visible_to
from opennrm.partners.access import Actor
from opennrm.partners.models import RoleHeld
from opennrm.partners.roles import Permission
from tests.factories import cases as made
from tests.factories.partners import LONG_AGO, actor

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


@pytest.mark.proves("AZ-03", "AZ-04")
@pytest.mark.parametrize("because", ["for_a_time", "colleague", "restricted_list"])
def test_whoever_of_another_team_was_let_see_a_case_does_nothing_else_with_it(because: str) -> None:
    made.referred()
    who = made.officer("manager", in_team=made.authority_team("Elsewhere"))
    only_row(who.account_id, because)
    assert sees(who)
    others = [needs for needs in Permission if needs is not Permission.SEE_CASES and sees(who, needs)]
    assert others == []


@pytest.mark.proves("AZ-03")
def test_who_manages_one_team_does_as_a_caseworker_of_another_what_caseworkers_do_and_no_more() -> None:
    home, elsewhere = made.authority_team(), made.authority_team("Elsewhere")
    account = made.account_of(made.officer("caseworker", in_team=home))
    RoleHeld.objects.create(account=account, role="manager", team=elsewhere, from_at=LONG_AGO)
    who = actor(account)
    made.referred()
    only_row(who.account_id, "restricted_list")
    Case.objects.update(restricted=True, restricted_because="operation")
    assert sees(who, Permission.DECIDE)
    assert not sees(who, Permission.RESTRICT)
    assert not sees(who, Permission.REOPEN)
    only_row(who.account_id, "stands_in")
    assert sees(who, Permission.RESTRICT)
    assert not sees(who, Permission.CHECK_DECISIONS)
