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
    """Do it; gives how much each part did, and what kind of fault kept which case (its reference) or part from
    being done."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.console.days_work import do_the_days_work  # noqa: PLC0415

    failed: dict[str, str] = {}
    done = do_the_days_work(timezone.now(), failed)
    return {**done, "ok": False, "failed": failed} if failed else dict(done)
