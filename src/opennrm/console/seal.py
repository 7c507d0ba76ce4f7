"""The verb `seal`: seals personal data that versions before sealing left open. Cut off, it goes on where it was."""

from __future__ import annotations

import argparse
from typing import Any

from opennrm.console.house import house

HELP = "seal personal data that an earlier version left open"


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Seal what is open. Raises `WrongKeys`."""
    with house(settled=False):
        from opennrm.referrals.searching import keep_missing_tokens  # noqa: PLC0415 - Django is set up only by now
        from opennrm.vault.left_open import seal_what_is_open  # noqa: PLC0415
        from opennrm.vault.opening import refuse_wrong_keys  # noqa: PLC0415

        refuse_wrong_keys()
        return {"sealed": seal_what_is_open(), "made_findable": keep_missing_tokens()}


def tell(result: dict[str, Any]) -> str:
    """How many values there were."""
    return f"{result['sealed']:,} values were open and are sealed now." if result["sealed"] else "Everything is sealed."
