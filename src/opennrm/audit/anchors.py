"""Anchors: the head of the history as it was at a moment, signed, and kept where the database's owner cannot reach."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from opennrm.vault.signing import Signer, is_signed, key_id_of

CHAIN, PUBLIC_KEYS, TROUBLE = "chain.jsonl", "public_keys.jsonl", "trouble.json"
"""The files of the folder of anchors; the last is there while something keeps the history from being anchored."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head at a moment: number and hash of the last entry, how many there were; signed, but for the oldest."""

    seq: int
    hash: str
    at: str
    count: int | None = None
    key: str | None = None
    signature: str | None = None

    @property
    def said(self) -> bytes:
        """What the signature covers; the stand-alone verifier spells it alike."""
        return f"opennrm anchor 1\n{self.seq}\n{self.count}\n{self.hash}\n{self.at}\n{self.key}\n".encode()

    @property
    def line(self) -> str:
        """The anchor as a line of JSON."""
        return json.dumps({name: value for name, value in asdict(self).items() if value is not None})


def sign_head(signer: Signer, seq: int, head_hash: bytes, count: int, at: datetime) -> Anchor:
    """An anchor of this head, signed."""
    bare = Anchor(seq, head_hash.hex(), at.isoformat(), count, signer.key_id)
    return Anchor(bare.seq, bare.hash, bare.at, bare.count, bare.key, signer.sign(bare.said))


def read_anchors(path: Path) -> list[Anchor]:
    """The anchors of a file of JSON lines; none if the file does not exist. Raises `ValueError` if it is not one.

    A line that was never finished, because the power went while it was written, is passed over.
    """
    return _anchors_in(path.read_text()) if path.exists() else []


def anchors_until(content: bytes, seq: int) -> bytes:
    """The lines of a file of anchors that anchor no entry after this one, as they stand."""
    lines = (line for line in content.splitlines(keepends=True) if line.rstrip().endswith(b"}"))
    return b"".join(line for line in lines if json.loads(line)["seq"] <= seq)


def last_signed(folder: Path) -> Anchor | None:
    """The newest anchor in the folder that one of its keys signed: what the schedule and its alarm believe.

    Not what the database says: whoever can write there could say that all is well. None where there is none to read.
    A line that nobody can read is passed over here, and here alone: it says nothing of when the last anchor was made,
    and whoever checks the history finds it.
    """
    try:
        with (folder / CHAIN).open("rb") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - _TAIL))
            told = file.read().decode(errors="replace")
        keys = read_public_keys(folder / PUBLIC_KEYS)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    lines = (told.partition("\n")[2] if end > _TAIL else told).splitlines()
    return next(filter(None, (_signed_in(line, keys) for line in reversed(lines))), None)


def _signed_in(line: str, keys: Mapping[str, str]) -> Anchor | None:
    """The anchor of a line, if one of these keys signed it; none where the line says anything else."""
    try:
        anchor = Anchor(**json.loads(line))
        return anchor if anchor.signature and not check_anchors([anchor], keys) else None
    except (ValueError, TypeError):
        return None


_READABLE = 0o644
_TAIL = 1 << 16
"""Bytes at the end of the file in which the newest anchor stands: some two hundred of them."""


def _anchors_in(text: str) -> list[Anchor]:
    return [Anchor(**json.loads(line)) for line in text.splitlines() if line.strip() and not _is_torn(line)]


def _is_torn(line: str) -> bool:
    return line.startswith("{") and not line.rstrip().endswith("}")


def write_anchor(path: Path, anchor: Anchor) -> Anchor:
    """Add an anchor to the file, on disk before it returns."""
    _append(path, anchor.line)
    return anchor


def keep_trouble(folder: Path, what: str, at: datetime) -> None:
    """Let everybody who reads the folder know that the history cannot be anchored, by the name of what is wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TROUBLE).write_text(json.dumps({"what": what, "at": at.isoformat()}) + "\n")
    (folder / TROUBLE).chmod(_READABLE)


def trouble(folder: Path) -> str:
    """The name of what keeps the history from being anchored; empty where nothing does."""
    try:
        return str(json.loads((folder / TROUBLE).read_text())["what"])
    except FileNotFoundError:
        return ""
    except (OSError, ValueError, KeyError, TypeError):
        return "unreadable"


def no_trouble(folder: Path) -> None:
    """The history is anchored again."""
    (folder / TROUBLE).unlink(missing_ok=True)


def read_public_keys(path: Path) -> dict[str, str]:
    """Public keys (hex) by their short names. Raises `ValueError` where a name is not that of its key."""
    if not path.exists():
        return {}
    keys = {}
    for line in path.read_text().splitlines():
        told = json.loads(line)
        if key_id_of(told["public"]) != told["key"]:
            raise ValueError(f"{told['key']} is not the name of its key.")
        keys[str(told["key"])] = str(told["public"])
    return keys


def publish_key(path: Path, signer: Signer) -> None:
    """Let the file of public keys name this one; it names every key that was ever used."""
    if signer.key_id not in read_public_keys(path):
        _append(path, json.dumps({"key": signer.key_id, "public": signer.public}))


def check_anchors(anchors: Iterable[Anchor], keys: Mapping[str, str]) -> list[tuple[int, str]]:
    """What is wrong with the anchors themselves: the number of an entry, and a sentence.

    An anchor without a signature is from before anchors were signed: none may stand after a signed one, and where
    there is a key, one is signed.
    """
    found: list[tuple[int, str]] = []
    before: Anchor | None = None
    signed = False
    for anchor in anchors:
        found += [(anchor.seq, f"the anchor of {anchor.at} {wrong}") for wrong in _wrong_in(anchor, keys, signed)]
        if before is not None and anchor.seq < before.seq:
            found.append((anchor.seq, f"at {anchor.at} the history was shorter than before"))
        before, signed = anchor, signed or anchor.signature is not None
    if keys and before is not None and not signed:
        found.append((before.seq, "no anchor is signed, although there is a key"))
    return found


def _wrong_in(anchor: Anchor, keys: Mapping[str, str], signed_before: bool) -> Iterator[str]:
    if anchor.signature is None:
        if signed_before:
            yield "lost its signature"
    elif anchor.key is None or anchor.key not in keys:
        yield "names a key that is not one of ours"
    elif not is_signed(anchor.said, anchor.signature, keys[anchor.key]):
        yield "was changed after it was signed"
    if anchor.count is not None and anchor.count != anchor.seq:
        yield f"counted {anchor.count} entries"


def _append(path: Path, line: str) -> None:
    """Add a line, on disk when this returns; an unfinished one before it stays alone on its own.

    Whoever may enter the folder may read the file, whatever the mask of who writes it: the pages tell of its age.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        end = file.seek(0, os.SEEK_END)
        if not end:
            os.fchmod(file.fileno(), _READABLE)
        file.seek(max(0, end - 1))
        is_torn = file.read(1) not in (b"", b"\n")
        file.write(f"{chr(10) if is_torn else ''}{line}\n".encode())
        file.flush()
        os.fsync(file.fileno())
