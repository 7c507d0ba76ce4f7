"""The verb `demo`: loads the made-up people, and says whom to sign in as."""

from __future__ import annotations

import argparse
from typing import Any

from opennrm.config.fault import Fault
from opennrm.console.house import in_the_house

HELP = "load the made-up people and cases, and say whom to sign in as"


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


@in_the_house
def run(options: argparse.Namespace) -> dict[str, Any]:
    """Load them once; loading again changes nothing. Raises `Fault` where this installation is no demonstration."""
    from django.conf import settings  # noqa: PLC0415 - Django is set up only by now

    from opennrm.demo.load import SIGN_IN_PASSWORD, load_demonstration, sign_ins  # noqa: PLC0415

    if not settings.DEMONSTRATION:
        raise Fault("Made-up people belong in a demonstration only: set OPENNRM_DEMONSTRATION=1 if this is one.")
    return {
        "loaded": load_demonstration(),
        "people": [{"email": email, "is": roles} for email, roles in sign_ins()],
        "password": SIGN_IN_PASSWORD,
        "codes": f"{settings.PUBLIC_ADDRESS}/demonstration/",
    }


def tell(result: dict[str, Any]) -> str:
    """Whether anything was loaded, and who there is."""
    width = max(len(person["email"]) for person in result["people"])
    return "\n".join(
        [
            "Loaded." if result["loaded"] else "The made-up people were there already; nothing was changed.",
            "",
            *(f"  {person['email']:<{width}}  {person['is']}" for person in result["people"]),
            "",
            f"The password of each is {result['password']}, and their codes of now stand on {result['codes']}",
        ]
    )
