"""An adult to a negative second decision: discussed with everybody, checked, served, and looked at again."""

from __future__ import annotations

from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from tests.stories.filling import agrees, decides, types_day
from tests.stories.people import CASEWORKER, SECOND_OFFICER, House, Person

REASONS = "The records that were asked for show another employer.\n\nThe person was asked about them."


def records(caseworker: Person, house: House, reference: str, who: str, said: str) -> None:
    """The caseworker records what somebody said, or that they have no part in the case."""
    caseworker.opens(f"/cases/{reference}/conclusive-grounds/").follows("Record with whom it was discussed")
    day = types_day("on", legal_day(house.now())) if said else {}
    caseworker.fills({"with_whom": [who], "took_part": ["yes" if said else "no"], "said": [said], **day})
    caseworker.presses("Record it")


def test_an_adult_to_a_negative_second_decision(house: House) -> None:
    # Given a case that was referred 36 days ago, in which there were reasonable grounds
    reference = house.on_the_day_some_days_ago(36).has_case()
    caseworker = house.at_work(CASEWORKER).opens(f"/cases/{reference}/")
    decides(caseworker, "Decide on reasonable grounds", "positive", "The account is detailed.")

    # When its 30 days of recovery are over, the caseworker ends it
    house.on_the_day_some_days_ago(6)
    caseworker.opens(f"/cases/{reference}/recovery/").presses("End the recovery period")

    # And writes a negative decision that was discussed with nobody, then that is refused, and nothing typed is lost
    decides(caseworker, "Decide on conclusive grounds", "negative", REASONS)
    (problem,) = caseworker.problems()
    assert "Discuss the case first with the first responder, police, support provider" in problem
    assert caseworker.page.input_value("#reasons").replace("\r", "") == REASONS

    # When it is discussed with all who are part of the case
    records(caseworker, house, reference, "first_responder", "He has not met her since.")
    records(caseworker, house, reference, "police", "Nobody is investigated.")
    records(caseworker, house, reference, "support_provider", "")

    # Then it can be put forward, and nobody is told of it yet
    caseworker.opens(f"/cases/{reference}/").presses("Decide on conclusive grounds")
    caseworker.sees("Nobody is investigated.").sees("Not part of this case")
    caseworker.fills({"outcome": ["negative"], "reasons": [REASONS]}).presses("Continue")
    caseworker.sees("Put forward, to be checked")

    # When a second officer agrees, and the caseworker serves it
    agrees(house.at_work(SECOND_OFFICER), reference)
    caseworker.opens(f"/cases/{reference}/").presses("Serve the decision")

    # Then it is served, support runs on for some days, and it can be asked to be looked at again
    caseworker.sees("Conclusive grounds: negative").sees("Support runs on until").sees("Reconsideration request")

    # When the support provider asks for that with new evidence, and it is accepted
    house.on_the_day_some_days_ago(0)
    caseworker.opens(f"/cases/{reference}/").presses("Record a request for reconsideration")
    asked = types_day("on", legal_day(house.now()))
    caseworker.fills({"requester": ["first_responder"], "grounds": ["additional_evidence"], **asked})
    caseworker.fills({"words": ["A neighbour has spoken."], "facing_removal": ["no"]}).presses("Record it")
    caseworker.presses("Answer the request for reconsideration").sees("A neighbour has spoken.")
    caseworker.fills({"accepted": ["yes"], "answer": ["We look again."]}).presses("Answer")

    # Then the decision is made afresh, what was served stays on record, and the history agrees with it all
    caseworker.sees("Served, and later reconsidered")
    decides(caseworker, "Decide on conclusive grounds", "positive", "The neighbour's account supports hers.")
    caseworker.sees("Conclusive grounds: positive")
    assert check_cases() == []
