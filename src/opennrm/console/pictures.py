"""The verb `pictures`: writes the pages of docs/ that are made from the code, or says which are out of date."""

from __future__ import annotations

import argparse
from typing import Any

from opennrm.config.data_folder import ROOT
from opennrm.console.house import without_database

HELP = "write the pages of docs/ that are made from the code, or check that they are fresh"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Write or check."""
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 if a page is out of date")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Write what is out of date, or name it."""
    without_database()
    from opennrm.console.documents import DOCUMENTS, stale  # noqa: PLC0415 - Django is set up only by now

    old = stale(ROOT)
    if not options.check:
        for path in old:
            (ROOT / path).write_text(DOCUMENTS[path](), encoding="utf-8")
    return {"ok": not (options.check and old), "out_of_date" if options.check else "written": old}


def tell(result: dict[str, Any]) -> str:
    """What was written, or what is out of date."""
    if "written" in result:
        return "\n".join(f"Wrote {path}" for path in result["written"]) or "Every page was fresh."
    if result["out_of_date"]:
        return "\n".join([*(f"Out of date: {path}" for path in result["out_of_date"]), "Run `make pictures`."])
    return "Every page is fresh."
