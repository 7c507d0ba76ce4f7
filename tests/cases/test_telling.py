"""Who is told that there is work: those who can do it, and never whoever made it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone

from opennrm.cases.actions.absence import record_absence
from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.telling import tell_who_holds
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import CaseAccepted
from opennrm.notifications.models import Message
from opennrm.partners.access import Actor
from opennrm.partners.models import Account
from tests.factories import cases as made

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
