"""From the reform on no session of the immigration system reads a case of the expert unit, whatever was written for it.

Somebody of UK Visas and Immigration kept a role from the pilot, and rows of access name them, their team and their
organisation: at the database they see nothing of it. What is their own, and what they led or sat on before, they read.
"""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.utils import timezone

from opennrm.audit.asking import as_the_house
from opennrm.cases.actions.giving_access import give_access
from opennrm.cases.models import Case, CaseAccess
from opennrm.cases.queries import case_for
from opennrm.mechanism.apart_from_immigration import APART, BODIES, is_of_immigration
from opennrm.mechanism.need_to_know import Because
from opennrm.mechanism.profiles import PROFILES_OF_CASES
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor, NotYours
from tests.factories import cases as made
from tests.walls.made import count, seen_by, side

pytestmark = [pytest.mark.django_db, pytest.mark.proves("AZ-03")]

UKVI, ENFORCEMENT = "uk-visas-and-immigration", "immigration-enforcement-competent-authority"
OF_THE_CASE = ("cases_case", "cases_decision", "cases_clock", "referrals_referral", "referrals_person")


def somebody_of(slug: str) -> Actor:
    """A caseworker of an organisation, with a role that they have since before."""
    return made.officer("caseworker", in_team=made.authority_team(of=slug))


def let_all_ways(who: Actor, reference: str) -> None:
    """Write every row of access that could let somebody see a case: for their organisation, teams and themselves."""
    case_id = Case.objects.values_list("id", flat=True).get(reference=reference)
    CaseAccess.objects.bulk_create(
        CaseAccess(case_id=case_id, grantee=each, from_at=timezone.now(), because=Because.COLLEAGUE.value)
        for each in who.grantees
    )


def seen(who: Actor) -> dict[str, int]:
    """How many rows about the one case somebody sees."""
    with seen_by(who):
        return {table: count(table) for table in OF_THE_CASE}


def found_by_letters(reference: str) -> int:
    """How many cases the search by letters, which runs as the owner, gives to whoever asks."""
    letters = reference.replace("-", "")[3:]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_with_letters('{}', %s)", [letters])
        return int(cursor.fetchone()[0])


def test_a_row_of_access_opens_no_case_of_the_unit_to_immigration_and_does_to_others() -> None:
    reference = side("North").case
    others = somebody_of("uk-human-trafficking-centre")
    for who in (others, *map(somebody_of, (UKVI, "border-force-south", ENFORCEMENT))):
        let_all_ways(who, reference)
        is_kept = who is not others
        assert all((rows == 0) is is_kept for rows in seen(who).values()), (who.organisation_slug, seen(who))
        with seen_by(who):
            assert found_by_letters(reference) == (0 if is_kept else 1)
            assert Case.objects.filter(reference=reference).update(version=99) == (0 if is_kept else 1)
        if is_kept:
            with pytest.raises(NotYours):
                case_for(who, reference, at=timezone.now())


def test_a_restricted_case_that_names_them_stays_shut_too() -> None:
    reference, who = side("North").case, somebody_of(UKVI)
    let_all_ways(who, reference)
    Case.objects.filter(reference=reference).update(restricted=True, restricted_because="threat")
    assert not any(seen(who).values())


def test_what_is_their_own_and_what_was_of_the_pilot_stays_readable() -> None:
    reference, own, lead = side("North").case, somebody_of(ENFORCEMENT), somebody_of(UKVI)
    let_all_ways(own, reference)
    let_all_ways(lead, reference)
    Case.objects.filter(reference=reference).update(authority=ENFORCEMENT.replace("-", "_"))
    assert all(seen(own).values())
    assert case_for(own, reference, at=timezone.now()).reference == reference
    assert not any(seen(lead).values()), "a case of the one body of immigration is not another's"
    Case.objects.filter(reference=reference).update(profile="pilot_2015", authority="slavery_safeguarding_leads")
    assert all(seen(lead).values())
    assert case_for(lead, reference, at=timezone.now()).reference == reference


def test_nobody_lets_them_into_or_names_them_on_such_a_case() -> None:
    reference, who = side("North").case, somebody_of(UKVI)
    case = Case.objects.get(reference=reference)
    for because in set(Because) - {Because.OWNER_TEAM, Because.OWN_PAGE}:
        with as_the_house(), pytest.raises(Refused) as refused, transaction.atomic():
            give_access(case, who.account_id, because, by=None, at=timezone.now())
        assert refused.value.refusal.source == "seed-3"
    assert not CaseAccess.objects.filter(grantee=who.account_id).exists()


def test_a_planted_hole_in_the_wall_is_found() -> None:
    reference, who = side("North").case, somebody_of(UKVI)
    let_all_ways(who, reference)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION is_of_immigration(slug text) RETURNS boolean AS 'SELECT false' LANGUAGE sql"
        )
    assert all(seen(who).values()), "these tests would not see it"
    with pytest.raises(NotYours):
        case_for(who, reference, at=timezone.now())


def test_the_database_knows_the_same_bodies_and_profiles_as_the_law() -> None:
    slugs = [*BODIES, *(f"{body}-south" for body in BODIES), ENFORCEMENT, "border-forces", "the-border-force", "police"]
    who = somebody_of(UKVI)
    with connection.cursor() as cursor:
        cursor.execute("SELECT s FROM unnest(%s::text[]) s WHERE is_of_immigration(s)", [slugs])
        assert {slug for (slug,) in cursor.fetchall()} == {slug for slug in slugs if is_of_immigration(slug)}
    with seen_by(who), connection.cursor() as cursor:
        cursor.execute(
            "SELECT p FROM unnest(%s::text[]) p WHERE kept_from_who_asks(p, 'some_unit')", [list(PROFILES_OF_CASES)]
        )
        assert {profile for (profile,) in cursor.fetchall()} == APART
