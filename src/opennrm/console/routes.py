"""The verb `routes`: every address of the house with its policy."""

from __future__ import annotations

import argparse
from typing import Any

from opennrm.console.house import without_database

HELP = "list every address with its name and who may open it"


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(options: argparse.Namespace) -> dict[str, Any]:
    """List them. Exit code 1 if an address has no policy."""
    without_database()
    from opennrm.console.documents.routes import addresses  # noqa: PLC0415 - Django is set up only by now

    found = [
        {"pattern": address.pattern, "name": address.name, "policy": str(address.policy) if address.policy else None}
        for address in addresses()
    ]
    return {"ok": all(address["policy"] for address in found), "routes": found}


def tell(result: dict[str, Any]) -> str:
    """One line for each."""
    wide = max(len(route["pattern"]) for route in result["routes"])
    named = max(len(route["name"]) for route in result["routes"])
    return "\n".join(
        f"{route['pattern']:<{wide}}  {route['name']:<{named}}  {route['policy'] or 'NO POLICY'}"
        for route in result["routes"]
    )
