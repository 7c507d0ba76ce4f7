"""The consent to stay takes the place of any that stood, and an adult's letters have a way to reach them."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.audit.record import command
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.consent import Consent, ConsentScope, Interpreter
from opennrm.mechanism.vocabulary import HowGiven
from opennrm.referrals.models import Person, SafeContact
from opennrm.referrals.staying import dates_of_birth, has_consented, keep_consent_to_stay
from opennrm.referrals.verification import check_referrals
from tests.factories import cases as made


@pytest.mark.django_db
def test_the_newest_consent_stands_and_papers_are_handed_over() -> None:
    by = made.referrer()
    reference = made.referred(by, child=True, date_of_birth="2010-01-01")
    assert not has_consented(reference)
    for scopes in ({ConsentScope.REFERRAL, ConsentScope.SUPPORT}, {ConsentScope.REFERRAL}):
        given = Consent(
            scopes=frozenset(scopes),
            language="cym",
            explained_by="Mali Quay",
            interpreter=Interpreter.NOT_NEEDED,
            how_given=HowGiven.SIGNED,
            given_on=legal_day(timezone.now()),
        )
        with command():
            keep_consent_to_stay(reference, given, by=by.account_id, at=timezone.now())
    assert has_consented(reference)
    assert sorted(SafeContact.objects.values_list("audience", "channel")) == [
        ("council", "post"),
        ("person", "hand_over"),
    ]
    assert check_referrals() == []
    person = Person.objects.get()
    assert [day.isoformat() for day in dates_of_birth([person.id]).values()] == ["2010-01-01"]
