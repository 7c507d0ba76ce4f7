"""An adult who does not consent: notified without a name, with their name, and referred after all."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.demo.answers import adult_answers
from opennrm.demo.notifying import anonymous_answers, named_answers
from opennrm.mechanism.calendar import legal_day
from tests.stories.people import OFFICER, SOCIAL_WORKER, TRIAGE, House
from tests.stories.referring import GO_ON, answers_to_the_end, begins

pytestmark = pytest.mark.proves("PRIV-02")  # conftest.py hears every address that is asked for

WARNING = "Take out every name of a person"


def test_an_anonymous_notification(house: House) -> None:
    # Given a social worker with a woman who does not want to be referred
    social_worker = house.somebody(SOCIAL_WORKER).signs_in()
    answers = anonymous_answers(legal_day(timezone.now()))
    begins(social_worker)

    # When they say so, they are told how their organisation stands to the duty
    answers_to_the_end(social_worker, answers, until="notify")
    social_worker.sees("Your organisation is under the duty to notify")
    went = answers_to_the_end(social_worker, answers | {"notified_what_happened": "Ana has 07700 900123."})

    # Then nothing about who she is was asked
    assert not {"name", "notified-name", "your-role", "somebody-else-to-ask"} & set(went)

    # And what could identify her must come out first
    social_worker.sees("Take this out first").sees("07700 900123").sees(WARNING)
    social_worker.follows("Change the words (1)")
    social_worker.fills({"notified_what_happened": ["They worked long hours to pay off a debt."]}).presses(GO_ON)
    social_worker.does_not_see("Take this out first").sees("No other notification of the last year")

    # When she sends it without reading it again, she is asked to
    social_worker.presses("Send the notification")
    assert social_worker.problems() == ["Read the words again, and confirm that nobody can be recognised from them"]
    social_worker.fills({"considered": ["yes"]}).presses("Send the notification").sees("Notification received")

    # Then there is a receipt, and the form; and nothing of the draft
    reference = house.reference_on(social_worker, "DTN")
    assert social_worker.downloads("Print or keep the receipt (PDF)").startswith(b"%PDF")
    assert social_worker.downloads("MS1 form (PDF)").startswith(b"%PDF")
    social_worker.opens("/referrals/").sees("There is no draft")
    social_worker.opens("/duty-to-notify/").sees(reference)

    # And the police of the place have it
    triage = house.at_work(TRIAGE).opens("/duty-to-notify/received/")
    triage.follows(reference).sees("They worked long hours to pay off a debt.").sees("Vietnamese")
    triage.sees("The person did not agree to be named").does_not_see("Mali")
    assert triage.opens(f"/duty-to-notify/{reference}/").status == 403


def test_a_named_notification(house: House) -> None:
    # Given an officer with a man who does not consent to a referral, and wishes to help the police
    officer = house.at_work(OFFICER)
    answers = named_answers(legal_day(timezone.now()))
    draft = house.has_draft(answers | {"may_be_named": "no"})

    # When he does not agree to be named, nobody asks his name
    officer.opens(f"{draft}check-answers/").sees("Would the person talk").does_not_see("First name")

    # When he agrees
    officer.opens(f"{draft}may-be-named/").fills({"may_be_named": ["yes"]}).presses(GO_ON)
    went = answers_to_the_end(officer, answers)

    # Then how he agreed is recorded, and his name and a safe way to reach him are asked
    assert {"what-naming-means", "how-they-agreed-to-be-named", "notified-name", "notified-contact"} <= set(went)
    officer.sees("This notification names the person").sees("Ionel").presses("Send the notification")
    reference = house.reference_on(officer, "DTN")

    # And the police read it
    triage = house.at_work(TRIAGE).opens(f"/duty-to-notify/received/{reference}/")
    triage.sees("agreed to be named").sees("Ionel").sees("07700 900456")


def test_a_notification_turned_referral(house: House) -> None:
    # Given somebody who was notified about without a name
    today = legal_day(timezone.now())
    officer = house.at_work(OFFICER)
    reference = house.has_notification(anonymous_answers(today), by=OFFICER)

    # When they consent to a referral after all
    officer.opens(f"/duty-to-notify/{reference}/").follows("The person consents now: start a referral")
    officer.sees(reference).presses("Start a referral").sees("Draft referral")
    officer.presses("Go on")

    # Then it begins anew, and asks whether the reference may be kept
    answers = adult_answers(today) | {"notified_before": "yes", "notification_may_be_kept": "yes"}
    went = answers_to_the_end(officer, answers | {"notification_reference": "DTN-0000-0000-00"}, until="date-of-birth")
    assert "notified-before" in went

    # When the reference is not known, the referral is sent all the same, and keeps it as it was typed
    draft = house.has_draft(answers | {"notification_reference": "DTN-0000-0000-00"})
    officer.opens(f"{draft}check-answers/").presses("Send the referral").sees("Referral received")
    officer.opens(f"/referrals/{house.reference_on(officer)}/").sees("DTN-0000-0000-00")

    # When it is right
    draft = house.has_draft(answers | {"notification_reference": reference.lower()})
    officer.opens(f"{draft}check-answers/").presses("Send the referral").sees("Referral received")

    # Then the referral keeps it, and the notification says nothing of the referral
    referral = house.reference_on(officer)
    officer.opens(f"/referrals/{referral}/").sees(reference.lower())
    officer.opens(f"/duty-to-notify/{reference}/").does_not_see(referral)

    # And a person who does not agree is referred without it
    another = house.has_draft(answers | {"notification_may_be_kept": "no"})
    officer.opens(f"{another}check-answers/").does_not_see("DTN-").presses("Send the referral")
    officer.sees("Referral received")
