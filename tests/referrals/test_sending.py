"""What a sent referral is kept as: answers that apply, person, consents, safe ways, access, and an event of codes."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.mechanism.refusal import Refused
from opennrm.referrals.models import CatalogueCopy, Draft, Person, Referral, ReferralAccess, SafeContact
from opennrm.referrals.sending import hash_of_contact, keep_referral
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_the_draft_is_emptied_and_the_catalogue_kept_once() -> None:
    made.referred()
    made.referred()
    assert {str(draft.answers) for draft in Draft.objects.all()} == {"{}"}
    assert CatalogueCopy.objects.count() == 1


def test_whoever_referred_and_their_team_may_see_it_and_nobody_else() -> None:
    by = made.referrer()
    made.referred(by)
    assert set(ReferralAccess.objects.values_list("grantee", flat=True)) == {*by.teams, by.account_id}


def test_the_event_holds_codes_and_never_a_name_or_a_word_of_the_answers() -> None:
    by = made.referrer()
    event = next(e for e in events_of_case(made.referred(by)) if e.kind == "ReferralSubmitted")
    told = json.dumps(event.facts)
    assert event.facts["age_answer"] == "adult"
    assert event.facts["answers_hash"] == Referral.objects.get().answers_hash
    for said in ("Linh", "Exemple", "1994", "coach station", "Lantern House", "07700"):
        assert said not in told


def test_access_and_the_safe_way_are_told_as_they_are_kept_and_the_address_is_not() -> None:
    events = events_of_case(made.referred())
    given = [e.facts["grantee"] for e in events if e.kind == "AccessGiven" and e.facts["record"] == "referral"]
    assert sorted(given) == sorted(str(row.grantee) for row in ReferralAccess.objects.all())
    (recorded,) = (e.facts for e in events if e.kind == "SafeContactRecorded")
    kept = SafeContact.objects.get()
    assert (recorded["audience"], recorded["channel"]) == (kept.audience, kept.channel)
    assert recorded["confirmed_safe"] is kept.confirmed_safe
    assert recorded["contact_hash"] == hash_of_contact(kept)
    told = json.dumps(recorded)
    assert not [line for line in [kept.addressee, *(kept.lines or [])] if line and line in told]


def test_the_hash_of_a_safe_contact_covers_all_that_it_says() -> None:
    made.referred()
    kept = SafeContact.objects.get()
    as_kept = hash_of_contact(kept)
    changed = {"audience": "council", "channel": "other", "addressee": "X", "lines": ["X"], "confirmed_safe": None}
    for name, value in changed.items():
        before = getattr(kept, name)
        setattr(kept, name, value)
        assert hash_of_contact(kept) != as_kept, name
        setattr(kept, name, before)
    assert hash_of_contact(kept) == as_kept


def test_a_contradiction_is_refused_by_field_and_nothing_is_kept() -> None:
    by = made.referrer()
    draft_id = made.draft(by)
    with pytest.raises(Refused, match="contradiction") as refused:
        keep_referral(draft_id, "NRM-1", made.answers(date_of_birth="2020-01-01"), by=by, at=timezone.now())
    assert refused.value.refusal.field == "date_of_birth-day"
    assert not Referral.objects.exists()


def test_the_person_has_only_what_was_told() -> None:
    made.referred(first_name={"not_known": "They did not say."}, date_of_birth="1994-05-17")
    person = Person.objects.get()
    assert (person.first_name, person.last_name, person.date_of_birth) == (None, "Exemple", "1994-05-17")
