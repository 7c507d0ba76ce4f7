"""People beside the person: described as far as they are known, and never hidden from whom the address protects."""

from opennrm.questions.sections.entries_of_people import EXPLOITERS, OTHER_VICTIMS, PROFESSIONALS
from opennrm.questions.whereabouts import STAFF_ANSWERS, whereabouts_of


def test_nobody_has_to_be_named() -> None:
    for page in (EXPLOITERS, OTHER_VICTIMS):
        assert page.entries is not None
        assert not [field.key for field in page.entries.fields if field.required]


def test_professionals_are_people_at_work() -> None:
    assert PROFESSIONALS.entries is not None
    assert PROFESSIONALS.entries.key in STAFF_ANSWERS
    assert whereabouts_of(PROFESSIONALS.entries) is None
