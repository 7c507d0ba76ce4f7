"""Seeing a row of access is not writing one: nobody lets themselves, or anybody, see what they do not see."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from opennrm.cases.models import Case, CaseAccess
from opennrm.referrals.models import Referral, ReferralAccess
from tests.walls.made import Side, count, seen_by, side

pytestmark = [pytest.mark.django_db, pytest.mark.proves("AZ-03")]


@pytest.fixture
def sides() -> tuple[Side, Side]:
    return side("North"), side("South")


def case_id(reference: str) -> UUID:
    return Case.objects.values_list("id", flat=True).get(reference=reference)


def test_nobody_grants_themselves_a_case_or_a_referral(sides: tuple[Side, Side]) -> None:
    mine, other = sides
    case, referral = case_id(other.case), Referral.objects.values_list("id", flat=True).get(reference=other.case)
    for actor in (mine.officer, mine.referrer):
        for grantee in actor.grantees:
            with seen_by(actor):
                with pytest.raises(Exception, match="row-level security"), transaction.atomic():
                    CaseAccess.objects.bulk_create(
                        [CaseAccess(case_id=case, grantee=grantee, from_at=timezone.now(), because="planted")]
                    )
                with pytest.raises(Exception, match="row-level security"), transaction.atomic():
                    ReferralAccess.objects.bulk_create(
                        [
                            ReferralAccess(
                                referral_id=referral, grantee=grantee, from_at=timezone.now(), because="planted"
                            )
                        ]
                    )
                assert Case.objects.filter(id=case).count() == 0


def test_an_access_of_ones_own_is_not_turned_to_another_case_nor_made_to_run_again(sides: tuple[Side, Side]) -> None:
    mine, other = sides
    case, now = case_id(other.case), timezone.now()
    with seen_by(mine.officer):
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            CaseAccess.objects.filter(grantee__in=mine.officer.grantees).update(case_id=case)
        assert CaseAccess.objects.filter(grantee__in=mine.officer.grantees).update(until_at=now + timedelta(1)) == 1
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_access SET from_at = %s, until_at = %s", [now - timedelta(2), now - timedelta(1)])
    with seen_by(mine.officer):
        assert CaseAccess.objects.filter(grantee__in=mine.officer.grantees).update(until_at=None) == 0
        assert count("cases_case") == 0


def test_whoever_sees_a_case_lets_a_colleague_see_it(sides: tuple[Side, Side]) -> None:
    mine = sides[0]
    case = case_id(mine.case)
    with seen_by(mine.officer):
        CaseAccess.objects.create(case_id=case, grantee=UUID(int=7), from_at=timezone.now(), because="planted")
        assert CaseAccess.objects.filter(grantee=UUID(int=7)).update(until_at=timezone.now()) == 1
