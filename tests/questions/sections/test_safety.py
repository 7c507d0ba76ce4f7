"""Safety comes first."""

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import pages_that_apply


def test_danger_now_tells_to_ring_999_before_anything_else() -> None:
    answers = {"danger_now": "yes"}
    assert [page.slug for page in pages_that_apply(CATALOGUE, answers)][:2] == ["danger-now", "ring-999"]
    assert "999" in CATALOGUE.page("ring-999").warning
    assert "ring-999" not in [page.slug for page in pages_that_apply(CATALOGUE, {"danger_now": "not_known"})]
