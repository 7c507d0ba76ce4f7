"""What the person said of consents since, and who was told a part of the referral on the strength of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opennrm.cases.consents import ConsentRead
from opennrm.cases.parts import PartRow
from opennrm.disclosure.pieces import day_of, in_plain_words, piece_of
from opennrm.mechanism.receivers import READABLE
from opennrm.mechanism.redaction import Mark, Piece, Ruled, as_written


def pieces_of_ledger(entries: Sequence[ConsentRead]) -> Iterator[Piece]:
    """Each entry of the ledger; through whom it was said, and who interpreted, is about others, and not in it.
    What is not to be shared is its text, so that it is held back by rule and can be marked."""
    for number, entry in enumerate(entries, start=1):
        on = entry.said_on or day_of(entry.recorded_at)
        rows = (
            ("Said", in_plain_words(entry.said.value)), ("On", entry.said_on), ("How", in_plain_words(entry.how)),
            ("Explained in", entry.language), ("Interpreter", in_plain_words(entry.interpreter)),
            ("Taken from", "the referral, and not said anew" if entry.taken_over else None),
        )  # fmt: skip
        title = f"Said of the consent: {in_plain_words(entry.scope.value)}"
        text = f"Not to be shared: {entry.limits}" if entry.limits else ""
        ruled = (Ruled(Mark.NOT_SHARED, 0, len(as_written(text))),) if text else ()
        yield piece_of(f"ledger:{number}", "consents", title, *rows, text=text, on=on, ruled=ruled)


def pieces_of_parts(parts: Sequence[PartRow]) -> Iterator[Piece]:
    """Which organisation was given a part, as what, and when; what it was told are answers of the referral itself."""
    for part in parts:
        if part.organisation and part.state in READABLE:
            on = day_of(part.made_at)
            rows = (("As", in_plain_words(part.receiver.value)), ("Made", on))
            yield piece_of(f"part:{part.id}", "parties", f"Told a part: {part.organisation}", *rows, on=on)
