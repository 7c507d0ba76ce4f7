"""A whole referral at once: all of it or nothing, once, by the rules of the pages."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.audit.models import CommandKey
from opennrm.mechanism.refusal import Refused
from opennrm.referrals.models import Draft, Referral
from opennrm.referrals.whole import WrongAnswers, refer_at_once
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_what_is_kept_is_what_was_given() -> None:
    made.authority_team()
    given = made.answers(treatment="  two\r\nlines ")
    reference = refer_at_once(given, by=made.referrer(), at=timezone.now())
    kept = Referral.objects.get(reference=reference).answers
    assert kept.keys() == given.keys()
    assert kept["treatment"] == "  two\r\nlines "


def test_the_same_person_sends_the_same_answers_once_and_somebody_else_makes_another_referral() -> None:
    made.authority_team()
    by, at = made.referrer(), timezone.now()
    assert refer_at_once(made.answers(), by=by, at=at) == refer_at_once(made.answers(), by=by, at=at)
    assert (
        refer_at_once(made.answers(), by=made.referrer(), at=at) != Referral.objects.earliest("submitted_at").reference
    )
    assert Referral.objects.count() == 2


def test_no_draft_stays_behind_where_nobody_would_receive_it() -> None:
    with pytest.raises(Refused, match="no_receiving_team"):
        refer_at_once(made.answers(), by=made.referrer(), at=timezone.now())
    assert not Draft.objects.exists()
    assert not CommandKey.objects.exists()


def test_wrong_answers_are_told_by_field() -> None:
    with pytest.raises(WrongAnswers) as wrong:
        refer_at_once({"age_answer": "under_18"}, by=made.referrer(), at=timezone.now())
    assert "referrer_phone" in {error.field_id for error in wrong.value.errors}


def test_a_role_that_does_not_refer_is_refused_before_anything_is_read() -> None:
    with pytest.raises(Refused, match="not_your_role"):
        refer_at_once({}, by=made.officer("caseworker"), at=timezone.now())
