"""The one field type for personal data: never filtered, sorted, indexed or unique; sealing it changes only this file.

Every column of every table says its data class in its database comment, from its first migration:
S0 open, S1 needed for clocks and counts, S2 personal, S3 a life at risk. S2 and S3 use `PersonalField`.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import FieldError
from django.db import models


class PersonalField(models.Field):  # type: ignore[type-arg]
    """JSON of a person's data (text, list, mapping or None), kept as bytes of its own format version.

    Takes and gives plain JSON values. It cannot be looked up: `filter(name=...)` raises `FieldError`.
    """

    FORMAT = b"\x00"  # 0 = not yet sealed; a sealed format comes with the keyring

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for never in ("unique", "db_index", "primary_key"):
            if kwargs.get(never):
                raise FieldError(f"A personal field is never {never}.")
        comment = str(kwargs.get("db_comment", ""))
        if not comment.startswith(("S2", "S3")):
            raise FieldError("A personal field says its data class (S2 or S3) in db_comment.")
        super().__init__(*args, **kwargs)

    def db_type(self, connection: Any) -> str:
        """Bytes, whatever the content."""
        return "bytea"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Open what was kept."""
        return None if value is None else open_value(bytes(value))

    def get_prep_value(self, value: Any) -> bytes | None:
        """Close what is to be kept."""
        return None if value is None else close_value(value)

    def get_lookup(self, lookup_name: str) -> Any:
        """No look-up but "is it there"."""
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError("A personal field cannot be searched, compared or sorted by.")


def close_value(value: Any) -> bytes:
    """The bytes kept for a JSON value."""
    return PersonalField.FORMAT + json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def open_value(kept: bytes) -> Any:
    """The JSON value of bytes made by `close_value`. Raises `ValueError` for a format it does not know."""
    if kept[:1] != PersonalField.FORMAT:
        raise ValueError("This value was kept in a format that this version does not know.")
    return json.loads(kept[1:])
