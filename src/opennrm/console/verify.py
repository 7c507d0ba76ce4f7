"""The verb `verify`: the history against its anchors, then every case, referral, notification, letter and file.

It reads one moment of the database, changes nothing in it, and so can run beside a house at work.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from opennrm.config.fault import Fault
from opennrm.config.progress import say
from opennrm.console.house import house

if TYPE_CHECKING:
    from opennrm.audit.anchors import Anchor

HELP = "check the history against its anchors, and every case, referral, notification, letter and file against it"
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
    parser.add_argument(
        "--first",
        action="store_true",
        help="there is no anchor yet, because the history is new or was restored without them: begin them here",
    )
    parser.add_argument("--no-anchor", action="store_true", help="add no new anchor when everything holds")
    parser.add_argument(
        "--keys",
        type=Path,
        metavar="FILE",
        help="public keys that anchors may be signed with, best a copy of your own (default: public_keys.jsonl beside "
        "the anchors)",
    )
    parser.add_argument(
        "--export",
        type=Path,
        metavar="FILE",
        help="also write the hashes of the history, for an outsider's tools/verify_history.py; no name is in it",
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Verify. Exit code 1 if anything does not hold. Raises `Fault` if there is nothing to verify or no anchor file."""
    with house(settled=False):
        from django.conf import settings  # noqa: PLC0415 - Django is set up only by now

        from opennrm.audit.anchors import CHAIN  # noqa: PLC0415

        path: Path = options.anchor or settings.ANCHORS / CHAIN
        held = Held(is_first=options.first, is_a_copy=options.anchor is not None)
        return verify(path, add_anchor=not options.no_anchor, held=held, keys=options.keys, export=options.export)


@dataclass(frozen=True, slots=True)
class Held:
    """What the file of anchors is: `is_first`, there may be none yet; `is_a_copy`, newer ones may not be in it yet."""

    is_first: bool = False
    is_a_copy: bool = False


def verify(
    path: Path, *, add_anchor: bool, held: Held = Held(), keys: Path | None = None, export: Path | None = None
) -> dict[str, Any]:
    """Verify against the anchors in the file at `path`; where everything holds, and it is wanted, add one.

    Gives what was looked at and what was found. Raises `Fault`, and `WrongKeys` where no key of the settings opens what
    this database hashes with.
    """
    from django.db import connection, transaction  # noqa: PLC0415 - Django is set up only by now
    from django.utils import timezone  # noqa: PLC0415

    from opennrm.audit.queries import head  # noqa: PLC0415
    from opennrm.console.exporting import write_export  # noqa: PLC0415
    from opennrm.vault.opening import take_secrets_or_refuse  # noqa: PLC0415

    began = time.monotonic()
    take_secrets_or_refuse()
    anchors, public = _anchors(path, keys)  # before the moment that is read, so that no anchor can be of a later one
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        if "audit_event" not in connection.introspection.table_names():
            raise Fault("There is no history in this database yet: start the product once with `./opennrm run`.")
        told = look(anchors, public)
        seq, head_hash = head()
        told["findings"] += _lost(path, anchors, seq, held)
        told["ok"] = not told["findings"]
        told["exported"] = None if export is None else write_export(export)
    told |= {"anchored": None, "anchor_file": str(path), "head": head_hash.hex()}
    if told["ok"] and add_anchor and seq > 0:
        told["anchored"] = _anchor(path, (seq, head_hash), timezone.now())
    return told | {"seconds": round(time.monotonic() - began, 1)}


def look(anchors: list[Anchor], public: dict[str, str]) -> dict[str, Any]:
    """Look at everything, in the transaction that the caller opened; gives counts and findings (plain sentences)."""
    from django.conf import settings  # noqa: PLC0415 - Django is set up only by now

    from opennrm.assurance.verification import check_reviews  # noqa: PLC0415
    from opennrm.audit.anchors import check_anchors  # noqa: PLC0415
    from opennrm.audit.queries import head, stream_entries  # noqa: PLC0415
    from opennrm.audit.seal import BACK_DATED, check_chain  # noqa: PLC0415
    from opennrm.cases.casework_verification import check_casework  # noqa: PLC0415
    from opennrm.cases.key_verification import check_keys  # noqa: PLC0415
    from opennrm.cases.part_verification import check_parts  # noqa: PLC0415
    from opennrm.cases.party_verification import check_parties  # noqa: PLC0415
    from opennrm.cases.verification import check_cases  # noqa: PLC0415
    from opennrm.disclosure.verification import check_disclosures  # noqa: PLC0415
    from opennrm.duty_to_notify.verification import check_notifications  # noqa: PLC0415
    from opennrm.evidence.verification import check_files  # noqa: PLC0415
    from opennrm.notifications.verification import check_letters  # noqa: PLC0415
    from opennrm.panels.verification import check_panels  # noqa: PLC0415
    from opennrm.partners.profile_verification import check_profile_changes  # noqa: PLC0415
    from opennrm.referrals.verification import check_referrals  # noqa: PLC0415
    from opennrm.retention.verification import check_tombstones  # noqa: PLC0415

    last = head()
    counts = {"entries": 0, "cases": 0, "referrals": 0, "notifications": 0, "letters": 0, "files": 0}
    entries = _counted(stream_entries(), Progress("entries", last[0]))
    back_dated = None if settings.DEMONSTRATION else BACK_DATED
    counts["entries"], broken = check_chain(entries, last, anchors, back_dated=back_dated)
    findings = [f"Anchors, entry {seq}: {what}." for seq, what in check_anchors(anchors, public)]
    findings += [f"History, entry {found.seq}: {found.what}." for found in broken]
    checks = (
        ("cases", check_cases),
        ("referrals", check_referrals),
        ("notifications", check_notifications),
        ("casework", check_casework),
        ("parties", check_parties),
        ("parts", check_parts),
        ("letters", check_letters),
        ("files", check_files),
        ("disclosures", check_disclosures),
        ("reviewers", check_reviews),
        ("panels", check_panels),
        ("profiles", check_profile_changes),
        ("erased records", check_tombstones),
        ("keys", check_keys),
    )
    for name, check in checks:
        progress = Progress(name)
        findings += [f"{found.reference}: {_sentence(found.what)}" for found in check(progress)]
        counts[name] = progress.count
    return {"ok": not findings, **counts, "anchors": len(anchors), "findings": findings}


def _lost(path: Path, anchors: list[Anchor], seq: int, held: Held) -> list[str]:
    """Which anchors are missing: all of them, or one that the database says was made after the file's first."""
    from opennrm.audit.queries import anchors_told  # noqa: PLC0415 - Django is set up only by now

    if seq and not anchors:
        return [] if held.is_first else [f"Anchors: {path} has none to hold the history against: is it the right file?"]
    if not seq or held.is_a_copy:
        return []
    since = datetime.fromisoformat(anchors[0].at)
    there = {(anchor.seq, anchor.hash, anchor.signature) for anchor in _anchors(path, None)[0]}
    return [
        f"Anchors, entry {anchor.seq}: the anchor of {anchor.at} is not in {path}."
        for anchor in anchors_told(since)
        if (anchor.seq, anchor.hash, anchor.signature) not in there
    ][:20]


def tell(result: dict[str, Any]) -> str:
    """What was looked at and whether it holds, in sentences."""
    looked_at = (
        f"{result['entries']:,} entries of the history, {result['cases']:,} cases, {result['referrals']:,} referrals, "
        f"{result['notifications']:,} notifications, {result['letters']:,} letters and {result['files']:,} files"
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
    if result.get("exported"):
        lines.append(f"Its hashes lie in {result['exported']}: an outsider checks them with tools/verify_history.py.")
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


def _anchor(path: Path, last: tuple[int, bytes], at: datetime) -> int:
    from django.conf import settings  # noqa: PLC0415 - Django is set up only by now

    from opennrm.audit.anchoring import signer_for  # noqa: PLC0415
    from opennrm.audit.anchors import sign_head, write_anchor  # noqa: PLC0415

    seq, head_hash = last
    try:
        signer = signer_for(settings.ANCHOR_KEY, path.parent)
        return write_anchor(path, sign_head(signer, seq, head_hash, seq, at)).seq
    except (OSError, ValueError) as error:
        raise Fault(f"Everything holds, but no anchor could be added: {_sentence(str(error))}") from error


def _anchors(path: Path, keys: Path | None) -> tuple[list[Anchor], dict[str, str]]:
    from opennrm.audit.anchors import PUBLIC_KEYS, read_anchors, read_public_keys  # noqa: PLC0415

    try:
        return read_anchors(path), read_public_keys(keys or path.parent / PUBLIC_KEYS)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Fault(
            f"{path} cannot be read as a file of anchors: put back the copy that was kept elsewhere."
        ) from error


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _how_many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
