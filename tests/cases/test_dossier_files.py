"""The same files give the same zip, and whatever is changed in it no longer has the hash of the manifest."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from hashlib import sha256

from opennrm.cases.dossier_files import as_json, manifest_of, zip_of

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
FILES = {"b.txt": b"two", "a/a.txt": "ä".encode()}


def test_the_manifest_gives_path_size_and_hash_of_each_file_in_order() -> None:
    told = json.loads(manifest_of("NRM-1", FILES, AT))
    assert [each["path"] for each in told["files"]] == ["a/a.txt", "b.txt"]
    assert told["files"][1] == {"path": "b.txt", "bytes": 3, "sha256": sha256(b"two").hexdigest()}
    assert (told["case"], told["made_at"]) == ("NRM-1", "2026-03-02T09:30:00+00:00")


def test_the_same_files_give_the_same_bytes_whatever_their_order() -> None:
    manifest = manifest_of("NRM-1", FILES, AT)
    assert zip_of(FILES, manifest, AT) == zip_of(dict(reversed(FILES.items())), manifest, AT)
    assert zip_of(FILES, manifest, AT) != zip_of(FILES | {"b.txt": b"too"}, manifest, AT)


def test_days_and_words_of_any_script_are_kept_in_json() -> None:
    assert json.loads(as_json({"on": date(2026, 3, 2), "name": "Zoë"})) == {"on": "2026-03-02", "name": "Zoë"}
