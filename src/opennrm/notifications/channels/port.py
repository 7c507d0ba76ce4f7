"""What every channel is given and what it must say: the port that post, SMTP, file and console stand behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing to carry: a PDF for the post, or a whole e-mail (RFC 5322) and the address it goes to.

    A parcel that is carried again has the same `id` and the same content.
    """

    id: UUID
    content: bytes
    recipient: str = ""


class Undelivered(Exception):
    """A parcel could not be carried: `code` says why, in a word that names nobody.

    `out_of_order` says that the channel itself does not work, whatever it is given; `for_good` that trying the same
    again is not expected to help.
    """

    def __init__(self, code: str, *, out_of_order: bool = False, for_good: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.out_of_order = out_of_order
        self.for_good = for_good


class Carrier(Protocol):
    """A channel that a machine can carry parcels by."""

    def carry(self, parcel: Parcel) -> None:
        """Carry one parcel and return once it is safe on the other side. Raises `Undelivered`."""
