"""The verb `refer`: sends a referral from one JSON object of answers, by the rules of the pages."""

from __future__ import annotations

import argparse
import json
from typing import Any

from opennrm.config.progress import say
from opennrm.console.given_files import object_of
from opennrm.console.house import in_the_house

HELP = "send a referral from a file of answers, and print its reference and receipt"
WRONG = 2
"""The exit code when answers must be corrected, as for every fault of what was given."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and whose referral it is."""
    parser.add_argument(
        "file", metavar="FILE", help="one JSON object of answers by question key (`questions schema`); - is stdin"
    )
    parser.add_argument("--as", dest="who", required=True, metavar="EMAIL", help="the account that refers")


@in_the_house
def run(options: argparse.Namespace) -> int | dict[str, Any]:
    """Send it. Exit code 2, and one line for each answer to correct, where something is wrong; then nothing is kept."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.console import acting  # noqa: PLC0415
    from opennrm.referrals.whole import WrongAnswers  # noqa: PLC0415

    answers, at = object_of(options.file), timezone.now()
    try:
        return acting.refer(answers, by=acting.actor_named(options.who, at), at=at)
    except WrongAnswers as wrong:
        errors = [{"field": error.field_id, "message": error.message} for error in wrong.errors]
    if options.json:
        print(json.dumps({"error": "Nothing was sent: correct these answers.", "errors": errors}, ensure_ascii=False))
    else:
        say("\n".join(["Nothing was sent. Correct:", *(f"  {e['field']}: {e['message']}." for e in errors)]))
    return WRONG


def tell(result: dict[str, Any]) -> str:
    """The receipt, in lines."""
    return "\n".join(
        [
            f"Received: {result['reference']}",
            f"  received on  {result['received_on']}, referred as {result['referred_as']}",
            f"  from         {result['organisation']}",
            f"  by           {result['authority']}",
            f"  sent hash    {result['sent_hash']}",
        ]
    )
