"""Drafts are saved page by page and sent once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from opennrm.audit.models import EventRow
from opennrm.cases.models import Case, Clock
from opennrm.demo.answers import adult_answers, child_answers, write_referral
from opennrm.mechanism.calendar import CALENDAR, legal_day
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from opennrm.referrals.actions import discard_draft, save_page, start_draft, submit_referral
from opennrm.referrals.models import Consent, Draft, Referral
from opennrm.referrals.queries import draft_for, drafts_of, referral_for, referrals_of
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db
ROLE = {"referrer_role": ["Inspector of barges"], "referrer_phone": ["020 7946 0123"]}


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def test_a_page_is_kept_when_it_is_saved_and_a_colleague_carries_on(house: referrals.House) -> None:
    draft_id = start_draft(by=house.actor("officer"), at=house.at)
    save_page(draft_id, "danger-now", {"danger_now": ["no"]}, by=house.actor("officer"), at=house.at)
    saved = save_page(draft_id, "your-nation", {"referrer_nation": ["wales"]}, by=house.actor("colleague"), at=house.at)
    assert saved.answers == {"danger_now": "no", "referrer_nation": "wales"}
    assert [row.id for row in drafts_of(house.actor("colleague"))] == [draft_id]


def test_a_page_with_an_error_keeps_nothing_and_gives_back_what_was_typed(house: referrals.House) -> None:
    draft_id = start_draft(by=house.actor("officer"), at=house.at)
    save_page(draft_id, "age", {"age_answer": ["under_18"]}, by=house.actor("officer"), at=house.at)
    saved = save_page(
        draft_id, "your-role", {"referrer_role": ["Constable"], "referrer_phone": ["12"]},
        by=house.actor("officer"), at=house.at,
    )  # fmt: skip
    assert [error.field_id for error in saved.page.errors] == ["referrer_phone"]
    assert saved.page.typed == {"referrer_role": ["Constable"], "referrer_phone": ["12"]}
    assert draft_for(house.actor("officer"), draft_id).answers == {"age_answer": "under_18"}


def test_a_draft_of_another_organisation_does_not_exist(house: referrals.House) -> None:
    draft_id = start_draft(by=house.actor("officer"), at=house.at)
    stranger = partners.actor(partners.account("first_responder"))
    with pytest.raises(NotYours):
        draft_for(stranger, draft_id)
    with pytest.raises(NotYours):
        save_page(draft_id, "danger-now", {"danger_now": ["no"]}, by=stranger, at=house.at)
    with pytest.raises(NotYours):
        submit_referral(draft_id, token="token", by=stranger, at=house.at)


def test_sending_makes_one_referral_with_its_consents_and_its_case(house: referrals.House) -> None:
    reference = house.adult()
    referral = referral_for(house.actor("officer"), reference, at=house.at)
    assert referral.name == "Linh Exemple"
    assert {consent.scope for consent in Consent.objects.filter(given=True)} == {
        "referral",
        "support",
        "police_contact",
        "sharing",
    }
    assert Case.objects.get().reference == reference
    assert [row.reference for row in referrals_of(house.actor("colleague"))] == [reference]


def test_sending_twice_gives_the_same_reference(house: referrals.House) -> None:
    officer = house.actor("officer")
    draft_id = write_referral(adult_answers(legal_day(house.at)), by=officer, at=house.at)
    first = submit_referral(draft_id, token="one", by=officer, at=house.at)
    again = submit_referral(draft_id, token="one", by=officer, at=house.at)
    from_another_tab = submit_referral(draft_id, token="two", by=officer, at=house.at)
    by_a_colleague = submit_referral(draft_id, token="one", by=house.actor("colleague"), at=house.at)
    assert {first, again, from_another_tab, by_a_colleague} == {Referral.objects.get().reference}


def test_answers_that_somebody_saved_after_they_were_checked_are_not_sent(house: referrals.House) -> None:
    officer = house.actor("officer")
    draft_id = write_referral(adult_answers(legal_day(house.at)), by=officer, at=house.at)
    checked = draft_for(officer, draft_id).version
    save_page(draft_id, "your-role", ROLE, by=house.actor("colleague"), at=house.at)
    with pytest.raises(Refused, match="changed_meanwhile") as refused:
        submit_referral(draft_id, token="one", by=officer, at=house.at, seen=checked)
    assert refused.value.refusal.because.startswith("Tamsin Reed saved an answer since you checked them")
    assert not Referral.objects.exists()
    read_again = draft_for(officer, draft_id).version
    reference = submit_referral(draft_id, token="one", by=officer, at=house.at, seen=read_again)
    # Sent again from the old page, which never had an answer: the same referral, and no refusal.
    assert submit_referral(draft_id, token="one", by=officer, at=house.at, seen=checked) == reference
    assert submit_referral(draft_id, token="two", by=officer, at=house.at, seen=checked) == reference


def test_what_was_sent_can_no_longer_be_changed(house: referrals.House) -> None:
    officer = house.actor("officer")
    draft_id = write_referral(adult_answers(legal_day(house.at)), by=officer, at=house.at)
    submit_referral(draft_id, token="one", by=officer, at=house.at)
    with pytest.raises(Refused, match="already_sent"):
        save_page(draft_id, "danger-now", {"danger_now": ["yes"]}, by=officer, at=house.at)
    with pytest.raises(Refused, match="already_sent"):
        discard_draft(draft_id, by=officer, at=house.at)


def test_a_draft_with_something_missing_is_not_sent(house: referrals.House) -> None:
    officer = house.actor("officer")
    draft_id = start_draft(by=officer, at=house.at)
    with pytest.raises(Refused, match="not_complete"):
        submit_referral(draft_id, token="one", by=officer, at=house.at)
    assert not Referral.objects.exists()


def test_an_answer_that_no_longer_applies_is_gone_from_what_is_sent(house: referrals.House) -> None:
    officer = house.actor("officer")
    answers = child_answers(legal_day(house.at))
    draft_id = write_referral(answers, by=officer, at=house.at)
    assert "council_contacted" in draft_for(officer, draft_id).answers
    save_page(
        draft_id, "age", {"age_answer": ["adult"], "under_18_during_exploitation": ["no"]}, by=officer, at=house.at
    )
    kept = draft_for(officer, draft_id).answers
    assert "council_contacted" not in kept
    assert "decision_contact_name" not in kept


def test_no_consent_is_recorded_for_a_child(house: referrals.House) -> None:
    house.child()
    assert not Consent.objects.exists()
    assert not EventRow.objects.filter(kind="ConsentRecorded").exists()


def test_events_hold_no_name_and_no_answer(house: referrals.House) -> None:
    house.adult()
    said = " ".join(EventRow.objects.values_list("body", flat=True))
    for secret in ("Linh", "Exemple", "Lantern", "nail bar", "07700", "1994"):
        assert secret not in said


def test_text_is_kept_exactly_as_typed(house: referrals.House) -> None:
    typed = "  First line\r\n\r\n\tsecond – “quoted” https://example.example/?a=1 <b>&amp;</b> ዓለም ‏עולם  "
    reference = house.adult(professional_judgement=typed)
    kept = referral_for(house.actor("officer"), reference, at=house.at).answers["professional_judgement"]
    assert kept == typed


def test_a_draft_moves_to_the_newest_questions_and_says_what_changed(house: referrals.House) -> None:
    officer = house.actor("officer")
    draft_id = start_draft(by=officer, at=house.at)
    save_page(draft_id, "danger-now", {"danger_now": ["no"]}, by=officer, at=house.at)
    draft = Draft.objects.get(id=draft_id)
    draft.catalogue_version, draft.answers = "0", {"danger_now": "no", "a_question_of_old": "yes"}
    draft.save()
    read = draft_for(officer, draft_id)
    assert read.answers == {"danger_now": "no"}
    assert read.changes[0] == "The questions have changed since this draft was last saved."
    save_page(draft_id, "your-nation", {"referrer_nation": ["england"]}, by=officer, at=house.at)
    assert draft_for(officer, draft_id).changes == ()


def test_a_referral_is_refused_when_no_team_would_receive_it() -> None:
    force = partners.team(partners.organisation())
    officer = partners.actor(partners.account("first_responder", in_team=force))
    at = referrals.timezone.now()
    draft_id = write_referral(adult_answers(legal_day(at)), by=officer, at=at)
    with pytest.raises(Refused, match="no_receiving_team"):
        submit_referral(draft_id, token="one", by=officer, at=at)
    assert not Referral.objects.exists()
    assert not EventRow.objects.filter(kind="ReferralSubmitted").exists()


def test_a_sent_referral_is_no_more_open_than_its_draft(house: referrals.House) -> None:
    reference = house.adult()
    next_door = partners.actor(
        partners.account("first_responder", in_team=partners.team(house.officer.organisation, "South"))
    )
    assert referrals_of(next_door) == []
    with pytest.raises(NotYours):
        referral_for(next_door, reference, at=house.at)


def test_a_referral_is_received_beyond_the_known_bank_holidays(house: referrals.House) -> None:
    beyond = datetime(CALENDAR.last_year, 12, 28, 12, tzinfo=UTC)
    reference = house.adult(beyond)
    clock = Clock.objects.get(case__reference=reference)
    assert clock.due_on is None
    assert "The last day is not known yet" in clock.explanation
