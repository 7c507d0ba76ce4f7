"""The one field type for personal data: sealed, and never filtered, sorted, indexed or unique.

Every column of every table says its data class in its database comment, from its first migration:
S0 open, S1 needed for clocks and counts, S2 personal, S3 a life at risk. S2 and S3 use `PersonalField`.
A model with such fields says under whose key they are (`SEALED_UNDER`: a look-up path from the row to an id or a
reference), and what names its rows to the seal (`SEALED_AS`: a column of UUIDs known before the row is written).
"""

from __future__ import annotations

import json
import re
from typing import Any, cast
from uuid import UUID

import structlog
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models

from opennrm.vault.envelope import place_of, refuse_unsealed
from opennrm.vault.opening import hold, key_for, opened_key, scope_of
from opennrm.vault.refusing import CannotOpen, Erased, Tampered
from opennrm.vault.unreadable import DAMAGED, ERASED, reads_past

log = structlog.get_logger()

_COLUMN = re.compile(r'(?P<table>"?\w+"?)\."?(?P<column>\w+)"?')
_ROW, _LENGTH = 16, 2
_NO_KEY = 0xFFFF


class SealedBytes(bytes):
    """What a personal column keeps: bytes that were sealed, so that nothing else can be kept in one."""


class PersonalField(models.Field):  # type: ignore[type-arg]
    """JSON of a person's data (text, list, mapping or None), kept sealed and bound to its table, column and row.

    Takes and gives plain JSON values. It cannot be looked up: `filter(name=...)` raises `FieldError`. It is written by
    saving a row; `update(name=...)` raises `FieldError`, since it does not know which rows those are.
    """

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

    def content_of(self, value: Any) -> bytes:
        """What is sealed of a value."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    def value_of(self, content: bytes) -> Any:
        """The value of what was sealed."""
        return json.loads(content)

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        """Let the column be read with the id of its row and its key, so that opening it takes no statement more."""
        found = _COLUMN.fullmatch(sql)
        if found is None:
            raise FieldError("A personal field is read as it is, not within an expression.")
        return (_selected(self, found["table"]) if settings.VAULT_SEALS else sql), params

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Open what was kept. Raises `CannotOpen`."""
        return None if value is None else open_selected(self, bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Seal the value of a row that is being saved."""
        value = getattr(model_instance, self.attname)
        if value is None:
            return None
        return sealed(self, value, row=row_of(model_instance), scope=scope_of_row(model_instance))

    def get_prep_value(self, value: Any) -> bytes | None:
        """Let through what was sealed. Raises `FieldError` for anything else."""
        if value is None or isinstance(value, SealedBytes):
            return None if value is None else bytes(value)
        raise FieldError("A personal field is sealed with its row: save the row instead of updating the column.")

    def get_lookup(self, lookup_name: str) -> Any:
        """No look-up but "is it there"."""
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError("A personal field cannot be searched, compared or sorted by.")


class PersonalBytesField(PersonalField):
    """The same for bytes as they are, such as a piece of a file."""

    def content_of(self, value: Any) -> bytes:
        """The bytes themselves."""
        return bytes(value)

    def value_of(self, content: bytes) -> Any:
        """The bytes themselves."""
        return content


def sealed(field: PersonalField, value: Any, *, row: UUID, scope: UUID) -> SealedBytes:
    """A JSON value sealed for a row under the key of a scope, for a statement of one's own. Raises `Erased`."""
    content = field.content_of(value)
    if not settings.VAULT_SEALS:
        return SealedBytes(b"\x00" + content)
    return SealedBytes(key_for(scope).seal(content, place(field, row)))


def personal(model: type[models.Model], name: str) -> PersonalField:
    """The personal field of this name."""
    field = model._meta.get_field(name)
    if not isinstance(field, PersonalField):
        raise FieldError(f"{name} is no personal field.")
    return field


def place(field: PersonalField, row: UUID) -> bytes:
    """Where a value of this field belongs, as bytes that are bound to it."""
    return place_of(field.model._meta.db_table, str(field.column), row)


def row_of(row: models.Model) -> UUID:
    """What names a row to the seal."""
    name: UUID = getattr(row, getattr(row, "SEALED_AS", "id"))
    return name


def scope_of_row(row: models.Model) -> UUID:
    """The scope under whose key the personal fields of a row are."""
    found: Any = row
    for step in row.SEALED_UNDER.split("__"):  # type: ignore[attr-defined]
        found = getattr(found, step)
    return scope_of(found)


def selected(field: PersonalField, alias: str) -> str:
    """How a statement of one's own selects a personal column of the table it calls `alias`, for `open_selected`."""
    return _selected(field, alias) if settings.VAULT_SEALS else f"{alias}.{field.column}"


def _selected(field: PersonalField, alias: str) -> str:
    """Row, length of the wrapped key, wrapped key and value, one behind the other; NULL where there is no value."""
    model, kept = field.model, f'{alias}."{field.column}"'
    row = cast("models.Field[Any, Any]", model._meta.get_field(getattr(model, "SEALED_AS", "id"))).column
    key = "int2send(octet_length(k.wrapped)::int2) || k.wrapped"
    return (
        f'uuid_send({alias}."{row}") || COALESCE((SELECT COALESCE({key}, '  # noqa: S608 - names of columns
        rf"'\x0000'::bytea) FROM vault_key k WHERE k.id = CASE WHEN octet_length({kept}) > 17 "
        rf"THEN encode(substr({kept}, 3, 16), 'hex')::uuid END), '\xffff'::bytea) || {kept}"
    )


def open_selected(field: PersonalField, read: bytes, *, held: bool = False) -> Any:
    """The JSON value of what `selected` gave. Raises `CannotOpen`, and leaves a line in the log unless it was erased.

    With `held` the key may be written with in the same transaction, without asking for it again.
    """
    if not settings.VAULT_SEALS:
        return field.value_of(read[1:])
    row = UUID(bytes=read[:_ROW])
    try:
        return field.value_of(_opened(field, row, read[_ROW:], held))
    except Erased:
        if reads_past():
            return ERASED
        raise
    except CannotOpen as refused:
        place = f"{field.model._meta.db_table}.{field.column}"
        log.critical("sealed_value_refused", column=place, row=str(row), why=type(refused).__name__)
        if reads_past():
            return DAMAGED
        raise


def _opened(field: PersonalField, row: UUID, read: bytes, held: bool) -> bytes:
    length = int.from_bytes(read[:_LENGTH], "big")
    known = length != _NO_KEY
    kept = read[_LENGTH + length * known :]
    refuse_unsealed(kept)
    if not known:
        raise Tampered("There is no such key.")
    if not length:
        raise Erased("The key of this was erased, so that nobody can read it again.")
    key = opened_key(read[_LENGTH : _LENGTH + length], UUID(bytes=kept[2:18]))
    if held:
        hold(key)
    return key.open(kept, place(field, row))
