"""Where."""

import pytest

from opennrm.questions.catalogue import CATALOGUE
from tests.questions.edits import adult


@pytest.mark.parametrize(
    ("where", "uk", "overseas"),
    [("uk", True, False), ("overseas", False, True), ("uk_and_overseas", True, True), ("not_known", False, False)],
)
def test_places_are_asked_where_it_happened(where: str, uk: bool, overseas: bool) -> None:
    answers = adult(exploitation_where=where)
    assert ("exploitation_uk_towns" in answers, "exploitation_countries" in answers) == (uk, overseas)


def test_a_safe_house_is_never_asked_for() -> None:
    assert "Do not give the address of a safe house" in CATALOGUE.page("staying-now").warning
