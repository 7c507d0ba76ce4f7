"""The verb `rotate-keys`: new keys while the site is used. Cut off anywhere, the same command goes on where it was."""

from __future__ import annotations

import argparse
from typing import Any

from opennrm.console.house import house

HELP = "put a new wrapping key in use; also new data keys, and take retired keys out of the keys file"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What else to change."""
    parser.add_argument("--data", action="store_true", help="also seal all data anew, with new data keys")
    parser.add_argument(
        "--drop-retired",
        action="store_true",
        help="take retired keys out of the keys file: backups made while they were in use can then not be read",
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Change the keys. Raises `WrongKeys`."""
    with house(settled=False):
        from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

        from opennrm.vault.opening import refuse_wrong_keys  # noqa: PLC0415
        from opennrm.vault.rotating import drop_retired, renew_data_keys, rotate  # noqa: PLC0415

        refuse_wrong_keys()
        key_id, wrapped = rotate(timezone.localdate())
        told: dict[str, Any] = {"in_use": key_id, "wrapped": wrapped}
        if options.data:
            told["sealed_anew"] = renew_data_keys()
        if options.drop_retired:
            told["dropped"] = drop_retired()
        return told


def tell(result: dict[str, Any]) -> str:
    """Which key is in use now, and what was done with it."""
    lines = [f"The key {result['in_use']} is in use; {result['wrapped']:,} data keys were wrapped with it."]
    if "sealed_anew" in result:
        lines.append(f"{result['sealed_anew']:,} values were sealed anew.")
    if "dropped" in result:
        lines.append(f"Taken out of the keys file: {', '.join(result['dropped']) or 'none'}.")
    else:
        lines.append("Former keys stay in the keys file, retired, for backups made while they were in use.")
    return "\n".join([*lines, "Keep a copy of the keys file where no backup of the database lies."])
