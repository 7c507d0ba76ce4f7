"""Who is told that there is work: those who can do it, and never whoever made it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.growing_up import record_consent_to_stay
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.consent import Consent, ConsentScope, Interpreter
from opennrm.mechanism.vocabulary import HowGiven
from opennrm.notifications.models import Message
from tests.factories import cases as made
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def told() -> set[UUID]:
    return set(Message.objects.filter(recipient__isnull=False).values_list("recipient_id", flat=True))


def test_a_new_case_is_told_to_those_who_decide() -> None:
    caseworker, _second = made.officer("caseworker"), made.officer("second_officer")
    made.officer("caseworker", in_team=made.authority_team("Z"))
    made.referred()
    assert told() == {caseworker.account_id}


def test_a_decision_to_check_is_told_to_those_who_check() -> None:
    reference, author, second = made.referred(), made.officer("caseworker"), made.officer("second_officer")
    made.decided(reference, "negative", by=author)
    assert told() == {second.account_id}


def test_what_the_second_officer_did_is_told_to_who_wrote() -> None:
    reference, author, second = made.referred(), made.officer("caseworker"), made.officer("second_officer")
    made.decided(reference, "negative", by=author)
    made.checked(reference, by=second, agreed=False, remark="Look again.")
    assert author.account_id in told()


def test_who_holds_the_case_is_told_that_a_consent_came_through_the_first_responder() -> None:
    house = referrals.house()
    born = legal_day(house.at).replace(year=legal_day(house.at).year - 17, day=1)
    reference = house.child(date_of_birth=born.isoformat())
    later = house.later(0).at + timedelta(minutes=1)
    take_case(reference, seen=house.case(reference).version, by=house.actor("caseworker"), at=later)
    Message.objects.all().delete()
    given = Consent(
        scopes=frozenset({ConsentScope.REFERRAL}),
        language="vie",
        explained_by="Ola Brightwater",
        interpreter=Interpreter.PROFESSIONAL,
        how_given=HowGiven.SPOKEN,
        given_on=legal_day(house.at),
    )
    record_consent_to_stay(reference, given, token="t", by=house.actor("officer"), at=later)
    assert told() == {house.caseworker.id}
