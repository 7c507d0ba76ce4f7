"""The verb `verify`: the history against its anchors, then every case, referral, notification and letter.

It reads one moment of the database, changes nothing in it, and so can run beside a house at work.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from opennrm.config.fault import Fault
from opennrm.config.progress import say
from opennrm.console.house import house

if TYPE_CHECKING:
    from opennrm.audit.seal import Anchor

HELP = "check the history against its anchors, and every case, referral, notification and letter against it"
SAY_EVERY = 5.0
"""Seconds between two lines of progress."""

T = TypeVar("T")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where the anchors are, and whether to add one."""
    parser.add_argument(
        "--anchor",
        type=Path,
        metavar="FILE",
        help="file of anchors to hold the history against, best on another machine (default: anchor/chain.jsonl in "
        "the data folder)",
    )
    parser.add_argument("--no-anchor", action="store_true", help="add no new anchor when everything holds")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Verify. Exit code 1 if anything does not hold. Raises `Fault` if there is nothing to verify or no anchor file."""
    with house(settled=False):
        from django.conf import settings  # noqa: PLC0415 - Django is set up only by now

        path: Path = options.anchor or settings.DATA / "anchor" / "chain.jsonl"
        return verify(path, add_anchor=not options.no_anchor)


def verify(path: Path, *, add_anchor: bool) -> dict[str, Any]:
    """Verify against the anchors in the file at `path`; where everything holds, and it is wanted, add one.

    Gives what was looked at and what was found. Raises `Fault`.
    """
    from django.db import connection, transaction  # noqa: PLC0415 - Django is set up only by now
    from django.utils import timezone  # noqa: PLC0415

    from opennrm.audit.queries import head  # noqa: PLC0415
    from opennrm.audit.seal import write_anchor  # noqa: PLC0415

    began = time.monotonic()
    anchors = _anchors(path)  # before the moment that is read, so that no anchor can be of a later one
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        if "audit_event" not in connection.introspection.table_names():
            raise Fault("There is no history in this database yet: start the product once with `./opennrm run`.")
        told = look(anchors)
        seq, head_hash = head()
    told |= {"anchored": None, "anchor_file": str(path)}
    if told["ok"] and add_anchor and seq > 0:
        told["anchored"] = write_anchor(path, seq, head_hash, timezone.now()).seq
    return told | {"seconds": round(time.monotonic() - began, 1)}


def look(anchors: list[Anchor]) -> dict[str, Any]:
    """Look at everything, in the transaction that the caller opened; gives counts and findings (plain sentences)."""
    from opennrm.audit.queries import head, stream_entries  # noqa: PLC0415 - Django is set up only by now
    from opennrm.audit.seal import check_chain  # noqa: PLC0415
    from opennrm.cases.casework_verification import check_casework  # noqa: PLC0415
    from opennrm.cases.party_verification import check_parties  # noqa: PLC0415
    from opennrm.cases.verification import check_cases  # noqa: PLC0415
    from opennrm.duty_to_notify.verification import check_notifications  # noqa: PLC0415
    from opennrm.notifications.verification import check_letters  # noqa: PLC0415
    from opennrm.referrals.verification import check_referrals  # noqa: PLC0415

    last = head()
    counts = {"entries": 0, "cases": 0, "referrals": 0, "notifications": 0, "letters": 0}
    counts["entries"], broken = check_chain(_counted(stream_entries(), Progress("entries", last[0])), last, anchors)
    findings = [f"History, entry {found.seq}: {found.what}." for found in broken]
    checks = (
        ("cases", check_cases),
        ("referrals", check_referrals),
        ("notifications", check_notifications),
        ("casework", check_casework),
        ("parties", check_parties),
        ("letters", check_letters),
    )
    for name, check in checks:
        progress = Progress(name)
        findings += [f"{found.reference}: {_sentence(found.what)}" for found in check(progress)]
        counts[name] = progress.count
    return {"ok": not findings, **counts, "anchors": len(anchors), "findings": findings}


def tell(result: dict[str, Any]) -> str:
    """What was looked at and whether it holds, in sentences."""
    looked_at = (
        f"{result['entries']:,} entries of the history, {result['cases']:,} cases, {result['referrals']:,} referrals, "
        f"{result['notifications']:,} notifications and {result['letters']:,} letters"
    )
    against = f"held against {_how_many(result['anchors'], 'anchor')} of {result['anchor_file']}"
    if not result["anchors"]:
        against = f"without an anchor to hold them against ({result['anchor_file']} has none)"
    lines = [f"Looked at {looked_at}, {against}, in {result['seconds']} s."]
    lines += result["findings"]
    if result["ok"]:
        lines.append("Everything holds.")
    else:
        lines.append(f"{_how_many(len(result['findings']), 'finding')}: this database does not say what happened.")
    if result["anchored"] is not None:
        lines.append(f"Entry {result['anchored']} is anchored. Keep a copy of that file on another machine.")
    return "\n".join(lines)


class Progress:
    """Says from time to time how far a check is."""

    def __init__(self, name: str, of: int | None = None) -> None:
        self.name = name
        self.of = of
        self.count = 0
        self._said = time.monotonic()

    def __call__(self, count: int) -> None:
        """Take note of how many were looked at so far."""
        self.count = count
        if time.monotonic() - self._said >= SAY_EVERY:
            self._said = time.monotonic()
            say(f"{count:,}{f' of {self.of:,}' if self.of else ''} {self.name} looked at")


def _counted(many: Iterable[T], told: Callable[[int], None]) -> Iterable[T]:
    for count, each in enumerate(many, start=1):
        if count % 1000 == 0:
            told(count)
        yield each


def _anchors(path: Path) -> list[Anchor]:
    from opennrm.audit.seal import read_anchors  # noqa: PLC0415 - Django is set up only by now

    try:
        return read_anchors(path)
    except (OSError, ValueError, TypeError) as error:
        raise Fault(
            f"{path} cannot be read as a file of anchors: put back the copy that was kept elsewhere."
        ) from error


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _how_many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
