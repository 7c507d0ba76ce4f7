"""The verb `retention`: proposes the records that were kept long enough, and says under which schedule."""

from __future__ import annotations

import argparse
from typing import Any

from opennrm.console.house import in_the_house

HELP = "propose the records that were kept long enough, for people to decide on, and show the schedule"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether it only shows."""
    parser.add_argument("--show", action="store_true", help="only show the schedule, and propose nothing")


@in_the_house
def run(options: argparse.Namespace) -> dict[str, Any]:
    """Propose. It erases nothing: people do, on the page Retention. Gives the schedule and how many were proposed."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.config.fault import Fault  # noqa: PLC0415
    from opennrm.mechanism.calendar import legal_day  # noqa: PLC0415
    from opennrm.mechanism.retention import BadSchedule, schedule_on  # noqa: PLC0415
    from opennrm.retention.actions.proposing import records_to_decide  # noqa: PLC0415
    from opennrm.retention.queries import notifications_to_review  # noqa: PLC0415
    from opennrm.retention.schedules import schedules  # noqa: PLC0415

    at = timezone.now()
    failed: dict[str, str] = {}
    try:
        schedule = schedule_on(schedules(), legal_day(at))
    except BadSchedule as wrong:
        raise Fault(str(wrong)) from wrong
    proposed = 0 if options.show else records_to_decide(at, failed)
    return {
        "ok": not failed,
        "schedule": schedule.version if schedule else None,
        "reviewed_by": schedule.reviewed_by if schedule else None,
        "source": schedule.source if schedule else None,
        "rules": [
            {
                "record": rule.record_class.value,
                "counted_from": rule.trigger.value,
                "years": rule.years,
                "action": rule.action.value,
                "child_until_age": rule.child_until_age,
            }
            for rule in (schedule.rules if schedule else ())
        ],
        "proposed": proposed,
        "notifications": sum(count for _year, _kind, count in notifications_to_review(at)),
        "failed": failed,
    }


def tell(result: dict[str, Any]) -> str:
    """The schedule and how many were proposed, in sentences."""
    if result["schedule"] is None:
        return "No schedule holds yet, so nothing comes up."
    assumed = ", which nobody has verified" if result["source"] == "own" else ""
    lines = [f"Schedule {result['schedule']}{assumed}. {result['reviewed_by']}."]
    lines += [_told(rule) for rule in result["rules"]]
    lines.append(f"Records proposed now: {result['proposed']}. People decide on them on the page Retention.")
    lines.append(f"Notifications whose time is over, for review: {result['notifications']}.")
    lines += [f"{reference} could not be looked at ({kind})." for reference, kind in result["failed"].items()]
    return "\n".join(lines)


def _told(rule: dict[str, Any]) -> str:
    said = f"  {rule['record']}: {rule['years']} years from when it was {rule['counted_from']}, then {rule['action']}"
    of_a_child = f"; a child's not before they would be {rule['child_until_age']}"
    return said if rule["record"] == "notification" else said + of_a_child
