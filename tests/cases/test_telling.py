"""Who is told that there is work: those who can do it, and never whoever made it."""

from __future__ import annotations

from uuid import UUID

import pytest

from opennrm.notifications.models import Message
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
