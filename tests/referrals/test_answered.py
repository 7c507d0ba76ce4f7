"""What a referral says now, and by which questions: as corrected last, and with a copy that is built once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opennrm.partners.access import NotYours
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.frozen import catalogue_as_data
from opennrm.referrals import answered as module
from opennrm.referrals.answered import answered, current_key, kind_and_questions
from opennrm.referrals.models import CatalogueCopy, Referral
from opennrm.referrals.queries import referral_read
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_it_is_what_everybody_else_reads_of_it_and_costs_one_statement() -> None:
    made.authority_team()
    reference = made.referred()
    answered(reference)
    with CaptureQueriesContext(connection) as asked:
        found = answered(reference)
    assert len(asked) == 1
    assert found.answers == referral_read(reference).answers
    assert found.catalogue is CATALOGUE
    assert kind_and_questions(reference) == ("adult", CATALOGUE)


def test_an_older_copy_is_built_once_and_says_what_was_asked_then() -> None:
    made.authority_team()
    reference = made.referred()
    older = catalogue_as_data(CATALOGUE) | {"version": 3}
    copy = CatalogueCopy.objects.create(hash="0" * 64, version="3", content=older)
    Referral.objects.filter(reference=reference).update(catalogue=copy)
    first = kind_and_questions(reference)[1]
    assert first.version == 3
    assert answered(reference).catalogue is first
    module._catalogue_of.cache_clear()


def test_of_a_referral_that_is_not_there_nothing_is_told() -> None:
    for ask in (answered, kind_and_questions):
        with pytest.raises(NotYours):
            ask("NRM-0000-0000-00")
    assert len(current_key()) == 64
