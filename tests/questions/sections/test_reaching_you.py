"""How to reach whoever refers."""

from opennrm.questions.sections.reaching_you import SECTION
from tests.questions.edits import adult, anonymous, child, named

KEYS = {question.key for page in SECTION.pages for question in page.questions}


def test_a_second_contact_is_asked() -> None:
    assert "alternative_contact_email" in KEYS


def test_it_is_asked_wherever_somebody_is_named_and_nowhere_else() -> None:
    assert all(set(answers) >= KEYS for answers in (adult(), child()))
    assert set(named()) & KEYS == KEYS - {"own_reference"}
    assert not KEYS & set(anonymous())
