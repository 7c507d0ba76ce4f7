"""Who refers."""

from opennrm.questions.sections.referrer import SECTION


def test_a_second_contact_is_asked_and_the_organisation_is_not() -> None:
    keys = [question.key for page in SECTION.pages for question in page.questions]
    assert "alternative_contact_email" in keys
    assert not [key for key in keys if "organisation" in key]
