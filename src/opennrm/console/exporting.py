"""Writes the hashes of the history for outsiders: nothing that happened is in it, only what proves that it stands."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from opennrm.config.fault import Fault

FORMAT = "opennrm history 1"


def write_export(path: Path) -> str:
    """Write the export; gives its path. To be called in a transaction that reads one moment. Raises `Fault`.

    A line is `b` and the hash of an entry's body, or `h` and the hash of an entry of the first versions.
    """
    from opennrm.audit.queries import head, stream_entries  # noqa: PLC0415 - Django is set up only by now
    from opennrm.audit.seal import old_entry_hash  # noqa: PLC0415

    seq, head_hash = head()
    try:
        with path.open("x", encoding="ascii") as file:
            file.write(json.dumps({"format": FORMAT, "entries": seq, "head": head_hash.hex()}) + "\n")
            for number, body, *_, previous, kept in stream_entries():
                if bytes(kept) == old_entry_hash(bytes(previous), number, body):
                    file.write(f"h {bytes(kept).hex()}\n")
                else:
                    file.write(f"b {hashlib.sha256(body.encode()).hexdigest()}\n")
    except OSError as error:
        raise Fault(f"The export cannot be written to {path} ({error.strerror}): name a new file.") from error
    return str(path)
