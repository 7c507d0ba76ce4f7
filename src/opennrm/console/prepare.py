"""The verb `prepare`: what an installation for real people needs before this version serves it, and after each upgrade.

It is run as the database role that owns the tables; the one that serves the pages may not change them.
"""

from __future__ import annotations

import argparse
from typing import Any

from opennrm.config.fault import Fault
from opennrm.console.house import house, settle_keys, settle_tables
from opennrm.console.serve import refuse_without_database
from opennrm.console.static_files import settle_static_files

HELP = "bring tables, rights and style sheets to what this version wants, for real people; as the tables' owner"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether only to look."""
    parser.add_argument("--check", action="store_true", help="only say whether the settings are fit for real people")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Look at the settings first: nothing is changed where they are unfit. Raises `Fault`."""
    refuse_without_database()
    with house(settled=False):
        from django.conf import settings  # noqa: PLC0415 - Django is set up only by now

        from opennrm.config.database_roles import give_rights  # noqa: PLC0415
        from opennrm.config.fitness import refuse_unfit  # noqa: PLC0415
        from opennrm.config.left_over import refuse_left_over_demonstration  # noqa: PLC0415

        refuse_unfit()
        if options.check:
            return {"fit": True}
        settle_tables()
        settle_keys()
        refuse_left_over_demonstration()
        web, worker = settings.WEB_ROLE, settings.WORKER_ROLE
        try:
            given = give_rights(web, worker)
            told = {"fit": True, "web_role": web, "worker_role": worker, "tables": given.tables, "walled": given.walled}
            settle_static_files()
        except OSError as error:
            raise Fault(
                f"Style sheets cannot be collected in {error.filename or settings.STATIC_ROOT} ({error.strerror}): "
                "give this user the folder that OPENNRM_STATIC names."
            ) from error
        return told | {"static": str(settings.STATIC_ROOT)}


def tell(result: dict[str, Any]) -> str:
    """What was looked at and what was done."""
    lines = ["The settings are fit for real people."]
    if "static" in result:
        lines += ["The tables are those of this version.", f"Style sheets and pictures lie in {result['static']}."]
    if result.get("web_role"):
        roles = f"The roles {result['web_role']} and {result['worker_role']}"
        lines.append(f"{roles} may read and write rows of {result['tables']} tables, no more.")
        lines.append(f"Of {result['walled']} tables the first sees what whoever asks was let see.")
    return "\n".join(lines)
