"""The pieces of what was written about a person: letters, and notifications that name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from opennrm.disclosure.pieces import day_of, in_plain_words, piece_of
from opennrm.disclosure.safe_addresses import ADDRESS_GAP, WHOLE, is_safe_address
from opennrm.duty_to_notify.queries import NotificationRead
from opennrm.duty_to_notify.told import told_by
from opennrm.mechanism.redaction import Mark, Piece, Ruled, as_written
from opennrm.notifications.queries import LetterRow
from opennrm.questions.whereabouts import STAFF_ANSWERS


def pieces_of_letters(letters: Iterable[LetterRow], contents: Mapping[UUID, Mapping[str, Any]]) -> Iterator[Piece]:
    """Letters, each with what was filled into it; a letter that was sent again counts once.

    The line of name and address stands first, and is marked by rule.
    """
    for letter in {each.id: each for each in letters}.values():
        rows = (
            ("To the", in_plain_words(letter.audience)), ("By", in_plain_words(letter.channel)),
            ("Written", day_of(letter.written_at)), ("How it went", in_plain_words(letter.standing)),
        )  # fmt: skip
        filled = dict(contents.get(letter.id, {}))
        address = _line(ADDRESS_GAP, filled.pop(ADDRESS_GAP, None))
        lines = [address, *(_line(gap, said) for gap, said in filled.items())]
        ruled = (Ruled(Mark.SAFE_ADDRESS, 0, len(as_written(address))),) if address else ()
        text, on = "\n".join(line for line in lines if line), day_of(letter.written_at)
        yield piece_of(f"letter:{letter.id}", "letters", letter.title, *rows, text=text, on=on, ruled=ruled)


def pieces_of_notification(read: NotificationRead) -> Iterator[Piece]:
    """A notification that names the person, without what it says of people at work."""
    sent = (("Sent", read.sent_on), ("By", read.organisation))
    key = f"notification:{read.reference}"
    yield piece_of(key, "notifications", f"Notification {read.reference}", *sent, on=read.sent_on)
    for section in told_by(read):
        for row in section.rows:
            if row.key in STAFF_ANSWERS:
                continue
            text, ruled = "\n".join(row.lines), WHOLE if is_safe_address(row.kind, row.key) else ()
            yield piece_of(f"{key}.{row.key}", "notifications", row.label, text=text, on=read.sent_on, ruled=ruled)


def _line(gap: str, said: Any) -> str:
    texts = ", ".join(_texts(said))
    return f"{in_plain_words(gap)}: {texts}" if texts else ""


def _texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, in its order."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
    elif value is not None:
        yield str(value)
