"""An adult tells a first responder that they want to leave; two people look at it, and the case ends."""

from __future__ import annotations

from django.utils import timezone

from opennrm.mechanism.calendar import legal_day
from tests.stories.people import CASEWORKER, OFFICER, House


def test_a_withdrawal_spoken_through_a_responder(house: House) -> None:
    # Given somebody who was referred, and tells the officer that she does not want it any more
    reference = house.has_case()
    officer = house.at_work(OFFICER)
    officer.opens(f"/referrals/{reference}/").follows("The person wants to withdraw", within="main")

    # When the officer forgets who interpreted
    today = legal_day(timezone.now())
    day = {"said_on-day": [str(today.day)], "said_on-month": [str(today.month)], "said_on-year": [str(today.year)]}
    officer.fills(
        {"way": ["spoken_through_first_responder"], "heard_by": ["Ola Brightwater"], "language": ["Vietnamese"]}
    )
    officer.fills(day | {"evidence": ["She said: I want to be left alone."]})
    officer.presses("Tell the competent authority")

    # Then the page says so, and keeps what was typed
    assert officer.problems() == ["Choose who interpreted, or that nobody was needed"]
    assert officer.holds()["evidence"] == ["She said: I want to be left alone."]
    officer.fills({"interpreter": ["professional"]}).presses("Tell the competent authority")
    officer.sees("It waits for the competent authority to confirm it.")

    # And the case goes on until a caseworker has looked whether it is her own wish
    caseworker = house.at_work(CASEWORKER)
    caseworker.opens(f"/cases/{reference}/").sees("It waits to be confirmed.").presses("Record a withdrawal")
    caseworker.sees("I want to be left alone.").sees("Ola Brightwater").sees("Vietnamese")
    caseworker.fills({"is_confirmed": ["yes"]}).presses("Continue")
    caseworker.sees("Withdrawn").sees("spoken through first responder").does_not_see("Decide on reasonable grounds")
    officer.opens(f"/referrals/{reference}/").sees("the case has ended").does_not_see("The person wants to withdraw")
