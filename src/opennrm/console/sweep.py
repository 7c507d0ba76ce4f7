"""The verb `sweep`: what a day brings by itself, to be run once a day, and harmless when run again."""

from __future__ import annotations

import argparse
from typing import Any

from opennrm.console.house import in_the_house

HELP = "do what the day brings: recovery that is over ends, late replies are chased, clocks are counted again"


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: it does everything that is due."""


@in_the_house
def run(options: argparse.Namespace) -> dict[str, Any]:
    """Do it; gives how much each part did, and what kind of fault kept which case (its reference) from being done."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.cases.sweeping import sweep  # noqa: PLC0415
    from opennrm.notifications.clearing import forget_sent_emails  # noqa: PLC0415
    from opennrm.partners.own_sessions import clear_away  # noqa: PLC0415
    from opennrm.retention.actions.proposing import records_to_decide  # noqa: PLC0415
    from opennrm.retention.actions.reviewing import holds_to_review  # noqa: PLC0415

    failed: dict[str, str] = {}
    at = timezone.now()
    kept = {"holds to look at": holds_to_review(at, failed), "records to decide on": records_to_decide(at, failed)}
    done = {**sweep(at, failed), **clear_away(at), **kept, "e-mails forgotten": forget_sent_emails(at)}
    return {**done, "ok": False, "failed": failed} if failed else dict(done)
