"""Suspending, withdrawing and closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from opennrm.mechanism.interruptions import (
    ClosingReason,
    ReopeningReason,
    Withdrawal,
    days_suspended,
    refusal_of_withdrawal,
    refusal_to_close,
    refusal_to_reopen,
    refusal_to_suspend,
    refusal_to_withdraw,
)
from opennrm.mechanism.profiles import profile_on
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.mechanism.vocabulary import ReferralKind
from tests.mechanism.versions import NOW

TODAY = date(2026, 3, 2)
SPOKEN = WayOfWithdrawing.SPOKEN_THROUGH_FIRST_RESPONDER


@pytest.mark.parametrize(
    ("suffices", "review_on", "code"),
    [
        (True, date(2026, 4, 1), "evidence_suffices"),
        (False, None, "no_review_day"),
        (False, TODAY, "no_review_day"),
        (False, date(2026, 3, 3), None),
    ],
)
def test_a_suspension_needs_a_day_of_review_and_evidence_that_does_not_suffice(
    suffices: bool, review_on: date | None, code: str | None
) -> None:
    refusal = refusal_to_suspend(evidence_suffices=suffices, review_on=review_on, on=TODAY)
    assert (refusal and refusal.code) == code


@pytest.mark.parametrize("way", WayOfWithdrawing)
def test_a_child_never_withdraws_and_an_adult_in_every_way_of_the_day(way: WayOfWithdrawing) -> None:
    refusal = refusal_to_withdraw(NOW, ReferralKind.CHILD, way)
    assert refusal is not None
    assert refusal.code == "children_stay"
    assert refusal_to_withdraw(NOW, ReferralKind.ADULT, way) is None


def test_a_spoken_withdrawal_does_not_suffice_before_13_february_2026() -> None:
    before = profile_on("borders_act_2023", date(2026, 2, 12))
    refusal = refusal_to_withdraw(before, ReferralKind.ADULT, SPOKEN)
    assert refusal is not None
    assert refusal.because == "Withdrawal must be one of: written; left the country."


@pytest.mark.parametrize(
    ("reason", "kind", "code"),
    [
        (None, ReferralKind.ADULT, "no_closing_reason"),
        (ClosingReason.CONSENT_INVALID, ReferralKind.CHILD, "child_needs_no_consent"),
        (ClosingReason.CONSENT_INVALID, ReferralKind.ADULT, None),
        (ClosingReason.DIED, ReferralKind.CHILD, None),
    ],
)
def test_a_case_closes_for_a_reason_that_can_be(
    reason: ClosingReason | None, kind: ReferralKind, code: str | None
) -> None:
    refusal = refusal_to_close(reason, kind)
    assert (refusal and refusal.code) == code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"said_on": None}, "no_day_of_withdrawal"),
        ({"said_on": date(2026, 3, 3)}, "no_day_of_withdrawal"),
        ({"said_on": date(2026, 2, 28)}, "no_day_of_withdrawal"),
        ({"heard_by": " "}, "no_heard_by"),
        ({"way": None}, "way_of_withdrawing"),
        ({"way": WayOfWithdrawing.LEFT_THE_COUNTRY}, "no_evidence_of_leaving"),
        ({"way": WayOfWithdrawing.WRITTEN, "heard_by": ""}, None),
    ],
)
def test_a_withdrawal_is_recorded_with_what_its_way_needs(changed: dict[str, Any], code: str | None) -> None:
    said = Withdrawal(way=SPOKEN, said_on=TODAY, heard_by="PC 12", language="vie", interpreter="not_needed")
    refusal = refusal_of_withdrawal(
        NOW, ReferralKind.ADULT, replace(said, **changed), received_on=date(2026, 3, 1), on=TODAY
    )
    assert (refusal and refusal.code) == code


@pytest.mark.parametrize("reason", ReopeningReason)
@pytest.mark.parametrize("ended_because", [*ClosingReason, *WayOfWithdrawing])
def test_an_ending_is_undone_only_by_a_reason_that_puts_it_right(reason: ReopeningReason, ended_because: str) -> None:
    refusal = refusal_to_reopen(reason, ended_because=ended_because, ended_on=TODAY, on=TODAY)
    fits = {
        "person_found": {"left_the_country", "not_in_jurisdiction"},
        "not_a_duplicate": {"duplicate"},
        "consented_after_all": {"consent_invalid", "turned_18_without_consent"},
    }
    assert (refusal is None) is (reason is ReopeningReason.MISTAKE or ended_because in fits[reason])


def test_nobody_is_written_to_after_a_death() -> None:
    assert [reason for reason in ClosingReason if not reason.may_write_to_person] == [ClosingReason.DIED]


def test_the_days_suspended_are_those_of_every_suspension_and_of_the_one_that_lasts() -> None:
    first = (date(2026, 1, 1), date(2026, 1, 11))
    assert days_suspended([first, (date(2026, 3, 1), None)], TODAY) == 11
    assert days_suspended([(TODAY, TODAY)], TODAY) == 0


@pytest.mark.parametrize(
    ("kind", "is_18", "code"),
    [
        (ReferralKind.CHILD, True, None),
        (ReferralKind.CHILD, False, "has_not_turned_18"),
        (ReferralKind.ADULT, True, "has_not_turned_18"),
    ],
)
def test_only_a_child_who_has_turned_18_is_closed_for_it(kind: ReferralKind, is_18: bool, code: str | None) -> None:
    refusal = refusal_to_close(ClosingReason.TURNED_18_WITHOUT_CONSENT, kind, is_18=is_18)
    assert (refusal and refusal.code) == code
