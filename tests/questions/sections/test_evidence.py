"""Evidence."""

from tests.questions.edits import adult


def test_evidence_is_described_only_where_there_is_some() -> None:
    assert "evidence_described" in adult(has_evidence="yes")
    assert "evidence_described" not in adult(has_evidence="no")
