"""A child turns 18 while they wait: prompted ahead, flagged on the day, an adult once they say they want to stay."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from opennrm.demo.answers import child_answers
from opennrm.mechanism.calendar import legal_day
from tests.stories.people import CASEWORKER, SOCIAL_WORKER, House


def test_a_child_turning_18(house: House) -> None:
    from opennrm.cases.sweeping import sweep

    # Given a boy who was referred by his social worker, and is 18 tomorrow
    now = timezone.now()
    tomorrow = legal_day(now) + timedelta(days=1)
    born = date(tomorrow.year - 18, tomorrow.month, min(tomorrow.day, 28))
    reference = house.has_case(child_answers(legal_day(now)) | {"date_of_birth": born.isoformat()}, by=SOCIAL_WORKER)

    # When the day's sweep runs, those who hold the case are prompted, and on his birthday the case is flagged
    sweep(now)
    caseworker = house.at_work(CASEWORKER).opens(f"/cases/{reference}/").sees("The person turns 18 soon.")
    sweep(now + timedelta(days=1))
    caseworker.opens(f"/cases/{reference}/").sees("18, consent needed").sees("Child")

    # And he tells his social worker that he wants to stay
    social_worker = house.at_work(SOCIAL_WORKER).opens(f"/referrals/{reference}/")
    social_worker.follows("The person turns 18 and wants to stay", within="main")
    today = legal_day(now)
    social_worker.fills({"how_given": ["spoken"], "explained_by": ["Mali Quay"], "language": ["Welsh"]})
    social_worker.fills({"given_on-day": [str(today.day)], "given_on-month": [str(today.month)]})
    social_worker.fills({"given_on-year": [str(today.year)], "interpreter": ["not_needed"], "support": ["yes"]})
    social_worker.presses("Record the consent")

    # Then he is an adult from his birthday on, and his papers come to him through her
    sweep(now + timedelta(days=1))
    caseworker.opens(f"/cases/{reference}/").sees("Adult").does_not_see("18, consent needed").sees("Spoken on")
    caseworker.presses("Decide on reasonable grounds")
    caseworker.fills({"outcome": ["positive"], "reasons": ["The account is supported."]}).presses("Continue")
    assert "person" in house.addressees_of_letters(reference)
