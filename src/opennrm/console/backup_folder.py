"""How a backup lies in its folder: sealed files, their hashes in the open, and a sealed manifest of what was in them.

  FOLDER/opennrm-2026-11-22T011500Z/   database.dump.age  files.tar.age  manifest.json.age  SHA256SUMS
  FOLDER/keyring/2026-11-22T011500Z.dump.age   the keys of people's data, sealed by the keys that are nowhere here

The second lies apart and is kept 35 days, so that what is erased by its key is gone from every backup by then.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from opennrm.audit.anchors import CHAIN, anchors_until
from opennrm.config.fault import Fault
from opennrm.vault.age import CannotUnseal, open_stream, seal_stream

DATABASE, FILES, MANIFEST, SUMS = "database.dump.age", "files.tar.age", "manifest.json.age", "SHA256SUMS"
PARTS = (DATABASE, FILES, MANIFEST)
KEYRING = "keyring"
KEYRING_TABLES = ("vault_key", "vault_wrapping_key")
"""Tables that go into the file of keys, and into no other."""
LEFT_OUT = ("partners_session",)
"""Tables whose rows no backup has: a restored place begins with nobody signed in."""
KEYRING_DAYS = 35
ANCHORS = "anchor"
KEPT_FILES = (ANCHORS, "mail", "post")
"""What of the data folder goes along. Never a key: of anchors, of sessions, or one that wraps keys."""
CHUNK = 1 << 20


class _Hashing:
    """Writes into a file and knows the hash of what was written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.hash = hashlib.sha256()

    def write(self, content: bytes) -> int:
        self.hash.update(content)
        return self._file.write(content)

    def flush(self) -> None:
        self._file.flush()


def seal_into(path: Path, reader: BinaryIO, recipients: list[str]) -> str:
    """Seal what `reader` gives into a new file, on disk when this returns; gives the file's hash."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        sink = _Hashing(file)
        seal_stream(reader, sink, recipients)
        file.flush()
        os.fsync(file.fileno())
    return sink.hash.hexdigest()


def unseal(path: Path, sink: Any, identity: Path) -> None:
    """Open a sealed file into `sink`. Raises `Fault` that names the file."""
    try:
        with path.open("rb") as file:
            open_stream(file, sink, identity)
    except CannotUnseal as error:
        raise Fault(f"{path} cannot be opened: {error}.") from error
    except FileNotFoundError as error:
        raise Fault(f"{path} is missing: this backup is not whole.") from error


def write_sums(folder: Path, sums: dict[str, str]) -> None:
    """The hashes of the sealed files, as `sha256sum --check` reads them."""
    path = folder / SUMS
    path.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())))
    for place in (path, folder):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def check_sums(folder: Path) -> None:
    """Raises `Fault` that names the file of this backup that is missing or is not as it was written."""
    try:
        lines = (folder / SUMS).read_text().splitlines()
        sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    except (OSError, ValueError) as error:
        raise Fault(f"{folder} has no readable {SUMS}: it is no whole backup.") from error
    for name in PARTS:
        if name not in sums:
            raise Fault(f"{folder / SUMS} does not name {name}: this backup is not whole.")
    for name, digest in sums.items():
        if not (folder / name).is_file():
            raise Fault(f"{folder / name} is missing: this backup is not whole.")
        if _hash_of(folder / name) != digest:
            raise Fault(f"{folder / name} is not as it was written: take another copy of this backup.")


def read_manifest(folder: Path, identity: Path) -> dict[str, Any]:
    """What the backup says of itself. Raises `Fault`."""
    opened = io.BytesIO()
    unseal(folder / MANIFEST, opened, identity)
    return dict(json.loads(opened.getvalue()))


def keyrings(folder: Path) -> list[Path]:
    """The files of keys in a folder of backups, the oldest first."""
    return sorted((folder / KEYRING).glob("*.dump.age"))


def remove_old(folder: Path, days: int | None, at: datetime) -> list[str]:
    """Remove files of keys after 35 days and, where `days` says so, backups; gives their names."""
    gone = [path for path in keyrings(folder) if _made(path) < at - timedelta(days=KEYRING_DAYS)]
    for path in gone:
        path.unlink()
    old = [] if days is None else [p for p in backups(folder) if _made(p) < at - timedelta(days=days)]
    for backup in old:
        for part in backup.iterdir():
            part.unlink()
        backup.rmdir()
    return [path.name for path in gone + old]


def backups(folder: Path) -> list[Path]:
    """The backups in a folder, the oldest first."""
    return sorted(path for path in folder.glob("opennrm-*") if path.is_dir())


def named_for(at: datetime) -> str:
    """The moment as it stands in names, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")


def free_moment(folder: Path) -> datetime:
    """Now, once no backup in the folder is named for this second: two made at once each get a name of their own."""
    while True:
        at = datetime.fromtimestamp(time.time(), UTC)
        if not any(folder.glob(f"**/*{named_for(at)}*")):
            return at
        time.sleep(0.1)


def _made(path: Path) -> datetime:
    stamp = path.name.removeprefix("opennrm-").partition(".")[0]
    try:
        return datetime.strptime(stamp, "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)  # not one of ours: it stays


def pack_files(data: Path) -> Iterator[tuple[str, Path]]:
    """The files that go along, each by its place in a data folder; the anchors from where they are put."""
    for name in KEPT_FILES:
        folder = Path(os.environ.get("OPENNRM_ANCHORS") or data / ANCHORS) if name == ANCHORS else data / name
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield str(Path(name) / path.relative_to(folder)), path


def files_packed(data: Path, into: BinaryIO, until: int) -> dict[str, str]:
    """Write those files as a tar archive; gives the hash of each by its place.

    Of the anchors those go along that anchor an entry up to `until`, the last of the database's moment: one that was
    made since says truly that the history is longer than what is restored, and a sound backup would not hold.
    """
    kept = {}
    with tarfile.open(fileobj=into, mode="w|") as archive:
        for name, path in pack_files(data):
            content = path.read_bytes()
            if name == f"{ANCHORS}/{CHAIN}":
                content = anchors_until(content, until)
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode, entry.mtime = len(content), 0o600, int(path.stat().st_mtime)
            archive.addfile(entry, io.BytesIO(content))
            kept[name] = hashlib.sha256(content).hexdigest()
    return kept


def unpack_files(archive: BinaryIO, data: Path, wanted: dict[str, str]) -> list[str]:
    """Put the files where they were, none over another; gives what is not as the manifest says."""
    found = {}
    with tarfile.open(fileobj=archive, mode="r|") as packed:
        for entry in packed:
            content = packed.extractfile(entry)
            if entry.name not in wanted or content is None:
                continue
            place = data / entry.name
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            raw = content.read()
            with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(raw)
            found[entry.name] = hashlib.sha256(raw).hexdigest()
    return [f"The file {name} is not the one that was backed up." for name in wanted if found.get(name) != wanted[name]]


def _hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
