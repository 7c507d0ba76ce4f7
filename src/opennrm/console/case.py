"""The verb `case`: where a case stands, why its clocks end when they do, and what happened in it."""

from __future__ import annotations

import argparse
from typing import Any

from opennrm.console.house import in_the_house

HELP = "say where a case stands, with its clocks explained and its timeline"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which case, and who looks."""
    parser.add_argument("reference", metavar="REF", help="the reference of the case")
    parser.add_argument(
        "--as", dest="who", required=True, metavar="EMAIL", help="the account that looks; the history says so"
    )
    parser.add_argument("--reasons", action="store_true", help="show the reasons of its decisions too")


@in_the_house
def run(options: argparse.Namespace) -> dict[str, Any]:
    """Look. Raises `Fault` if there is no such case for this account."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.console import acting  # noqa: PLC0415

    at = timezone.now()
    by = acting.actor_named(options.who, at)
    return acting.case_as_seen(options.reference, with_reasons=options.reasons, by=by, at=at)


def tell(result: dict[str, Any]) -> str:
    """Paragraphs: where it stands, clocks, decisions, timeline."""
    lines = [standing(result), "", "Clocks"]
    for clock in result["clocks"]:
        ended = f" ({clock['ended']})" if clock["ended"] else ""
        lines += [f"  {_words(clock['rule'])}: {clock['kind']}, {clock['due_on'] or 'no limit'}{ended}"]
        lines += [f"    {line}" for line in clock["explanation"].splitlines()]
    if result["decisions"]:
        lines += ["", "Decisions"]
    for decision in result["decisions"]:
        signed = ", countersigned" if decision["countersigned"] else ""
        outcome = f"{_words(decision['kind'])}: {decision['outcome']}"
        lines += [f"  {outcome}, {_words(decision['state'])}{signed}, by {decision['written_by']}"]
        lines += [f"    text {decision['text_hash']}"]
        lines += [f"    {line}" for line in decision.get("reasons", "").splitlines()]
    lines += ["", "Timeline"]
    lines += [
        f"  {entry['at'][:16].replace('T', ' ')}  {entry['who']}: {entry['sentence']}" for entry in result["timeline"]
    ]
    return "\n".join(lines)


def standing(result: dict[str, Any]) -> str:
    """One line on where a case stands."""
    due = f", due on {result['due_on']}" if result["due_on"] else ""
    return f"{result['reference']} stands at: {_words(result['stage'])}{due} (version {result['version']})"


def _words(code: str) -> str:
    return code.replace("_", " ")
