"""What happens on the way: no consent, going back, colleagues, strangers, double clicks, and two at once."""

from __future__ import annotations

from django.utils import timezone

from opennrm.demo.answers import adult_answers
from opennrm.mechanism.calendar import legal_day
from tests.stories.people import CASEWORKER, LEAD, OFFICER, SECOND_CASEWORKER, SOCIAL_WORKER, House
from tests.stories.referring import GO_ON

ENDINGS = {
    "scotland": "no-referral-scotland",
    "northern_ireland": "no-referral-northern-ireland",
}


def test_an_adult_who_does_not_consent(house: House) -> None:
    # Given officers of the nations without a duty to notify, and adults who do not agree to be referred
    officer = house.at_work(OFFICER)
    answers = adult_answers(legal_day(timezone.now()))
    for nation, ending in ENDINGS.items():
        draft = house.has_draft(answers | {"referrer_nation": nation})
        officer.opens(f"{draft}consent/")
        # When the officer says so
        officer.fills({"consent_to_referral": ["refused"]}).presses(GO_ON)
        # Then the questions end there, with what the officer can do instead, and nothing can be sent
        assert officer.path == f"{draft}{ending}/"
        officer.sees("You cannot refer this person without their consent").does_not_see(GO_ON)
        officer.opens(f"{draft}check-answers/").sees("With these answers a referral cannot be made")
        assert officer.page.get_by_role("button", name="Send the referral").count() == 0


def test_back_and_change_from_check_answers(house: House) -> None:
    # Given an officer who checks the answers
    officer = house.at_work(OFFICER)
    draft = house.has_draft()
    officer.opens(f"{draft}check-answers/")
    # When they change one
    officer.page.locator('a[href*="/your-role/"]').first.click()
    assert officer.page.input_value("#referrer_role") == "Detective constable"
    officer.fills({"referrer_role": ["Detective sergeant"]}).presses(GO_ON)
    # Then they are back at the check, which shows it
    assert officer.path == f"{draft}check-answers/"
    officer.sees("Detective sergeant")
    # When a change asks something new
    officer.page.locator('a[href*="/reported-before/"]').first.click()
    officer.fills({"reported_before": ["yes"]}).presses(GO_ON)
    # Then that is asked before anything else
    assert officer.problems()
    officer.follows("Back")
    # And going back leads to where they came from
    assert officer.path == f"{draft}check-answers/"
    officer.opens(f"{draft}gender/").follows("Back")
    assert officer.path == f"{draft}date-of-birth/"


def test_a_colleague_of_the_same_team_carries_on(house: House) -> None:
    # Given a draft that an officer has begun
    answers = adult_answers(legal_day(timezone.now()))
    draft = house.has_draft()
    # When the lead of the team opens the list
    lead = house.at_work(LEAD).opens("/referrals/")
    lead.page.locator(f'a[href="{draft}"]').click()
    # Then they carry on where it stands, and can send it
    lead.sees("Draft referral").presses("Go on")
    assert lead.path == f"{draft}check-answers/"
    lead.sees(str(answers["treatment"])).presses("Send the referral").sees("Referral received")
    # And the officer who opens the draft finds the referral it became
    officer = house.at_work(OFFICER).opens(draft)
    assert officer.path == f"/referrals/{house.reference_on(lead)}/"


def test_what_is_somebody_elses_is_not_there(house: House) -> None:
    # Given a draft, a referral and a case of the police
    draft, reference = house.has_draft(), house.has_case()
    # When a social worker of another organisation types their addresses
    stranger = house.at_work(SOCIAL_WORKER)
    for path in (draft, f"{draft}name/", f"{draft}check-answers/", f"/referrals/{reference}/"):
        assert stranger.opens(path).status == 404
        stranger.sees("Page not found").does_not_see("Linh")
    assert stranger.opens(f"/cases/{reference}/").status == 403
    # And nothing of it stands in their lists
    stranger.opens("/referrals/").sees("There is no draft.").sees("Nothing has been sent yet.")


def test_a_double_click_makes_one_referral(house: House) -> None:
    # Given an officer who is about to send
    officer = house.at_work(OFFICER, java_script_enabled=False)
    draft = house.has_draft()
    officer.opens(f"{draft}check-answers/")
    # When they click twice, without a script to stop the second
    officer.page.get_by_role("button", name="Send the referral").dblclick()
    officer.page.wait_for_url("**/sent/")
    reference = house.reference_on(officer)
    # And then send once more from another tab
    officer.opens(draft)
    # Then there is one referral
    assert officer.path == f"/referrals/{reference}/"
    officer.opens("/referrals/")
    assert officer.page.locator('a[href^="/referrals/NRM-"]').count() == 1


def test_two_caseworkers_deciding_at_once(house: House) -> None:
    # Given two caseworkers who have the same case open
    reference = house.has_case()
    first, second = house.at_work(CASEWORKER), house.at_work(SECOND_CASEWORKER)
    for each in (first, second):
        each.opens(f"/cases/{reference}/").presses("Decide on reasonable grounds")
        each.fills({"outcome": ["negative"], "reasons": [f"Reasons of {each.email}.\n\nAt length."]})
    # When both press the button, one after the other
    first.presses("Continue").sees("Put forward, to be checked")
    second.presses("Continue").sees("Why do you work on this case?")
    # And the second, whose work it is no longer, says why
    second.fills({"why-reason": ["assigned_cover"]}).presses("Say why and go on")
    # Then the second is told what the first did, and what they typed is still there
    [told] = second.problems()
    assert "The case changed while you had it open" in told
    assert "Imran Hollis" in told
    assert second.page.input_value("#reasons").replace("\r", "") == f"Reasons of {SECOND_CASEWORKER}.\n\nAt length."
    assert second.holds()["outcome"] == ["negative"]
    # And nothing of theirs overwrote the first
    first.page.reload()
    first.sees(f"Reasons of {CASEWORKER}.").does_not_see(f"Reasons of {SECOND_CASEWORKER}.")
