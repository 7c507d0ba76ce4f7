"""A command happens once: sent again with the same token it gives the answer of the first time."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from opennrm.audit.record import NoCommand
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.vault.hashes import keyed_hash

CHANGED = Refusal(
    code="changed_after_sending",
    because="This was already sent, and what you sent now is different. Nothing was changed. "
    "Open what was sent to see it.",
    source="house",
)
FIRST_WAS_KEPT = Refusal(
    code="first_was_kept",
    because="What you sent first with this form was kept. This is different: send it again to add it as another, "
    "or go back and leave it.",
    source="house",
)
"""For what can be added any number of times: the page that says so carries a new token (`web/guard.py`)."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The answer of the first time: the reference of what was made then."""

    result: str


def form_token() -> str:
    """A new token for a form, 128 random bits; the form carries it hidden, so that sending twice is seen."""
    return secrets.token_urlsafe(16)


def once(
    *, who: UUID, token: str, body: bytes | Mapping[str, Any], at: datetime, changed: Refusal = CHANGED
) -> Earlier | None:
    """Claim the token for this command; to be called first within a `command`, and `remember` last.

    Gives None when this is the first time, or `Earlier` when the same was already done. Of parallel commands one goes
    on; the others wait for it here and are given its answer, or go on themselves if it came to nothing.
    Raises `Refused` (`changed`) when the token came with another body, and `NoCommand` outside a command.
    """
    if not connection.in_atomic_block:
        raise NoCommand("once")
    body_hash = _hash(body)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_command_key (who, token, body_hash, result, at) VALUES (%s, %s, %s, '', %s)"
            " ON CONFLICT (who, token) DO NOTHING",
            [who, token, body_hash, at],
        )
        if cursor.rowcount == 1:
            return None
        cursor.execute("SELECT body_hash, result FROM audit_command_key WHERE who = %s AND token = %s", [who, token])
        earlier_hash, result = cursor.fetchone()
    if earlier_hash != body_hash:
        raise Refused(changed)
    return Earlier(result=result)


def remember(*, who: UUID, token: str, result: str) -> None:
    """Keep the reference of what was made, in the same command that `once` let through."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_command_key SET result = %s WHERE who = %s AND token = %s", [result, who, token])


def made_once(make: Callable[[], UUID], *, who: UUID, token: str | None, body: Mapping[str, Any], at: datetime) -> UUID:
    """The id of what `make` makes; where the same was sent before with this token, of what was made then.

    For what can be added any number of times. To be called first within a `command`. Without a token it is made each
    time. Raises `Refused` (first_was_kept) when the token came with another body.
    """
    if not token:
        return make()
    earlier = once(who=who, token=token, body=body, at=at, changed=FIRST_WAS_KEPT)
    if earlier is not None:
        return UUID(earlier.result)
    made = make()
    remember(who=who, token=token, result=str(made))
    return made


def _hash(body: bytes | Mapping[str, Any]) -> str:
    # Keyed, because what was sent can be a person's words: a plain hash of a short text could be guessed from.
    return keyed_hash("command", body.hex() if isinstance(body, bytes) else json.loads(json.dumps(body, default=str)))
