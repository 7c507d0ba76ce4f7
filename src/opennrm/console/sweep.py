"""The verb `sweep`: does what a day brings by itself, once: recovery that is over ends, late replies are chased."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from opennrm.console.house import in_the_house

if TYPE_CHECKING:
    from datetime import datetime

HELP = "do what a day brings: end recovery periods that are over, and chase replies that are late"


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


@in_the_house
def run(options: argparse.Namespace) -> dict[str, Any]:
    """How much of each was done; doing it again on the same day does nothing."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    return sweep(timezone.now())


def sweep(at: datetime) -> dict[str, Any]:
    """What this moment's day brings, for the verb and for the thread beside the pages."""
    from opennrm.cases.actions.chasing import chase_what_is_late  # noqa: PLC0415
    from opennrm.cases.actions.recovering import end_recoveries_that_are_over  # noqa: PLC0415

    return {
        "recoveries_ended": end_recoveries_that_are_over(at=at),
        "requests_chased": chase_what_is_late(at=at),
    }


def tell(result: dict[str, Any]) -> str:
    """One sentence."""
    return (
        f"Recovery periods that were over and ended: {result['recoveries_ended']:,}; "
        f"late replies chased: {result['requests_chased']:,}."
    )
