"""Ola adds to her draft, and to what she sent of it; the same words name both, and nobody else's opens to her."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.audit.record import command
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from opennrm.referrals.adding import draft_of, drafts_of, lock_draft, lock_sent, references_of
from opennrm.referrals.models import ReferralAccess
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_a_draft_is_held_for_who_shares_it_until_it_is_sent() -> None:
    ola, other = made.referrer(), made.referrer()
    draft = made.draft(ola)
    with command():
        lock_draft(draft, by=ola)
        with pytest.raises(NotYours):
            lock_draft(draft, by=other)
    sent = draft_of(made.referred(ola))
    with command(), pytest.raises(Refused) as refused:
        lock_draft(sent, by=ola)
    assert refused.value.refusal.code == "already_sent"


def test_a_sent_referral_is_held_for_who_sent_it_and_leads_to_its_draft() -> None:
    ola, other, at = made.referrer(), made.referrer(), timezone.now()
    reference = made.referred(ola)
    with command():
        draft = lock_sent(reference, by=ola, at=timezone.now())
        for stranger in (other, made.officer("caseworker")):
            with pytest.raises(NotYours):
                lock_sent(reference, by=stranger, at=timezone.now())
    assert draft == draft_of(reference)
    assert references_of([draft, made.draft(ola)]) == {draft: reference}
    assert drafts_of([reference, "NRM-NONE"]) == {reference: draft}
    ReferralAccess.objects.update(until_at=at)
    with command(), pytest.raises(NotYours):
        lock_sent(reference, by=ola, at=timezone.now())


def test_there_is_no_draft_of_what_there_is_not() -> None:
    with pytest.raises(NotYours):
        draft_of("NRM-NONE")
