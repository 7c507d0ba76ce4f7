"""What leaves is told by purpose, basis and fingerprint, and never by who receives it."""

from __future__ import annotations

import pytest

from opennrm.mechanism.events import DisclosureReleased, PieceMarked, RedactionDecided, told

HASH = "a" * 64


def test_a_release_is_told_by_purpose_basis_and_fingerprint() -> None:
    released = DisclosureReleased(
        subject="NRM-1", disclosure="d-1", purpose="court", basis="court_order", recipient_hash=HASH, file_hash=HASH
    )
    assert told("DisclosureReleased", released.facts()) == (
        f"A disclosure was released: court. Basis: court order. Fingerprint of the file: {HASH}."
    )


def test_marks_and_what_is_held_back_are_told_in_words() -> None:
    marked = PieceMarked(subject="NRM-1", mark_id="m-1", piece_kind="evidence", mark="third_party", whole=True)
    assert told("PieceMarked", marked.facts()).startswith("Something was marked: third party. Where: evidence.")
    decided = RedactionDecided(
        subject="NRM-1", disclosure="d-1", held_back=("source", "medical"), pieces=9, withheld=2, content_hash=HASH
    )
    assert "source, medical. Held back: 2 times" in told("RedactionDecided", decided.facts())


def test_a_recipient_cannot_be_put_where_their_hash_belongs() -> None:
    with pytest.raises(ValueError, match="recipient_hash"):
        DisclosureReleased(
            subject="NRM-1", disclosure="d", purpose="court", basis="other", recipient_hash="A. Judge", file_hash=HASH
        )
