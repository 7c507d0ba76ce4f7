"""Information: a hospital asked, chased and recorded; who referred asked, and answering on the page of the referral."""

from __future__ import annotations

from datetime import timedelta

import pytest

from opennrm.cases.sweeping import sweep
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from tests.stories.filling import types_day
from tests.stories.people import CASEWORKER, OFFICER, House

pytestmark = pytest.mark.proves("PRIV-02")  # conftest.py hears every address that is asked for


def test_information_asked_chased_and_answered(house: House) -> None:
    # Given a case that was referred 30 days ago
    reference = house.on_the_day_some_days_ago(30).has_case()
    caseworker = house.at_work(CASEWORKER).opens(f"/cases/{reference}/")

    # When the caseworker asks a hospital, but not by when, then the day is asked for and nothing typed is lost
    caseworker.follows("Requests for information").sees("Nothing has been asked yet").presses("Ask an agency")
    asked = {"agency": ["Harbour Hospital"], "agency_kind": ["health"], "topics": ["health"]}
    caseworker.fills({**asked, "words": ["What was treated?"], "chase_every": ["7"]}).presses("Ask")
    assert caseworker.problems() == ["Give a day after today by which an answer is asked for."]
    caseworker.fills(types_day("due_on", legal_day(house.now()) + timedelta(days=10))).presses("Ask")

    # Then it waits, and the case goes on beside it
    caseworker.sees("Harbour Hospital").sees("Waiting").sees("Not yet, every 7 days; next on")

    # When no answer has come after ten days, it is chased on the day after, and a week later again
    for days_ago, chased in ((20, 0), (19, 1), (12, 1), (11, 0)):
        house.on_the_day_some_days_ago(days_ago)
        assert sweep(house.now())["requests that are late"] == chased, days_ago
    caseworker.opens(f"/cases/{reference}/requests/").sees("Late").sees("2 times, every 7 days")

    # Then both ages are shown, and the net one leaves out the waiting
    caseworker.sees("19 days since it was received").sees("0 days, without those on which a reply was waited for")

    # When the answer comes, it is kept as evidence
    house.on_the_day_some_days_ago(10)
    caseworker.presses("Record what became of it")
    came = types_day("on", legal_day(house.now()))
    caseworker.fills({"answer": ["answered"], "text": ["Burns on both hands."], **came}).presses("Record it")
    caseworker.opens(f"/cases/{reference}/").sees("1 asked, 0 waiting").sees("Medical")

    # When the case is returned to who referred with a question
    caseworker.follows("Requests for information").presses("Return the case to who referred")
    due = types_day("due_on", legal_day(house.now()) + timedelta(days=3))
    caseworker.fills({"topics": ["places"], "words": ["Which farm was it?"], **due}).presses("Ask")
    caseworker.sees("Returned for information")

    # Then the officer finds it on the page of the referral, and answers
    house.on_the_day_some_days_ago(8)
    officer = house.at_work(OFFICER).opens("/referrals/").sees("The authority has asked you questions")
    officer.follows(reference).sees("Which farm was it?").presses("Answer these questions")
    officer.fills({"answer": ["answered"], "text": ["Low Farm."]}).presses("Send the answer").sees("Low Farm.")

    # And the case goes on, two days of waiting later, its history agreeing with it
    caseworker.opens(f"/cases/{reference}/").sees("Waiting for a reasonable-grounds decision")
    caseworker.sees("22 days since it was received").sees("0 days, without")
    assert check_cases() == []
