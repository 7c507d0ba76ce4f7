"""The pieces of what speaks against in a case, and of what officers wrote of its points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opennrm.cases.reasons import AdverseRead, WeighedRead
from opennrm.disclosure.pieces import day_of, in_plain_words, piece_of
from opennrm.mechanism.redaction import Piece


def pieces_of_reasons(adverse: Iterable[AdverseRead], weighed: Iterable[WeighedRead]) -> Iterator[Piece]:
    """All of them; who wrote them is not told."""
    for point in adverse:
        title = f"Speaks against: {in_plain_words(point.kind)}"
        on = day_of(point.added_at)
        yield piece_of(f"adverse:{point.id}", "decisions", title, ("From", point.source), text=point.text, on=on)
    for each in weighed:
        rows = (("Rests on", each.rests_on), ("Guidance", each.guidance))
        title = f"Points addressed: {in_plain_words(each.kind)}"
        yield piece_of(f"weighed:{each.id}", "decisions", title, *rows, text=each.text, on=day_of(each.weighed_at))
