"""What a notification tells."""

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.notification_facts import WORDS
from opennrm.questions.question import Kind
from opennrm.questions.sections.notified_facts import SECTION
from tests.questions.edits import anonymous, named


def test_an_anonymous_notification_is_coded_but_for_its_own_words() -> None:
    free = (Kind.TEXT, Kind.TEXTAREA, Kind.PHONE, Kind.EMAIL, Kind.POSTCODE, Kind.ADDRESS, Kind.DATE, Kind.NUMBER)
    questions = [CATALOGUE.question(key) for key in anonymous()]
    assert {each.key for each in questions if each.kind in free or each.not_known} == set(WORDS) & set(anonymous())
    assert "notified_what_happened" in anonymous()


def test_the_words_of_a_named_and_of_an_anonymous_notification_share_no_key() -> None:
    words = {each.key for page in SECTION.pages for each in page.questions if each.kind is Kind.TEXTAREA}
    assert words & set(anonymous()) & set(named()) == set()


def test_no_town_and_no_day_is_asked() -> None:
    asked = [question for page in SECTION.pages for question in page.questions]
    assert not [each.key for each in asked if each.kind is Kind.DATE or each.list_name in ("uk_towns", "uk_places")]


def test_reasons_are_asked_of_those_only_who_refused() -> None:
    assert "refusal_reasons" in anonymous()
    assert "refusal_reasons" not in anonymous(consent_to_referral="cannot_now", cannot_consent_because="died")
