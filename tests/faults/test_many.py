"""Twenty thousand cases and a million entries, backed up and restored into an empty place: the same, and in time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from opennrm.config.data_folder import ROOT
from opennrm.config.table_sums import chain_head, differences, table_sums
from tests.faults.houses import KEYS, places
from tests.faults.size import sized

pytestmark = [pytest.mark.faults, pytest.mark.drill]
CASES, ENTRIES = sized(500, 20_000), sized(20_000, 1_000_000)
WITHIN = 60 * 60
"""Seconds in which it is to be back."""


@pytest.mark.proves("REL-30")
def test_many_cases_and_a_long_history_are_restored_to_the_row(
    syncing_server: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with places(syncing_server, tmp_path, "opennrm_many", "opennrm_many_restored", with_tables=1) as (house, empty):
        environment = {
            **os.environ,
            **KEYS,
            **house.more,
            "DATABASE_URL": house.address,
            "OPENNRM_DATA": str(house.data),
        }
        environment |= {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}", "DJANGO_SETTINGS_MODULE": "bench.settings"}
        house.told("demo")  # which makes the keys of this place
        command = [sys.executable, "-m", "tests.faults.preparing_many", str(CASES), str(ENTRIES)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        told = house.told("backup", str(tmp_path / "kept"), "--new-key", str(tmp_path / "key"))
        began = time.monotonic()
        empty.more |= {"OPENNRM_KEYS": str(house.data / "keys")}
        restored = empty.told("restore", told["backup"], "--identity", str(tmp_path / "key"), codes=(0, 1))
        took = time.monotonic() - began
        with psycopg.connect(house.address) as one, psycopg.connect(empty.address) as other:
            assert differences(table_sums(one), table_sums(other)) == []
            assert chain_head(one) == chain_head(other)
    size = sum(path.stat().st_size for path in Path(told["backup"]).iterdir())
    figures = {"cases": CASES, "entries": told["entries"], "rows": told["rows"], "backup_seconds": told["seconds"]}
    for name, figure in {**figures, "restore_seconds": round(took, 1), "megabytes": round(size / 1e6, 1)}.items():
        record_property(name, figure)
    assert (restored["findings"], restored["head_equal"]) == ([], True)
    assert told["entries"] >= ENTRIES
    assert took < WITHIN
