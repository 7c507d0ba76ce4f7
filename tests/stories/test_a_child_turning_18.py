"""A child turns 18 while they wait: prompted ahead, flagged on the day, an adult once they say they want to stay."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from opennrm.demo.answers import child_answers
from opennrm.mechanism.age import turns_18_on
from opennrm.mechanism.calendar import legal_day
from tests.stories.people import CASEWORKER, SOCIAL_WORKER, House


def born_18_years_before_the_day_after(day: date) -> date:
    """Born 18 years before tomorrow; before the day after it where tomorrow is 29 February, which that year lacked."""
    birthday = day + timedelta(days=1)
    if (birthday.month, birthday.day) == (2, 29):
        birthday += timedelta(days=1)
    return birthday.replace(year=birthday.year - 18)


def test_on_every_day_there_is_somebody_who_turns_18_next() -> None:
    days = [date(2026, 1, 1) + timedelta(days=step) for step in range(4 * 366)]
    ahead = {day: (turns_18_on(born_18_years_before_the_day_after(day)) - day).days for day in days}
    assert [day for day in days if ahead[day] != 1] == [date(2028, 2, 28)]
    assert ahead[date(2028, 2, 28)] == 2


def test_a_child_turning_18(house: House) -> None:
    from opennrm.cases.sweeping import sweep

    # Given a boy who was referred by his social worker, and is 18 tomorrow
    now = timezone.now()
    born = born_18_years_before_the_day_after(legal_day(now))
    birthday = now + (turns_18_on(born) - legal_day(now))
    reference = house.has_case(child_answers(legal_day(now)) | {"date_of_birth": born.isoformat()}, by=SOCIAL_WORKER)

    # When the day's sweep runs, those who hold the case are prompted, and on his birthday the case is flagged
    sweep(now)
    caseworker = house.at_work(CASEWORKER).opens(f"/cases/{reference}/").sees("The person turns 18 soon.")
    sweep(birthday)
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
    sweep(birthday)
    caseworker.opens(f"/cases/{reference}/").sees("Adult").does_not_see("18, consent needed").sees("Spoken on")
    caseworker.presses("Decide on reasonable grounds")
    caseworker.fills({"outcome": ["positive"], "reasons": ["The account is supported."]}).presses("Continue")
    assert "person" in house.addressees_of_letters(reference)
