"""An adult from the first decision through a recovery that is extended to a positive second decision."""

from __future__ import annotations

from opennrm.cases.sweeping import sweep
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from tests.stories.filling import decides, types_day
from tests.stories.people import CASEWORKER, MANAGER, OFFICER, House


def test_an_adult_to_a_positive_second_decision(house: House) -> None:
    # Given a case that was referred 38 days ago, in which there are reasonable grounds
    reference = house.on_the_day_some_days_ago(38).has_case()
    caseworker = house.at_work(CASEWORKER).opens(f"/cases/{reference}/")
    decides(caseworker, "Decide on reasonable grounds", "positive", "The account is detailed.")
    caseworker.sees("In the recovery period")

    # When the caseworker looks at recovery, then it cannot be ended, and a second decision is not offered
    caseworker.follows("Recovery period").sees("Second decision not before")
    assert caseworker.page.get_by_role("button", name="End the recovery period", exact=True).count() == 0

    # When the support provider writes that more time is needed
    caseworker.presses("Record representations")
    came = types_day("received_on", legal_day(house.now()))
    caseworker.fills({"source": ["support_provider"], "text": ["She is in hospital."], **came}).presses("Record it")
    caseworker.sees("She is in hospital.")

    # And the caseworker says that it was extended without extending it, then that is refused on its field
    caseworker.follows("Answer the representations of the support provider")
    caseworker.fills({"outcome": ["extended"], "answer": ["You have two days more."]}).presses("Answer")
    assert caseworker.problems() == ["Recovery has not been extended since these came. Extend it first."]

    # When it is extended by two days, then the clock says why it moved, and the answer is taken
    caseworker.opens(f"/cases/{reference}/recovery/").presses("Extend the recovery period")
    caseworker.fills({"days": ["2"], "reason": ["serious_health"], "words": ["As the provider wrote."]})
    caseworker.presses("Extend it").sees("By 2 days, until")
    caseworker.follows("Answer the representations of the support provider")
    caseworker.fills({"outcome": ["extended"], "answer": ["You have two days more."]}).presses("Answer")
    caseworker.sees("Answered: Extended")

    # When 31 days have gone by, then the day brings nothing; and on the 32nd it ends recovery
    house.on_the_day_some_days_ago(7)
    assert sweep(house.now())["recovery periods that are over"] == 0
    house.on_the_day_some_days_ago(6)
    assert sweep(house.now())["recovery periods that are over"] == 1

    # When the caseworker decides that there are conclusive grounds
    caseworker.opens(f"/cases/{reference}/").sees("Waiting for a conclusive-grounds decision")
    decides(caseworker, "Decide on conclusive grounds", "positive", "What was found since supports it.")

    # Then it is served at once, and the page says until when support to move on lasts
    caseworker.sees("Conclusive grounds: positive").sees("Move-on support at least until")

    # And who referred sees it, the manager has no bar to cross, and the history agrees with it all
    house.at_work(OFFICER).opens(f"/referrals/{reference}/").sees("Conclusive grounds: positive, decided on")
    manager = house.at_work(MANAGER).opens(f"/cases/{reference}/recovery/")
    assert manager.page.get_by_role("button", name="Give leave to cross the bar").count() == 0
    assert check_cases() == []
