"""The verb `roles`: every role in plain words, with what it lets somebody do."""

from __future__ import annotations

import argparse
from typing import Any

from opennrm.partners.roles import ROLES

HELP = "say what each role is for and what it may do"


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Roles by key."""
    return {
        "roles": [
            {
                "key": role.key,
                "title": role.title,
                "description": role.description,
                "may": sorted(permission.value for permission in role.permissions),
            }
            for role in ROLES.values()
        ]
    }


def tell(result: dict[str, Any]) -> str:
    """A paragraph for each role."""
    return "\n\n".join(
        "\n".join(
            [f"{role['title']} ({role['key']})", f"  {role['description']}", *(f"  - may {may}" for may in role["may"])]
        )
        for role in result["roles"]
    )
