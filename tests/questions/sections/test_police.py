"""Reports to the police."""

from opennrm.questions.catalogue import CATALOGUE
from tests.questions.edits import adult


def test_reported_before_means_that_it_was_reported() -> None:
    assert "police_force" in adult(reported_before="yes")
    assert "police_force" not in adult(reported_before="no")
    assert "it has been reported" in CATALOGUE.question("reported_before").hint
