"""Who is told that there is work: those who can do it, and never whoever made it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone

from opennrm.cases.actions.absence import record_absence
from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.growing_up import record_consent_to_stay
from opennrm.cases.actions.telling import tell_who_holds
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.consent import Consent, ConsentScope, Interpreter
from opennrm.mechanism.events import CaseAccepted
from opennrm.mechanism.vocabulary import HowGiven
from opennrm.notifications.models import Message
from opennrm.partners.access import Actor
from opennrm.partners.models import Account
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


def _held_by(holder: Actor) -> str:
    reference = made.referred()
    take_case(reference, seen=0, by=holder, at=timezone.now())
    Message.objects.all().delete()
    return reference


def _something_waits(reference: str, by: UUID | None = None) -> set[UUID]:
    Message.objects.all().delete()
    with transaction.atomic():
        tell_who_holds(CaseAccepted(subject=reference, case=reference), timezone.now(), by)
    return told()


def test_while_who_holds_a_case_is_away_whoever_covers_is_told_as_well() -> None:
    holder, cover, other = (made.officer("caseworker", name=name) for name in ("Sam Okoro", "Bea Lock", "Ida Fell"))
    reference, today = _held_by(holder), legal_day(timezone.now())
    assert _something_waits(reference) == {holder.account_id}
    away = {"from_on": today, "until_on": today + timedelta(days=3), "cover": cover.account_id}
    record_absence(holder.account_id, **away, by=holder, at=timezone.now())  # type: ignore[arg-type]
    assert _something_waits(reference) == {holder.account_id, cover.account_id}
    assert _something_waits(reference, by=cover.account_id) == {holder.account_id}
    Account.objects.filter(id=cover.account_id).update(is_active=False)
    assert _something_waits(reference) == {holder.account_id}
    assert other.account_id not in told()


def test_where_the_account_of_who_holds_it_is_closed_their_team_is_told() -> None:
    holder, other = made.officer("caseworker"), made.officer("caseworker", name="Bea Lock")
    reference = _held_by(holder)
    Account.objects.filter(id=holder.account_id).update(is_active=False)
    assert _something_waits(reference) == {other.account_id}
