"""A disclosure as files, made from what was frozen and nothing else: the same bytes whenever they are made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from opennrm.cases.dossier_files import as_json, manifest_of, zip_of
from opennrm.notifications.printing import pdf_of

TEMPLATE = "disclosure.1.typ"


def packed(content: Mapping[str, Any], beside: Mapping[str, bytes], at: datetime) -> tuple[bytes, bytes]:
    """The PDF, and the zip that holds it, the same as data, what lies `beside`, and a manifest of hashes. `at` is when
    it was decided.
    """
    name = str(content["name"])
    pdf = pdf_of(TEMPLATE, content, at=at)
    files = {f"{name}.pdf": pdf, f"{name}.json": as_json(content), **beside}
    return pdf, zip_of(files, manifest_of(str(content["reference"]), files, at), at)


def hash_of_file(content: bytes) -> str:
    """The SHA-256 by which a file that left is known again."""
    return sha256(content).hexdigest()
