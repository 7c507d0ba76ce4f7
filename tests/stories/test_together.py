"""What belongs together: the next of a family starts from what is shared, and two of a team write in one draft."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.demo.answers import adult_answers
from opennrm.mechanism.calendar import legal_day
from tests.stories.people import LEAD, OFFICER, House
from tests.stories.referring import GO_ON
from tests.stories.ways import WAYS, at_work


@pytest.mark.parametrize("way", WAYS)
def test_the_next_person_of_a_group_starts_from_what_is_shared(house: House, way: str) -> None:
    # Given a referral that was sent, of one of two sisters
    reference = house.has_case(adult_answers(legal_day(timezone.now())))
    officer = at_work(house, OFFICER, way).opens(f"/referrals/{reference}/")

    # When the officer goes on with the other
    officer.follows("Refer another person of the same family or group").sees("What is your role?")
    officer.does_not_see("Linh").presses("Start their referral")
    draft = officer.path.removesuffix("danger-now/")
    officer.fills({"danger_now": ["no"]}).presses(GO_ON)

    # Then what is shared stands there to be looked over, and nothing that tells of the first
    assert officer.path == f"{draft}your-nation/"
    officer.sees("Look it over")
    assert officer.holds()["referrer_nation"] == ["england"]
    officer.presses(GO_ON)
    assert officer.path == f"{draft}age/"
    officer.opens(f"{draft}your-nation/").does_not_see("Look it over")
    officer.opens(f"{draft}check-answers/").does_not_see("Linh").does_not_see("Exemple")

    # And each leads to the other
    officer.opens(draft).follows(reference, within="#group").sees("Of the same family or group:")
    assert officer.page.locator(f'#group a[href="{draft}"]').count() == 1


@pytest.mark.parametrize("way", WAYS)
def test_two_of_a_team_in_one_draft_at_once(house: House, way: str) -> None:
    # Given two officers of a team who have the same page of a draft open
    draft = house.has_draft()
    officer, lead = at_work(house, OFFICER, way), at_work(house, LEAD, way)
    for each in (officer, lead):
        each.opens(f"{draft}your-role/")

    # When both change different answers, then neither is lost
    officer.fills({"referrer_role": ["Detective sergeant"]}).presses(GO_ON)
    lead.fills({"referrer_phone": ["07700 900345"]}).presses(GO_ON)
    officer.opens(f"{draft}your-role/")
    assert officer.page.input_value("#referrer_role") == "Detective sergeant"
    assert officer.page.input_value("#referrer_phone") == "07700 900345"

    # When both change the same answer
    lead.opens(f"{draft}your-role/").fills({"referrer_role": ["Inspector"]})
    officer.fills({"referrer_role": ["Constable"]}).presses(GO_ON)
    lead.presses(GO_ON)
    # Then the second is shown both, and whose the other is, and nothing is kept until they choose
    [told] = lead.problems()
    assert "Ola Brightwater answered" in told
    lead.sees("Constable").sees("Inspector")
    choice = lead.page.locator('main [name="choose-referrer_role"]').first.get_attribute("value") or ""
    lead.fills({"choose-referrer_role": [choice]}).presses(GO_ON)
    officer.opens(f"{draft}check-answers/").sees("Inspector").does_not_see("Constable")
