"""The verb `rotate-keys`: new keys while the site is used. Cut off anywhere, the same command goes on where it was."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import Any

from opennrm.config.fault import Fault
from opennrm.console.house import house

HELP = "put a new wrapping key in use; also new data keys, and take retired keys out of the keys file"


GRACE = 35
"""Days for which a retired key stays in the file at least: as long as the files of people's keys that it opens."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What else to change."""
    parser.add_argument(
        "--vault-key",
        action="store_true",
        help="change OPENNRM_VAULT_KEY alone; its former value stands in OPENNRM_VAULT_KEY_BEFORE until this is done",
    )
    parser.add_argument("--data", action="store_true", help="also seal all data anew, with new data keys")
    parser.add_argument(
        "--drop-retired",
        action="store_true",
        help="take retired keys out of the keys file: backups made while they were in use can then not be read",
    )
    parser.add_argument(
        "--retired-for",
        type=int,
        default=GRACE,
        metavar="DAYS",
        help=f"with --drop-retired: only keys that have been retired for so many days (default: {GRACE})",
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Change the keys. Raises `WrongKeys`, `CannotChange`, and `Fault` for days that are none."""
    if options.retired_for < 0:
        raise Fault("--retired-for is a whole number of days from 0: 0 drops every retired key at once.")
    with house(settled=False):
        from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

        from opennrm.audit.asking import upgrading  # noqa: PLC0415
        from opennrm.vault.changing import changing_keys  # noqa: PLC0415
        from opennrm.vault.opening import refuse_wrong_keys  # noqa: PLC0415
        from opennrm.vault.rotating import drop_retired, renew_data_keys, rotate  # noqa: PLC0415

        refuse_wrong_keys()
        if options.vault_key:
            with upgrading(), changing_keys():
                return _change_key_of_settings()
        today = timezone.localdate()
        with upgrading(), changing_keys():
            key_id, wrapped = rotate(today)
            told: dict[str, Any] = {"in_use": key_id, "wrapped": wrapped}
            if options.data:
                told["sealed_anew"], told["kept_former"] = renew_data_keys()
            if options.drop_retired:
                told["dropped"] = drop_retired(before=today - timedelta(days=options.retired_for - 1))
        return told


def _change_key_of_settings() -> dict[str, Any]:
    from opennrm.partners.second_factor import seal_factors_anew  # noqa: PLC0415 - Django is set up only by now
    from opennrm.vault.key_of_settings import change_key_of_settings, needs_change  # noqa: PLC0415

    return {"changed": needs_change(), "factors_sealed_anew": change_key_of_settings(seal_factors_anew)}


def tell(result: dict[str, Any]) -> str:
    """Which key is in use now, and what was done with it."""
    if "factors_sealed_anew" in result:
        lines = ["OPENNRM_VAULT_KEY is in use; the former one opens nothing any more." if result["changed"] else
                 "OPENNRM_VAULT_KEY was in use already."]  # fmt: skip
        lines.append(f"{result['factors_sealed_anew']:,} second factors were sealed anew.")
        return "\n".join([*lines, "Take OPENNRM_VAULT_KEY_BEFORE out of the settings, and start the programs again."])
    lines = [f"The key {result['in_use']} is in use; {result['wrapped']:,} data keys were wrapped with it."]
    if "sealed_anew" in result:
        lines.append(f"{result['sealed_anew']:,} values were sealed anew. Make a backup now: docs/how-to/keys.md.")
    if result.get("kept_former"):
        lines.append(
            f"{result['kept_former']:,} records hold something that cannot be opened, and keep their former data key: "
            "`./opennrm verify` names them."
        )
    if "dropped" in result:
        lines.append(f"Taken out of the keys file: {', '.join(result['dropped']) or 'none'}.")
    else:
        lines.append("Former keys stay in the keys file, retired, for backups made while they were in use.")
    return "\n".join([*lines, "Keep a copy of the keys file where no backup of the database lies."])
