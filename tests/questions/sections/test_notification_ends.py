"""The end of a journey with a notification."""

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import ending_of, may_be_notified, may_be_sent, pages_that_apply
from opennrm.questions.question import Ending
from tests.questions.edits import anonymous, named


def test_a_notification_ends_on_a_page_of_its_own_and_is_no_referral() -> None:
    for answers in (anonymous(), named()):
        assert pages_that_apply(CATALOGUE, answers)[-1].slug == "what-is-notified"
        assert ending_of(CATALOGUE, answers) is Ending.NOTIFY
        assert may_be_notified(CATALOGUE, answers)
        assert not may_be_sent(CATALOGUE, answers)
