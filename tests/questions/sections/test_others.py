"""Others who may be victims: nobody is left behind because the form did not ask."""

from opennrm.questions.conditions import is_
from opennrm.questions.sections.others import SECTION


def test_what_is_known_of_others_is_asked_also_when_it_is_not_certain() -> None:
    page = next(page for page in SECTION.pages if page.slug == "other-victims")
    assert [question.key for question in page.questions] == ["other_victims_known", "other_victims_in_words"]
    assert page.questions[1].only_if == is_("other_victims_known", "yes", "not_known")
