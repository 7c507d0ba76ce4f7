"""Age decides the journey."""

import pytest

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import pages_that_apply


@pytest.mark.parametrize(("age", "council"), [("under_18", True), ("not_sure", True), ("adult", False)])
def test_a_council_is_asked_for_children_and_where_age_is_in_doubt(age: str, council: bool) -> None:
    slugs = [page.slug for page in pages_that_apply(CATALOGUE, {"age_answer": age})]
    assert ("council-contacted" in slugs) is council
    assert ("consent" in slugs) is not council
