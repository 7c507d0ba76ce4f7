"""Consent to be named in a notification."""

import pytest

from opennrm.questions.sections.naming import SECTION
from tests.questions.edits import adult, anonymous, named

RECORD = {"naming_explained", "naming_language", "naming_explained_by", "naming_interpreter", "naming_given_how"}


def test_how_they_agreed_is_recorded_only_where_they_did() -> None:
    assert set(named()) >= RECORD
    assert not RECORD & set(anonymous())
    assert not {question.key for page in SECTION.pages for question in page.questions} & set(adult())


@pytest.mark.parametrize("answer", ["yes", "no", "not_known"])
def test_wishing_to_talk_to_the_police_names_nobody(answer: str) -> None:
    answers = anonymous(notified_cooperates=answer)
    assert "notified_first_name" not in answers


def test_somebody_who_is_missing_is_never_named() -> None:
    answers = anonymous(consent_to_referral="cannot_now", cannot_consent_because="missing", may_be_named="yes")
    assert "may_be_named" not in answers
    assert "notified_what_happened" in answers
