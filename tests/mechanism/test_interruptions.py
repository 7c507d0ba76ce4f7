"""Suspending, withdrawing and closing."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.mechanism.interruptions import (
    ClosingReason,
    refusal_to_close,
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
