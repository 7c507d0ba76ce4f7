"""Where whoever refers works."""

from opennrm.questions.sections.referrer import SECTION


def test_the_nation_is_asked_first_and_the_organisation_never() -> None:
    assert [question.key for page in SECTION.pages for question in page.questions] == ["referrer_nation"]
