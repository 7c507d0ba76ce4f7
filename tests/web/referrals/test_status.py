"""I look after all that my team sent: where each case stands, what comes next, and where somebody waits for me."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from opennrm.cases.actions.asking import ask_responder
from opennrm.cases.queries import Standing
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.stages import Stage
from opennrm.referrals.expiring import warned_from
from opennrm.web.referrals.status import expires_soon, next_date, referral_list, standing_in_words
from tests.factories import partners, referrals

DAY = date(2026, 3, 2)


def test_the_next_date_is_told_while_the_case_is_open() -> None:
    standing = Standing(Stage.REASONABLE_GROUNDS_PENDING.value, "", None, due_on=DAY)
    assert next_date(standing) == "Monday 2 March 2026"
    assert next_date(Standing(Stage.CLOSED.value, "", None, due_on=DAY)) == ""
    assert next_date(Standing(Stage.RECOVERY.value, "", None)) == ""
    assert next_date(None) == ""
    assert standing_in_words(standing) == "Waiting for the reasonable-grounds decision"


def test_days_are_counted_down_to_the_last_one() -> None:
    first = warned_from(DAY)
    assert (DAY - first).days == 7
    assert expires_soon(DAY, first - timedelta(days=1)) == ""
    assert "7 days left" in expires_soon(DAY, first)
    assert "1 day left" in expires_soon(DAY, DAY - timedelta(days=1))
    assert "today is the last day" in expires_soon(DAY, DAY)


def test_nothing_that_was_sent_is_an_empty_list() -> None:
    assert referral_list([], [], {}, {}, DAY) == {"drafts": [], "sent": []}


@pytest.mark.django_db
def test_a_question_that_waits_for_an_answer_stands_in_the_list() -> None:
    house = referrals.house()
    reference = house.adult()
    officer = partners.client_for(house.officer)
    assert "request for information" not in officer.get("/referrals/").content.decode()
    ask_responder(
        reference,
        topics=["what_happened"],
        words="When did she arrive?",
        due_on=legal_day(house.at) + timedelta(days=7),
        chase_every=None,
        seen=house.case(reference).version,
        by=house.actor("caseworker"),
        at=house.at,
    )
    said = officer.get("/referrals/").content.decode()
    assert "1 request for information" in said
    assert "When did she arrive?" not in said
