"""A record of another system becomes a draft; what a referral cannot take of it is said, field by field."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.questions.htcds import record_of
from opennrm.referrals import by_program
from opennrm.referrals.by_htcds import begin_from_record
from opennrm.referrals.models import Draft
from opennrm.referrals.whole import WrongAnswers
from tests.factories import cases as made
from tests.factories import partners
from tests.factories.programs import system

pytestmark = pytest.mark.django_db


def test_a_record_with_the_answers_it_lacks_is_the_draft_it_was_made_of() -> None:
    by, whole = partners.actor(system()), made.answers()
    record = record_of(whole)
    from_record = {"first_name", "last_name", "date_of_birth", "gender", "nationality", "interpreter_language"}
    beside = {key: value for key, value in whole.items() if key not in from_record}
    made_of = begin_from_record(record, beside, key="key-of-mine", by=by, at=timezone.now())
    kept = by_program.read(made_of.draft_id, by=by).answers
    assert {key: kept[key] for key in from_record & set(whole)} == {key: whole[key] for key in from_record & set(whole)}
    assert kept.keys() == whole.keys()


def test_what_is_not_asked_or_not_in_order_is_left_out_and_said() -> None:
    by = partners.actor(system())
    record = {"prs_FirstName": "Ana", "prs_Birthdate": "31/12/1999", "prs_Email": "ana@home.example"}
    made_of = begin_from_record(record, {"danger_now": "no"}, key="key-of-mine", by=by, at=timezone.now())
    told = dict(made_of.not_taken)
    assert told.keys() == record.keys()
    assert "take it out" in told["prs_FirstName"], "no name is asked before consent is"
    assert by_program.read(made_of.draft_id, by=by).answers == {"danger_now": "no"}


def test_wrong_answers_beside_it_are_told_and_nothing_is_begun() -> None:
    with pytest.raises(WrongAnswers):
        begin_from_record(
            {"prs_FirstName": "Ana"},
            {"danger_now": "perhaps"},
            key="key-of-mine",
            by=partners.actor(system()),
            at=timezone.now(),
        )
    assert not Draft.objects.exists()
