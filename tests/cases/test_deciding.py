"""Decisions: written, checked, served once, and never a negative without its second officer."""

from __future__ import annotations

import pytest

from opennrm.audit.models import EventRow
from opennrm.cases.actions.deciding import check_decision, decide_reasonable_grounds, serve_decision
from opennrm.cases.models import Case, Check, Clock, Decision
from opennrm.cases.queries import decisions_of, standing_decision
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Letter
from opennrm.partners.access import NotYours
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def test_a_positive_decision_is_served_at_once_and_starts_the_recovery_period(house: referrals.House) -> None:
    reference = house.adult()
    assert house.decide(reference, "positive") == "recovery"
    case = house.case(reference)
    assert case.reasonable_grounds == "positive"
    running = Clock.objects.get(case_id=case.id, ended_at__isnull=True, rule="recovery_period")
    assert (running.due_on - running.starts_on).days == 30
    assert Clock.objects.get(case_id=case.id, rule="reasonable_grounds_decision").ended_because == "met"


def test_a_negative_decision_waits_for_its_second_officer(house: referrals.House) -> None:
    reference = house.adult()
    assert house.decide(reference, "negative") == "reasonable_grounds_to_check"
    assert not Letter.objects.exists()
    with pytest.raises(Refused, match="no_second_officer"):
        house.serve(reference)
    house.check(reference)
    house.serve(reference)
    assert house.case(reference).stage == "reasonable_grounds_negative"
    assert {letter.kind for letter in Letter.objects.all()} == {"reasonable_grounds_negative", "notice_of_outcome"}


def test_a_negative_decision_needs_reasons(house: referrals.House) -> None:
    reference = house.adult()
    with pytest.raises(Refused, match="no_reasons") as refused:
        house.decide(reference, "negative", "  \r\n ")
    assert refused.value.refusal.field == "reasons"
    assert not Decision.objects.exists()


@pytest.mark.proves("2.3.5")
def test_nobody_checks_their_own_decision(house: referrals.House) -> None:
    partners.RoleHeld.objects.create(
        account=house.caseworker,
        role="second_officer",
        team=house.caseworker.roles_held.get().team,
        from_at=partners.LONG_AGO,
    )
    reference = house.adult()
    house.decide(reference, "negative")
    with pytest.raises(Refused, match="own_decision"):
        house.check(reference, who="caseworker")


def test_a_returned_decision_can_be_written_again(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "negative")
    with pytest.raises(Refused, match="no_remark"):
        house.check(reference, agreed=False)
    house.check(reference, agreed=False, remark="Look at the notebook.")
    assert house.case(reference).stage == "reasonable_grounds_pending"
    house.decide(reference, "positive")
    assert sorted(decision.state for decision in decisions_of(house.case(reference).id)) == ["returned", "served"]


def test_an_edit_makes_the_countersignature_void(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "negative", "The first text.")
    house.check(reference)
    house.decide(reference, "negative", "The second text.")
    assert Check.objects.get().void_at is not None
    assert EventRow.objects.filter(kind="CountersignatureVoided").exists()
    with pytest.raises(Refused, match="no_second_officer"):
        house.serve(reference)
    house.check(reference)
    house.serve(reference)


@pytest.mark.proves("REL-13")
def test_what_is_countersigned_is_the_text_that_was_read(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "negative", "The first text.")
    read = standing_decision(house.case(reference).id)
    assert read is not None
    house.decide(reference, "negative", "The second text.")
    with pytest.raises(Refused, match="changed_meanwhile"):
        check_decision(
            reference,
            text_hash=read.text_hash,
            agreed=True,
            remark="",
            seen=house.case(reference).version,
            by=house.actor("second_officer"),
            at=house.at,
        )


@pytest.mark.proves("REL-13")
def test_whoever_decides_second_is_told_what_changed(house: referrals.House) -> None:
    reference = house.adult()
    seen = house.case(reference).version
    house.decide(reference, "negative")
    with pytest.raises(Refused, match="changed_meanwhile") as refused:
        decide_reasonable_grounds(
            reference, outcome="positive", reasons="", seen=seen, by=house.actor("second_caseworker"), at=house.at
        )
    assert "Imran Hollis: A negative decision on reasonable grounds was put forward" in refused.value.refusal.because
    assert Decision.objects.count() == 1


def test_pressing_twice_decides_once(house: referrals.House) -> None:
    reference = house.adult()
    seen = house.case(reference).version
    for _press in range(3):
        stage = decide_reasonable_grounds(
            reference, outcome="positive", reasons="", seen=seen, by=house.actor("caseworker"), at=house.at
        )
        assert stage == "recovery"
    assert Decision.objects.count() == 1


def test_a_colleague_does_not_replace_what_is_being_checked(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "negative")
    with pytest.raises(Refused, match="being_checked"):
        house.decide(reference, "positive", who="second_caseworker")


def test_a_case_of_another_team_does_not_exist(house: referrals.House) -> None:
    reference = house.adult()
    elsewhere = partners.actor(partners.account("caseworker", in_team=partners.team(partners.organisation())))
    with pytest.raises(NotYours):
        decide_reasonable_grounds(reference, outcome="positive", reasons="", seen=0, by=elsewhere, at=house.at)
    with pytest.raises(NotYours):
        serve_decision(reference, seen=0, by=elsewhere, at=house.at)


def test_a_first_responder_cannot_decide(house: referrals.House) -> None:
    reference = house.adult()
    with pytest.raises(Refused, match="not_your_role"):
        house.decide(reference, "positive", who="officer")


def test_letters_never_go_to_a_child(house: referrals.House) -> None:
    reference = house.child()
    house.decide(reference, "positive")
    assert {letter.audience for letter in Letter.objects.all()} == {"council", "first_responder"}


def test_nothing_is_posted_where_no_address_is_safe(house: referrals.House) -> None:
    reference = house.adult(decision_by=["no_safe_way_yet"])
    house.decide(reference, "positive")
    to_the_person = Letter.objects.get(audience="person")
    assert to_the_person.channel == "hand_over"
    assert any("Handed over by" in line for line in to_the_person.addressee)


def test_the_case_counts_every_change(house: referrals.House) -> None:
    reference = house.adult()
    assert Case.objects.get().version == 0
    house.decide(reference, "negative")
    house.check(reference)
    house.serve(reference)
    assert house.case(reference).version == 3
