"""A child turns 18: prompted ahead, an adult with their own consent, and flagged without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.closing import close_case
from opennrm.cases.actions.growing_up import decide_age, record_consent_to_stay
from opennrm.cases.actions.withdrawing import withdraw_case
from opennrm.cases.models import Case
from opennrm.cases.sweeping import PARTS, sweep
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.consent import Consent, ConsentScope, Interpreter
from opennrm.mechanism.growing_up import CONSENT_NEEDED
from opennrm.mechanism.interruptions import Withdrawal
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.vocabulary import HowGiven
from opennrm.notifications.models import Letter
from opennrm.referrals.verification import check_referrals
from opennrm.web.cases.moving import aside
from tests.factories import referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def turning_18_in(house: referrals.House, days: int, **changed: Any) -> str:
    day = legal_day(house.at) + timedelta(days=days)
    born = date(day.year - 18, day.month, min(day.day, 28) if day.month == 2 else day.day)
    return house.child(date_of_birth=born.isoformat(), **changed)


def consent(house: referrals.House) -> Consent:
    return Consent(
        scopes=frozenset({ConsentScope.REFERRAL, ConsentScope.SUPPORT}),
        language="vie",
        explained_by="Ola Brightwater",
        interpreter=Interpreter.PROFESSIONAL,
        how_given=HowGiven.SPOKEN,
        given_on=legal_day(house.at),
    )


def kinds(reference: str) -> list[str]:
    about = ("AdulthoodNear", "AdultConsentNeeded", "BecameAdult", "AgeDecided")
    return [event.kind for event in events_of_case(reference) if event.kind in about]


def swept(at: datetime) -> int:
    return sweep(at)["children turning 18"]


def test_those_who_hold_the_case_are_prompted_100_and_30_days_before(house: referrals.House) -> None:
    reference = turning_18_in(house, 101)
    assert [swept(house.at + timedelta(days=days)) for days in (0, 1, 2, 70, 71, 72)] == [0, 1, 0, 0, 1, 0]
    told = [event.facts["days_ahead"] for event in events_of_case(reference) if event.kind == "AdulthoodNear"]
    assert told == [100, 30]
    assert Letter.objects.filter(kind="consent_before_18").exists() or Letter.objects.filter(kind="notice_of_change")


def test_with_consent_the_case_is_an_adults_on_the_birthday_and_not_before(house: referrals.House) -> None:
    reference = turning_18_in(house, 10)
    record_consent_to_stay(reference, consent(house), token="t", by=house.actor("officer"), at=house.at)
    assert swept(house.at + timedelta(days=9)) == 1  # the prompt
    assert Case.objects.get().kind == "child"
    assert swept(house.at + timedelta(days=10)) == 1
    assert Case.objects.get().kind == "adult"
    assert swept(house.at + timedelta(days=11)) == 0
    assert kinds(reference) == ["AdulthoodNear", "BecameAdult"]
    assert check_cases() == []
    assert check_referrals() == []


def test_without_consent_the_case_waits_flagged_until_it_is_given(house: referrals.House) -> None:
    reference = turning_18_in(house, 1)
    day = house.at + timedelta(days=1)
    assert [swept(day), swept(day), swept(day + timedelta(days=1))] == [1, 0, 0]
    assert (Case.objects.get().kind, kinds(reference)) == ("child", ["AdultConsentNeeded"])
    given = replace(consent(house), given_on=legal_day(day))
    record_consent_to_stay(reference, given, token="t", by=house.actor("caseworker"), at=day)
    assert (Case.objects.get().kind, kinds(reference)) == ("adult", ["AdultConsentNeeded", "BecameAdult"])
    assert check_cases() == []
    assert check_referrals() == []


def test_an_adults_papers_are_handed_over_where_no_way_is_known(house: referrals.House) -> None:
    reference = turning_18_in(house, 0, age_answer="not_sure")
    decide_age(
        reference,
        age="adult",
        assessed_by="local_authority",
        decided_on=legal_day(house.at),
        seen=house.case(reference).version,
        by=house.actor("caseworker"),
        at=house.at,
    )
    assert (Case.objects.get().kind, Case.objects.get().age_answer) == ("child", "adult")
    record_consent_to_stay(reference, consent(house), token="t", by=house.actor("caseworker"), at=house.at)
    assert Case.objects.get().kind == "adult"
    house.decide(reference, "positive")
    papers = Letter.objects.get(kind="reasonable_grounds_positive")
    assert (papers.audience, papers.channel) == ("person", "hand_over")
    assert check_cases() == []


def test_a_doubt_about_an_age_is_not_settled_by_a_birthday(house: referrals.House) -> None:
    reference = turning_18_in(house, 0, age_answer="not_sure")
    assert swept(house.at) == 0
    record_consent_to_stay(reference, consent(house), token="t", by=house.actor("caseworker"), at=house.at)
    assert Case.objects.get().kind == "child"


def test_found_to_be_a_child_they_turn_18_like_any_other(house: referrals.House) -> None:
    reference = turning_18_in(house, 5, age_answer="not_sure")
    told = {"assessed_by": "court", "decided_on": legal_day(house.at)}
    by, at = house.actor("caseworker"), house.at
    decide_age(reference, age="under_18", seen=house.case(reference).version, by=by, at=at, **told)  # type: ignore[arg-type]
    assert swept(at + timedelta(days=5)) == 1
    assert kinds(reference) == ["AgeDecided", "AdultConsentNeeded"]
    assert check_cases() == []


def test_an_adult_is_not_asked_again(house: referrals.House) -> None:
    reference = house.adult()
    with pytest.raises(Refused, match="an_adult_already"):
        record_consent_to_stay(reference, consent(house), token="t", by=house.actor("caseworker"), at=house.at)


def test_a_consent_that_was_not_explained_does_not_suffice(house: referrals.House) -> None:
    reference = turning_18_in(house, 5)
    given = replace(consent(house), explained_by="")
    with pytest.raises(Refused, match="consent_not_explained"):
        record_consent_to_stay(reference, given, token="t", by=house.actor("caseworker"), at=house.at)


def test_no_event_tells_the_date_of_birth(house: referrals.House) -> None:
    reference = turning_18_in(house, 1)
    sweep(house.at + timedelta(days=1))
    year = str(legal_day(house.at + timedelta(days=1)).year - 18)
    assert year not in str([event.facts for event in events_of_case(reference) if event.kind != "ReferralSubmitted"])


def test_every_part_of_the_sweep_has_a_name_to_tell() -> None:
    assert set(sweep(datetime.fromisoformat("2026-03-02T09:00:00+00:00"))) == set(PARTS)


def decided(house: referrals.House, reference: str, age: str, born_on: date | None = None) -> None:
    decide_age(
        reference,
        age=age,
        assessed_by="local_authority",
        decided_on=legal_day(house.at),
        date_of_birth=born_on,
        seen=house.case(reference).version,
        by=house.actor("caseworker"),
        at=house.at,
    )


UNKNOWN = {"not_known": "They do not know it."}


def test_a_child_whose_birthday_nobody_knows_is_found_to_be_an_adult_and_can_then_leave(house: referrals.House) -> None:
    reference = house.child(date_of_birth=UNKNOWN)
    record_consent_to_stay(reference, consent(house), token="t", by=house.actor("caseworker"), at=house.at)
    assert Case.objects.get().kind == "child"
    decided(house, reference, "adult")
    assert (Case.objects.get().kind, Case.objects.get().age_answer) == ("adult", "adult")
    assert kinds(reference) == ["AgeDecided", "BecameAdult"]
    said = Withdrawal(way=WayOfWithdrawing.WRITTEN, said_on=legal_day(house.at))
    withdraw_case(reference, said, seen=house.case(reference).version, by=house.actor("caseworker"), at=house.at)
    assert Case.objects.get().stage == "withdrawn"
    assert (check_cases(), check_referrals()) == ([], [])


def test_without_their_consent_the_case_of_one_found_to_be_an_adult_can_be_closed(house: referrals.House) -> None:
    reference = house.child(date_of_birth=UNKNOWN)
    decided(house, reference, "adult")
    reason, seen = "turned_18_without_consent", house.case(reference).version
    close_case(reference, reason=reason, seen=seen, by=house.actor("caseworker"), at=house.at)
    assert Case.objects.get().stage == "closed"
    assert check_cases() == []


def test_a_child_whose_birthday_is_found_turns_18_on_it(house: referrals.House) -> None:
    reference = house.child(date_of_birth=UNKNOWN)
    with pytest.raises(Refused, match="no_date_of_birth"):
        decided(house, reference, "under_18")
    day = legal_day(house.at) + timedelta(days=5)
    decided(house, reference, "under_18", date(day.year - 18, day.month, min(day.day, 28)))
    with pytest.raises(Refused, match="age_not_in_doubt"):
        decided(house, reference, "adult")
    assert swept(house.at + timedelta(days=5)) == 1
    assert kinds(reference) == ["AgeDecided", "AdultConsentNeeded"]
    assert (check_cases(), check_referrals()) == ([], [])


def answered(house: referrals.House, reference: str) -> None:
    given = replace(consent(house), given_on=legal_day(house.at))
    record_consent_to_stay(reference, given, token="answer", by=house.actor("caseworker"), at=house.at)


def test_while_their_answer_is_missing_nothing_is_put_forward(house: referrals.House) -> None:
    reference = turning_18_in(house, 1)
    then = house.later(1)
    swept(then.at)
    for outcome in ("positive", "negative"):
        with pytest.raises(Refused, match="adult_consent_needed") as refused:
            then.decide(reference, outcome)
    assert refused.value.refusal.because == CONSENT_NEEDED.because
    assert Case.objects.get().stage == "reasonable_grounds_pending"
    answered(then, reference)
    assert then.decide(reference, "positive") == "recovery"
    assert check_cases() == []


def test_a_decision_that_was_checked_before_the_birthday_is_not_served_after_it(house: referrals.House) -> None:
    reference = turning_18_in(house, 1)
    house.decide(reference, "negative")
    house.check(reference)
    then = house.later(1)
    with pytest.raises(Refused, match="adult_consent_needed"):
        then.serve(reference)
    answered(then, reference)
    then.serve(reference)
    assert Case.objects.get().reasonable_grounds == "negative"


def test_recovery_is_ended_neither_by_hand_nor_by_the_sweep(house: referrals.House) -> None:
    reference = turning_18_in(house, 20)
    house.decide(reference, "positive")
    with pytest.raises(Refused, match="adult_consent_needed"):
        house.ended(reference, 40)
    then = house.later(40)
    sweep(then.at)
    assert Case.objects.get().stage == "recovery"
    answered(then, reference)
    sweep(then.at)
    assert Case.objects.get().stage == "conclusive_grounds_pending"
    assert check_cases() == []


def test_somebody_found_to_be_an_adult_is_waited_for_too(house: referrals.House) -> None:
    reference = turning_18_in(house, 0, age_answer="not_sure")
    by, seen = house.actor("caseworker"), house.case(reference).version
    told = {"age": "adult", "assessed_by": "court", "decided_on": legal_day(house.at), "seen": seen}
    decide_age(reference, **told, by=by, at=house.at)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="adult_consent_needed"):
        house.decide(reference, "positive")


def test_the_page_of_the_case_says_it_on_top(house: referrals.House) -> None:
    reference, then = turning_18_in(house, 1), house.later(1)
    sweep(then.at)

    def notices() -> list[str]:
        return list(aside(then.case(reference), events_of_case(reference), legal_day(then.at))["notices"])

    assert notices() == [f"18, consent needed. {CONSENT_NEEDED.because}"]
    answered(then, reference)
    assert notices() == []
