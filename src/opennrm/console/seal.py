"""The verb `seal`: seals personal data that versions before sealing left open. Cut off, it goes on where it was."""

from __future__ import annotations

import argparse
from typing import Any

from opennrm.console.house import house

HELP = "seal personal data that an earlier version left open"


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Seal what is open; exit code 1 if something stays open. Raises `WrongKeys`, `CannotChange`."""
    with house(settled=False):
        from opennrm.audit.asking import upgrading  # noqa: PLC0415 - Django is set up only by now
        from opennrm.referrals.searching import keep_missing_tokens  # noqa: PLC0415
        from opennrm.vault.columns import name_of  # noqa: PLC0415
        from opennrm.vault.left_open import columns_left_open, seal_what_is_open  # noqa: PLC0415
        from opennrm.vault.opening import refuse_wrong_keys  # noqa: PLC0415

        refuse_wrong_keys()
        with upgrading():
            told: dict[str, Any] = {"sealed": seal_what_is_open(), "made_findable": keep_missing_tokens()}
        told["left_open"] = [name_of(field) for field in columns_left_open()]
        return {"ok": not told["left_open"]} | told


def tell(result: dict[str, Any]) -> str:
    """How many values there were, and what is left."""
    if result["left_open"]:
        return f"Some values of {', '.join(result['left_open'])} are still open: run `./opennrm seal` again."
    return f"{result['sealed']:,} values were open and are sealed now." if result["sealed"] else "Everything is sealed."
