#!/usr/bin/env python3
"""Checks an export of the history against anchors that were kept outside: one file, Python 3.9 or newer, nothing else.

  python3 verify_history.py EXPORT --anchors FILE --key PUBLIC_KEY [--old-until N]

EXPORT is what `opennrm verify --export` wrote: hashes, and nobody's name. FILE holds anchors, one a line of JSON, as
they stand in the e-mails or the folder of anchors. PUBLIC_KEY is the key (64 hexadecimal digits) that you were given
when the installation began, or a file of such keys; take it from your own papers, never from beside the export.

Entries of the first versions of the product cannot be recomputed without what they say: their hash covers it. None is
taken unless you know, from your own papers, until which number they go, and say so with --old-until. They are then
taken as they are told, and only anchors among them, and the entries after them, hold them.

It needs no database, no network and no trust in who runs the installation. It recomputes the chain from its first
entry and says at which head it ends. Exit code 0: every anchor stands in it; 1: something does not hold; 2: unreadable.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from typing import Any

FORMAT = "opennrm history 1"

# Ed25519 (RFC 8032, section 5.1): only what checking a signature takes. Nothing here is secret, so it may be slow.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


class Unreadable(ValueError):
    """A file is not what it should be."""


def add(a: Point, b: Point) -> Point:
    """The sum of two points, in extended coordinates."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    w, x, y, z = f - e, h - g, h + g, f + e
    return (w * x % P, y * z % P, x * y % P, w * z % P)


def times(scalar: int, point: Point) -> Point:
    """A point added to itself so many times."""
    total: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point = add(point, point)
        scalar >>= 1
    return total


def x_of(y: int, sign: int) -> int:
    """The x that belongs to this y. Raises `ValueError` where no point has it."""
    if y >= P:
        raise ValueError("not a point")
    squared = (y * y - 1) * pow(D * y * y + 1, P - 2, P)
    x = pow(squared, (P + 3) // 8, P)
    if (x * x - squared) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - squared) % P or (x == 0 and sign):
        raise ValueError("not a point")
    return P - x if x & 1 != sign else x


def point_from(raw: bytes) -> Point:
    """A point from its 32 bytes. Raises `ValueError`."""
    number = int.from_bytes(raw, "little")
    y = number & ((1 << 255) - 1)
    x = x_of(y, number >> 255)
    return (x, y, 1, x * y % P)


def same(a: Point, b: Point) -> bool:
    """Whether two points are one."""
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE: Point = (x_of(BASE_Y, 0), BASE_Y, 1, x_of(BASE_Y, 0) * BASE_Y % P)


def is_signed(said: bytes, signature: bytes, public: bytes) -> bool:
    """Whether the holder of this Ed25519 public key signed these bytes."""
    if len(public) != 32 or len(signature) != 64:
        return False
    try:
        key, commitment = point_from(public), point_from(signature[:32])
    except ValueError:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + said).digest(), "little") % ORDER
    return same(times(scalar, BASE), add(commitment, times(challenge, key)))


def entries(path: str) -> Iterator[tuple[str, str]]:
    """The lines of an export after its first: `b` and the hash of a body, or `h` and the hash of an old entry."""
    with open(path, encoding="ascii") as file:
        first = json.loads(file.readline())
        if not isinstance(first, dict) or first.get("format") != FORMAT:
            raise Unreadable(path + " is no export of a history.")
        for line in file:
            kind, _, digest = line.strip().partition(" ")
            if kind not in ("b", "h") or len(digest) != 64:
                raise Unreadable(path + " has a line that is no hash.")
            yield kind, digest


def recompute(path: str, wanted: dict[int, str], old_until: int) -> tuple[int, str, dict[int, str], list[str]]:
    """Number and hash of the last entry, the hashes at the wanted numbers, and what is wrong with the lines."""
    number, head, at_anchor, wrong, new_form = 0, b"", {}, [], False
    unchecked = 0
    for kind, digest in entries(path):
        number += 1
        if kind == "b":
            head = hashlib.sha256(head + f"{number}#{digest}".encode()).digest()
            new_form = True
        else:
            if new_form:
                wrong.append(f"Entry {number} is of the old form, after entries of the new one.")
            head = bytes.fromhex(digest)
            unchecked += number > old_until
        if number in wanted:
            at_anchor[number] = head.hex()
    if unchecked:
        wrong.append(f"{unchecked} entries are of the old form, which is not recomputed, and you did not allow them.")
    return number, head.hex(), at_anchor, wrong


def read_lines(path: str) -> list[dict[str, Any]]:
    """The JSON objects of a file, one a line; other lines (as in an e-mail) are passed over."""
    found = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip().startswith("{") and line.rstrip().endswith("}"):  # one that was never finished says nothing
                found.append(json.loads(line))
    return found


def read_keys(given: str) -> dict[str, bytes]:
    """Public keys by their short names, from 64 digits or from a file."""
    told = [given] if len(given) == 64 else [str(line["public"]) for line in read_lines(given) if "public" in line]
    keys = [bytes.fromhex(public) for public in told]
    return {hashlib.sha256(key).hexdigest()[:16]: key for key in keys}


def wrong_with(anchor: dict[str, Any], keys: dict[str, bytes], at_anchor: dict[int, str]) -> str:
    """What is wrong with an anchor, or nothing."""
    if "signature" not in anchor:
        return "is not signed"
    if anchor["key"] not in keys:
        return "is signed with another key than yours"
    fields = (anchor["seq"], anchor["count"], anchor["hash"], anchor["at"], anchor["key"])
    said = "".join(f"{line}\n" for line in ("opennrm anchor 1", *fields)).encode()
    if not is_signed(said, bytes.fromhex(anchor["signature"]), keys[anchor["key"]]):
        return "was changed after it was signed"
    if anchor["count"] != anchor["seq"]:
        return "counted another number of entries"
    if anchor["seq"] not in at_anchor:
        return "stood at an entry that was cut off"
    return "" if at_anchor[anchor["seq"]] == anchor["hash"] else "does not stand in this history: it was rewritten"


def main(arguments: list[str]) -> int:
    """Check, tell, and give the exit code."""
    parser = argparse.ArgumentParser(description="Check an export of a history against anchors that were kept outside.")
    parser.add_argument("export", help="what `opennrm verify --export` wrote")
    parser.add_argument("--anchors", required=True, help="file of anchors, one a line")
    parser.add_argument("--key", required=True, help="public key (64 hexadecimal digits), or a file of them")
    parser.add_argument(
        "--old-until", type=int, default=0, metavar="N", help="take entries of the first versions until this number"
    )
    options = parser.parse_args(arguments)
    try:
        anchors = [line for line in read_lines(options.anchors) if "seq" in line]
        keys = read_keys(options.key)
        last, head, at_anchor, findings = recompute(
            options.export, {anchor["seq"]: "" for anchor in anchors}, options.old_until
        )
        for anchor in anchors:
            wrong = wrong_with(anchor, keys, at_anchor)
            findings += [f"The anchor of {anchor['at']} (entry {anchor['seq']}) {wrong}."] if wrong else []
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"This cannot be read: {error}")  # noqa: T201 - a program that is run by itself
        return 2
    if not anchors:
        findings.append("There is no anchor to hold it against.")
    told = [f"{last} entries; the chain ends at {head}", f"{len(anchors)} anchors", *findings]
    if options.old_until:
        told.append(f"Entries 1 to {min(options.old_until, last)} were not recomputed where they are of the old form.")
    told.append("It does not hold." if findings else "Everything holds.")
    print("\n".join(told))  # noqa: T201
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
