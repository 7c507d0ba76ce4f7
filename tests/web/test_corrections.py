"""What was corrected is told with both answers, and never where the person is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from opennrm.referrals.queries import ReferralRead, referral_read
from opennrm.referrals.versions import Version
from opennrm.web.corrections import HIDDEN, NO_ANSWER, corrected_line, corrections_page
from tests.factories import cases as made

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


def _rows(referral: ReferralRead, **after: Any) -> list[dict[str, str]]:
    changed = {key: value for key, value in {**referral.answers, **after}.items() if value is not None}
    versions = [Version(1, referral.answers, AT, "Ola"), Version(2, changed, AT, "Ola", "A slip.")]
    (correction,) = corrections_page(referral, versions)["corrections"]
    assert correction["reason"] == "A slip."
    return list(correction["rows"])


def test_both_answers_stand_beside_each_other() -> None:
    referral = referral_read(made.referred())
    assert _rows(referral, first_name="Lin") == [{"asked": "First name", "before": "Linh", "after": "Lin"}]
    (row,) = _rows(referral, last_name=None)
    assert row["after"] == NO_ANSWER


def test_where_the_person_is_found_is_hidden_here_too() -> None:
    (row,) = _rows(referral_read(made.referred()), support_phone="07700 900999")
    assert (row["before"], row["after"]) == (HIDDEN, HIDDEN)


def test_how_often_it_was_corrected_is_told() -> None:
    referral = referral_read(made.referred())
    assert corrected_line(referral) == ""
    assert "once" in corrected_line(replace(referral, version=2))
    assert "2 times" in corrected_line(replace(referral, version=3))
