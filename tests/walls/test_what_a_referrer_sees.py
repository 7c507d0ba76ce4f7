"""Whoever referred sees their referral, letters to them and ways that they recorded, and nothing of the case."""

from __future__ import annotations

import pytest
from django.db import connection

from opennrm.audit.models import EventRow
from opennrm.notifications.models import Letter, Message
from opennrm.referrals.models import SafeContact
from tests.walls.made import Side, count, seen_by, side, way_confirmed_later

pytestmark = [pytest.mark.django_db, pytest.mark.proves("AZ-03")]


@pytest.fixture
def mine() -> Side:
    made = side("North")
    way_confirmed_later(made)
    return made


def test_letters_that_are_not_theirs_are_not_there_for_them(mine: Side) -> None:
    organisation = mine.referrer.organisation_id
    assert Letter.objects.filter(case_reference=mine.case, organisation=None).exists()
    with seen_by(mine.referrer):
        assert set(Letter.objects.values_list("organisation_id", flat=True)) <= {organisation}
        assert set(Message.objects.filter(letter__isnull=False).values_list("letter__organisation_id", flat=True)) <= {
            organisation
        }
    with seen_by(mine.officer):
        assert Letter.objects.filter(case_reference=mine.case, organisation=None).exists()


def test_a_letter_that_they_hand_over_is_theirs_until_it_goes_another_way(mine: Side) -> None:
    letter = Letter.objects.filter(case_reference=mine.case, organisation=None).earliest("written_at")
    with connection.cursor() as cursor:
        for channel, seen in (("hand_over", True), ("post", False)):
            cursor.execute("UPDATE notifications_message SET channel = %s WHERE letter_id = %s", [channel, letter.id])
            with seen_by(mine.referrer):
                assert Letter.objects.filter(id=letter.id).exists() is seen
    with seen_by(side("South").referrer):
        assert not Letter.objects.filter(id=letter.id).exists()


def test_events_of_the_case_that_others_caused_are_not_there_for_them(mine: Side) -> None:
    with seen_by(mine.referrer):
        assert set(EventRow.objects.values_list("actor", flat=True)) == {mine.referrer.account_id}
    with seen_by(mine.officer):
        assert EventRow.objects.filter(case_reference=mine.case, actor=mine.referrer.account_id).exists()


def test_the_way_that_the_authority_recorded_later_is_not_there_for_them(mine: Side) -> None:
    with seen_by(mine.referrer):
        assert count("referrals_referral") == 1
        assert list(SafeContact.objects.values_list("recorded_by_id", flat=True)) == [mine.referrer.account_id]
    with seen_by(mine.officer):
        assert count("referrals_safe_contact") == 2


def test_a_restricted_case_shows_its_team_no_way_to_the_person(mine: Side) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET restricted = true, restricted_because = 'threat'")
    with seen_by(mine.officer):
        assert count("referrals_safe_contact") == count("notifications_letter") == 0
        assert set(EventRow.objects.values_list("actor", flat=True)) <= {mine.officer.account_id}
