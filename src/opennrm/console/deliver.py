"""The verb `deliver`: carries what waits in the outbox, once or again and again.

Before it, those who mind restricted cases are told who searched for their people, and that leaves with the rest.
After it, files that came with referrals are scanned and copied to be looked at. Again and again it also counts clocks
again that a bank holiday was added to: nobody waits for the next day's sweep.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from opennrm.config.fault import Fault
from opennrm.config.progress import say
from opennrm.console.anchoring import anchor_and_tell
from opennrm.console.holiday import recount_with_progress
from opennrm.console.house import house

if TYPE_CHECKING:
    from opennrm.notifications.delivery import Delivered

HELP = "send what waits to be sent: e-mails as the settings say, letters where the settings put them into a folder"
ROUND = 20
"""Messages between two looks at the clock."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """How much, and how often."""
    parser.add_argument("--limit", type=int, help="try at most so many messages (default: all that are due)")
    parser.add_argument(
        "--watch",
        type=float,
        metavar="SECONDS",
        help="look again every so many seconds until Ctrl-C, and count clocks again that a bank holiday was added to",
    )
    parser.add_argument("--dead-again", action="store_true", help="first let everything given up for dead wait again")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """How many were sent, failed and are to be tried again, or were given up for dead. Raises `Fault`."""
    if options.limit is not None and options.limit < 1:
        raise Fault("--limit is a whole number from 1: leave it out to send all that is due.")
    if options.watch is not None and options.watch <= 0:
        raise Fault("--watch is a number of seconds above 0: leave it out to send once.")
    with house():
        tell_of_searches_made()
        call_webhooks()
        return _delivered(options)


def tell(result: dict[str, Any]) -> str:
    """One sentence."""
    sentence = f"Sent {result['sent']:,}; {result['failed']:,} failed and will be tried again"
    return f"{sentence}; {result['dead']:,} given up: the page Letters and messages lists them."


def deliver_what_is_due(limit: int | None = None) -> Delivered:
    """Round after round until nothing is due or `limit` messages were tried, each round by its own clock."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.notifications.delivery import Delivered, deliver  # noqa: PLC0415

    done = Delivered()
    while limit is None or done.tried < limit:
        one = deliver(timezone.now(), ROUND if limit is None else min(ROUND, limit - done.tried))
        done += one
        if one.tried == 0 or one.sent == 0:  # what only failed is not hammered
            break
    return done


def examine_files() -> None:
    """Scan files that came, and make the copies of them that can be looked at."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.evidence.examining import examine_what_waits  # noqa: PLC0415

    if examine_what_waits(timezone.now()).scanner_away:
        say("The scanner of files does not answer: files wait, and it is asked again.")


def call_webhooks() -> int:
    """Make the calls to webhooks that are due; gives how many were taken."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.notifications.webhook_calls import call_what_is_due  # noqa: PLC0415

    return call_what_is_due(timezone.now()).taken


def tell_of_searches_made() -> int:
    """Tell those who mind restricted cases who searched for their people; gives how many searches were compared."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.cases.actions.hidden_searches import tell_of_searches  # noqa: PLC0415

    failed: dict[str, str] = {}
    compared = tell_of_searches(timezone.now(), failed)
    if failed:
        say(f"{len(failed)} searches could not be held against the restricted cases; they are tried again.")
    return compared


def _delivered(options: argparse.Namespace) -> dict[str, Any]:
    from django.utils import timezone  # noqa: PLC0415

    from opennrm.cases.list_changes import look_now_and_then  # noqa: PLC0415
    from opennrm.notifications.actions import try_dead_again  # noqa: PLC0415

    if options.dead_again:
        try_dead_again(at=timezone.now())
    done = deliver_what_is_due(options.limit)
    examine_files()
    try:
        while options.watch is not None:
            time.sleep(options.watch)
            look_now_and_then()
            recount_with_progress()
            anchor_and_tell(timezone.now())
            tell_of_searches_made()
            call_webhooks()
            done += deliver_what_is_due(options.limit)
            examine_files()
    except KeyboardInterrupt:
        say("Stopped.")
    return asdict(done)
