"""The person can be given what was held against them, and where it came from."""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone

from opennrm.cases.reasons import AdverseRead
from opennrm.disclosure.pieces_of_reasons import pieces_of_reasons


def test_what_speaks_against_is_a_piece_with_its_source() -> None:
    point = AdverseRead(uuid4(), "credibility", "It changed.", "A note", timezone.now())
    (piece,) = pieces_of_reasons([point], [])
    assert (piece.text, piece.rows) == ("It changed.", (("From", "A note"),))
