"""Drafts and referrals are read by name of who asks; what is not theirs does not exist for them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from opennrm.partners.access import NotYours
from opennrm.referrals.queries import (
    consents_of,
    draft_for,
    drafts_of,
    referral_for,
    referral_head,
    referral_read,
    referrals_of,
    safe_ways_of,
)
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_a_draft_is_its_teams_and_nobody_elses() -> None:
    by = made.referrer()
    draft_id = made.draft(by)
    assert draft_for(by, draft_id).reference is None
    assert [row.id for row in drafts_of(by)] == [draft_id]
    assert drafts_of(made.referrer()) == []
    for nobodys in (draft_id, uuid4()):
        with pytest.raises(NotYours):
            draft_for(made.referrer(), nobodys)


def test_a_sent_draft_leaves_the_list_and_leads_to_its_referral() -> None:
    by = made.referrer()
    reference = made.referred(by)
    assert drafts_of(by) == []
    assert [(row.reference, row.kind) for row in referrals_of(by)] == [(reference, "adult")]
    assert referrals_of(made.referrer()) == []


def test_a_referral_is_read_by_its_organisation_only() -> None:
    by, at = made.referrer(), timezone.now()
    reference = made.referred(by)
    read = referral_for(by, reference, at=at)
    assert (read.name, read.kind, read.organisation) == ("Linh Exemple", "adult", by.organisation_name)
    assert referral_head(reference).organisation_id == by.organisation_id
    for asker, asked in ((made.referrer(), reference), (by, "NRM-0000-0000")):
        with pytest.raises(NotYours):
            referral_for(asker, asked, at=at)
    with pytest.raises(NotYours):
        referral_read("NRM-0000-0000")


def test_each_consent_is_a_record_of_its_own() -> None:
    given = {row.scope: row.given for row in consents_of(made.referred(police_contact_agreed="no"))}
    assert given == {"referral": True, "support": True, "police_contact": False, "sharing": True}


def test_without_a_confirmed_address_the_way_is_handing_over() -> None:
    posted = safe_ways_of(referral_read(made.referred()).person_id)
    assert [(way.audience, way.channel, way.confirmed_safe) for way in posted] == [("person", "post", True)]
    reference = made.referred(decision_by=["no_safe_way_yet"])
    handed = safe_ways_of(referral_read(reference).person_id)
    assert [(way.channel, way.lines, way.confirmed_safe) for way in handed] == [("hand_over", (), False)]
