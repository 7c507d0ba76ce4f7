"""Cases, their decisions and letters."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.house.examples import foreign


@foreign(
    "case",
    "take_case",
    "allocate_case",
    "add_evidence",
    "reasonable_grounds",
    "check_reasonable_grounds",
    "serve_reasonable_grounds",
)
def _no_case() -> dict[str, Any]:
    return {"reference": "NRM-0000-0000"}


@foreign("letter")
def _no_letter() -> dict[str, Any]:
    return {"reference": "NRM-0000-0000", "letter_id": uuid4()}
