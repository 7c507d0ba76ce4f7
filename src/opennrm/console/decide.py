"""The verb `decide`: writes a decision on reasonable or conclusive grounds, checks it as second officer, or serves it.

Reasons and remarks come from files only: what stands on a command line can be read by others on the machine.
"""

from __future__ import annotations

import argparse
from typing import Any

from opennrm.config.fault import Fault
from opennrm.console import case
from opennrm.console.given_files import text_of
from opennrm.console.house import in_the_house

HELP = "decide on reasonable or conclusive grounds in a case, check the decision, or serve it"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which case, who acts, and one of three things to do."""
    parser.add_argument("reference", metavar="REF", help="the reference of the case")
    parser.add_argument("--as", dest="who", required=True, metavar="EMAIL", help="the account that acts")
    todo = parser.add_mutually_exclusive_group(required=True)
    todo.add_argument("--outcome", choices=["positive", "negative"], help="write a decision with this outcome")
    todo.add_argument("--check", choices=["agree", "return"], help="as second officer: countersign it, or return it")
    todo.add_argument("--serve", action="store_true", help="serve the decision that was countersigned")
    parser.add_argument(
        "--grounds",
        choices=["reasonable", "conclusive"],
        default="reasonable",
        help="with --outcome: which of the two decisions (default reasonable)",
    )
    parser.add_argument("--reasons-file", metavar="FILE", help="the reasons, with --outcome; - is stdin")
    parser.add_argument(
        "--answer-file",
        metavar="FILE",
        help="with --outcome or --serve: the answer to independent reviewers who asked for another look; - is stdin",
    )
    parser.add_argument(
        "--read", metavar="HASH", help="with --check: the hash of the text that was read, as `case REF --reasons` shows"
    )
    parser.add_argument("--remark-file", metavar="FILE", help="with --check return: what to look at again; - is stdin")
    parser.add_argument("--seen", type=int, metavar="VERSION", help="refuse if the case has changed since this version")


@in_the_house
def run(options: argparse.Namespace) -> dict[str, Any]:
    """Do it, and give where the case stands then. Raises `Refused` with the rule's reason, and `Fault`."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.console import acting  # noqa: PLC0415

    at = timezone.now()
    shared: dict[str, Any] = {"seen": options.seen, "by": acting.actor_named(options.who, at), "at": at}
    if options.check:
        return acting.check(options.reference, **_checked(options), **shared)
    shared["answer"] = text_of(options.answer_file) if options.answer_file else ""
    if options.serve:
        return acting.serve(options.reference, **shared)
    reasons = text_of(options.reasons_file) if options.reasons_file else ""
    kind = f"{options.grounds}_grounds"
    return acting.decide(options.reference, kind=kind, outcome=options.outcome, reasons=reasons, **shared)


def _checked(options: argparse.Namespace) -> dict[str, Any]:
    if not options.read:
        raise Fault("Name the text that was read with --read HASH: `./opennrm case REF --reasons` shows text and hash.")
    remark = text_of(options.remark_file) if options.remark_file else ""
    return {"agreed": options.check == "agree", "text_hash": options.read, "remark": remark}


def tell(result: dict[str, Any]) -> str:
    """Where the case stands now."""
    return case.standing(result)
