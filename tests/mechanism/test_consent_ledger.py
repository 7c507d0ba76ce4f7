"""What may be recorded of a consent, and what a no is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from opennrm.mechanism.consent import ConsentScope, Interpreter
from opennrm.mechanism.consent_ledger import (
    ON_THE_CASE,
    WHAT_STOPS,
    Said,
    Spoken,
    refusal_to_record,
    said_now,
    standing,
)
from opennrm.mechanism.receivers import Receiver, stopped_by
from opennrm.mechanism.sources import SOURCES
from opennrm.mechanism.vocabulary import HowGiven, ReferralKind

TODAY = date(2026, 11, 20)
NO = Spoken(
    scope=ConsentScope.POLICE_CONTACT,
    agrees=False,
    through="Kim Ellis, support worker",
    how=HowGiven.SPOKEN,
    language="vie",
    interpreter=Interpreter.PROFESSIONAL,
    said_on=TODAY,
)


def refused(**changed: object) -> str | None:
    found = refusal_to_record(ReferralKind.ADULT, replace(NO, **changed), on=TODAY)  # type: ignore[arg-type]
    return found.code if found else None


def test_an_adult_can_say_no_to_each_for_itself() -> None:
    assert [refused(scope=scope) for scope in ON_THE_CASE] == [None, None, None]


def test_leaving_the_mechanism_is_not_recorded_beside_the_withdrawal() -> None:
    assert refused(scope=ConsentScope.REFERRAL) == refused(scope=None) == "wrong_scope"


@pytest.mark.parametrize(
    ("field", "empty"),
    [("agrees", None), ("through", "  "), ("how", None), ("language", ""), ("interpreter", None), ("said_on", None)],
)
def test_nothing_of_how_it_was_said_may_be_missing(field: str, empty: object) -> None:
    assert refused(**{field: empty}) is not None


def test_nobody_has_said_it_tomorrow() -> None:
    assert refused(said_on=TODAY + timedelta(days=1)) == "said_in_the_future"


def test_nothing_of_a_child_rests_on_consent() -> None:
    found = refusal_to_record(ReferralKind.CHILD, NO, on=TODAY)
    assert found is not None
    assert found.code == "child_need_not_consent"


@pytest.mark.parametrize(
    ("agrees", "before", "called"),
    [
        (True, None, Said.GIVEN),
        (True, Said.WITHDRAWN, Said.GIVEN),
        (False, Said.GIVEN, Said.WITHDRAWN),
        (False, None, Said.REFUSED),
        (False, Said.REFUSED, Said.REFUSED),
    ],
)
def test_a_no_takes_back_what_was_given_and_refuses_otherwise(agrees: bool, before: Said | None, called: Said) -> None:
    assert said_now(agrees, before) is called


def test_what_was_said_last_stands() -> None:
    said = [(ConsentScope.SUPPORT, Said.GIVEN), (ConsentScope.SUPPORT, Said.WITHDRAWN)]
    assert standing(said) == {ConsentScope.SUPPORT: Said.WITHDRAWN}


def test_of_every_consent_it_is_told_what_taking_it_back_stops() -> None:
    assert set(WHAT_STOPS) == set(ConsentScope)
    assert all(stops.words and stops.source in SOURCES for stops in WHAT_STOPS.values())


def test_before_they_record_a_no_people_are_told_whom_it_ends_for() -> None:
    """A no to sharing ends the support provider's part in the case, and nobody reads what they had any more."""
    words = WHAT_STOPS[ConsentScope.SHARING].words
    assert stopped_by(ConsentScope.SHARING) >= {Receiver.SUPPORT_PROVIDER, Receiver.POLICE_HERE, Receiver.POLICE_THERE}
    assert "The support provider’s part in the case ends" in words
    assert "neither it nor a police force can read any longer what it has here" in words
    assert "what it has received can no longer be read" in WHAT_STOPS[ConsentScope.POLICE_CONTACT].words
