"""A refusal is a value: what may not be done, why, and which text says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something may not be done.

    `code` is a stable slug for tests and the API; `because` is a sentence that a person can act on;
    `source` is the key of a document in `mechanism.sources` (or "house" for a rule of this product);
    `field` names the form field it speaks of, if it speaks of one.
    """

    code: str
    because: str
    source: str
    field: str | None = None


class Refused(Exception):
    """Raised by actions when a rule answered with a refusal; pages show its sentence."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def refuse_if(refusal: Refusal | None) -> None:
    """Raise `Refused` if the rule refused; otherwise do nothing."""
    if refusal is not None:
        raise Refused(refusal)
