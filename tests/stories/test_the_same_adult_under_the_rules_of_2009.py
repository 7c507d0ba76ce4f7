"""The same adult where the first profile of the mechanism is adopted: two officers on every decision, 45 days, and
a review on the thirtieth."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.cases.verification import check_cases
from opennrm.demo.answers import adult_answers
from opennrm.mechanism.calendar import legal_day
from tests.stories.filling import agrees, decides, types_day
from tests.stories.people import OFFICER, House, Person

TRAFFICKING_CENTRE = "trafficking-centre.example"
VISAS_AND_IMMIGRATION = "visas-and-immigration.example"
RULES = "Two central competent authorities, as it stood from Friday 31 July 2015"


@pytest.fixture(autouse=True)
def _adopted(settings: Any) -> None:
    """This installation works as the mechanism did before 2019."""
    settings.PROFILES_ADOPTED = [("central_2009", "2015-07-31")]


@pytest.fixture
def house_of_2009(_adopted: None, house: House) -> House:
    """The service under that profile."""
    return house


def of_nationality(nationality: str, house: House) -> dict[str, Any]:
    """The answers about an adult of this nationality who needs no permission to be here."""
    return adult_answers(legal_day(house.now())) | {"nationality": nationality, "immigration_control": "no"}


def tells(caseworker: Person, house: House, reference: str, who: str) -> None:
    """The caseworker records what somebody in the case said for the review."""
    caseworker.opens(f"/cases/{reference}/recovery/").presses("Record who was contacted for the review")
    caseworker.fills({"with_whom": [who], "took_part": ["yes"], "said": ["She is better, and not well yet."]})
    caseworker.fills(types_day("on", legal_day(house.now()))).presses("Record it")


def test_nationality_says_which_of_the_two_authorities_decides(house_of_2009: House) -> None:
    # Given an adult from Poland and one from Viet Nam, who were both referred
    european = house_of_2009.has_case(of_nationality("polish", house_of_2009))
    other = house_of_2009.has_case(of_nationality("vietnamese", house_of_2009))
    # When those who decide look into their work lists
    centre = house_of_2009.at_work(f"caseworker@{TRAFFICKING_CENTRE}").opens("/cases/")
    visas = house_of_2009.at_work(f"caseworker@{VISAS_AND_IMMIGRATION}").opens("/cases/")
    # Then each has the one that is theirs, and the other's is not there
    centre.sees(european).does_not_see(other)
    visas.sees(other).does_not_see(european)
    assert visas.opens(f"/cases/{european}/").status == 404


def test_the_same_adult_under_the_rules_of_2009(house_of_2009: House) -> None:
    house = house_of_2009
    # Given an adult who was referred 50 days ago, and went to the UK Human Trafficking Centre
    reference = house.on_the_day_some_days_ago(50).has_case(of_nationality("polish", house))
    caseworker = house.at_work(f"caseworker@{TRAFFICKING_CENTRE}").opens(f"/cases/{reference}/")
    second_officer = house.at_work(f"second.officer@{TRAFFICKING_CENTRE}")
    caseworker.sees("UK Human Trafficking Centre").sees(RULES)

    # When the caseworker finds reasonable grounds, then even that is not served before a second officer agrees
    decides(caseworker, "Decide on reasonable grounds", "positive", "I suspect it, and cannot prove it.")
    caseworker.sees("Put forward, to be checked").sees("Suspect but cannot prove")
    assert caseworker.page.get_by_role("button", name="Serve the decision", exact=True).count() == 0
    agrees(second_officer, reference)
    caseworker.opens(f"/cases/{reference}/").presses("Serve the decision")

    # Then recovery lasts 45 days, with a review on the thirtieth
    caseworker.sees("In the recovery period").follows("Recovery period")
    caseworker.sees("Day of review").sees("Days left").sees("45")

    # When the thirtieth day comes, those in the case are asked how the person is, and the review is concluded
    house.on_the_day_some_days_ago(20)
    for who in ("first_responder", "police", "support_provider"):
        tells(caseworker, house, reference, who)
    caseworker.opens(f"/cases/{reference}/recovery/").presses("Conclude the review")
    caseworker.fills({"outcome": ["ends_as_set"], "words": ["She needs the days that are left."]})
    caseworker.presses("Conclude the review").sees("She needs the days that are left.")

    # And recovery cannot be ended a day before its 45 days are over
    house.on_the_day_some_days_ago(6)
    caseworker.opens(f"/cases/{reference}/recovery/")
    assert caseworker.page.get_by_role("button", name="End the recovery period", exact=True).count() == 0
    house.on_the_day_some_days_ago(5)
    caseworker.opens(f"/cases/{reference}/recovery/").presses("End the recovery period")

    # When the caseworker finds conclusive grounds, and a second officer agrees to that too
    decides(caseworker, "Decide on conclusive grounds", "positive", "On balance, the account is true.")
    caseworker.sees("Put forward, to be checked").sees("Balance of probabilities")
    agrees(second_officer, reference)
    caseworker.opens(f"/cases/{reference}/").presses("Serve the decision")

    # Then it is served under the rules that it was made by, and they stand beside both decisions and the case
    caseworker.sees("Conclusive grounds: positive").sees("Reasonable grounds: positive")
    assert caseworker.text.count(RULES) == 3

    # And the person has a letter of each decision, which opens, and who referred sees how it ended
    letters = caseworker.page.locator("#letters ~ ul").first.inner_text()
    assert "Reasonable grounds: positive decision" in letters
    assert "Conclusive grounds: positive decision" in letters
    link = caseworker.page.locator("#letters ~ ul a").filter(has_text="Conclusive grounds").first.inner_text()
    assert caseworker.downloads(link).startswith(b"%PDF")
    house.at_work(OFFICER).opens(f"/referrals/{reference}/").sees("Conclusive grounds: positive, decided on")
    assert check_cases() == []
