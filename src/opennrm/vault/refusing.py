"""Why something sealed is not opened. None of these says what was sealed."""

from __future__ import annotations


class CannotOpen(ValueError):
    """What was sealed was changed, or sealed for something else, or with a key that is not here."""


class Tampered(CannotOpen):
    """What was kept is not what was sealed for this place: it was changed, cut, or moved here from elsewhere."""


class NotSealed(CannotOpen):
    """What was kept was never sealed; `./opennrm seal` seals what earlier versions left open."""


class Erased(CannotOpen):
    """Its key was erased, so that nobody can ever read it again."""


class WrongKeys(Exception):
    """The keys at hand are not those of this database. The text says which key is missing, and what to do."""


class CannotChange(Exception):
    """Keys, or what is sealed, cannot be changed now or by this role. Nothing was changed; the text says what to do."""
