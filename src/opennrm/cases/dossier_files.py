"""A dossier as files: a zip whose manifest gives the hash of every other file, the same bytes for the same files."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils import timezone

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Beside:
    """What a room above the cases keeps beside a case: entries to print, the same as a record, and files by path."""

    title: str
    entries: Sequence[Mapping[str, Any]]
    record: Sequence[Mapping[str, Any]]
    files: Mapping[str, bytes]


def manifest_of(reference: str, files: Mapping[str, bytes], at: datetime) -> bytes:
    """The manifest of these files: path, size and SHA-256 of each, and of which case and when it was made."""
    listed = [
        {"path": path, "bytes": len(content), "sha256": sha256(content).hexdigest()}
        for path, content in sorted(files.items())
    ]
    told = {"case": reference, "made_at": at.isoformat(), "hash": "SHA-256", "files": listed}
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()


def zip_of(files: Mapping[str, bytes], manifest: bytes, at: datetime) -> bytes:
    """These files and their manifest in one zip, in the order of their paths, the manifest first."""
    moment = timezone.localtime(at).timetuple()[:6]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in ((MANIFEST, manifest), *sorted(files.items())):
            entry = zipfile.ZipInfo(path, moment)
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def as_json(record: Any) -> bytes:
    """A record as JSON; days, moments and ids as text."""
    return (json.dumps(record, indent=1, ensure_ascii=False, default=str) + "\n").encode()
