"""What the history tells of reasons holds codes and hashes, and nobody's words."""

from __future__ import annotations

from opennrm.mechanism.events import AdversePointAdded, PointsAddressed


def test_each_is_told_in_words_without_what_was_written() -> None:
    about = {"subject": "NRM-1", "case": "NRM-1", "text_hash": "ab" * 32}
    added = AdversePointAdded(**about, point_kind="inconsistency")
    assert (
        added.sentence.format(point_kind="inconsistency") == "A point that speaks against was recorded: inconsistency."
    )
    assert "text" not in PointsAddressed.__dataclass_fields__
