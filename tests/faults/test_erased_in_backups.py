"""Who was erased today cannot be read in the database, nor in yesterday's backup restored with today's keys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from opennrm.config.data_folder import ROOT
from tests.faults.houses import KEYS, Place, places

pytestmark = pytest.mark.faults
WHOLE_CASE = (
    "SELECT reference FROM cases_case c WHERE EXISTS (SELECT FROM cases_decision d WHERE d.case_id = c.id) LIMIT 1"
)


def program(place: Place, *words: str) -> Any:
    """What `tests.faults.erasing` tells of this place."""
    environment = {**os.environ, **KEYS, **place.more, "DATABASE_URL": place.address, "OPENNRM_DATA": str(place.data)}
    environment |= {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    environment["DJANGO_SETTINGS_MODULE"] = "opennrm.config.settings"
    command = [sys.executable, "-m", "tests.faults.erasing", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.proves("PRIV-07")
def test_an_erased_record_is_unreadable_here_and_in_yesterdays_backup_with_todays_keys(
    syncing_server: str, tmp_path: Path
) -> None:
    names = ("opennrm_erasing", "opennrm_yesterday", "opennrm_with_yesterdays_keys")
    with places(syncing_server, tmp_path, *names, with_tables=1) as (house, today, former):
        house.told("demo")
        for other in (today, former):
            other.more["OPENNRM_KEYS"] = str(house.data / "keys")
        ((reference,),) = house.rows(WHOLE_CASE)
        yesterday = house.told("backup", str(tmp_path / "kept"), "--new-key", str(tmp_path / "key"))
        public = (tmp_path / "key").read_text().splitlines()[0].rpartition(" ")[2]

        gone = program(house, "erase", reference)
        assert len(gone) > 1
        live = program(house, "read", *gone)
        assert live["readable"] == 0
        assert live["unreadable"] > 12

        house.told("backup", str(tmp_path / "kept"), "--recipient", public)
        words = ("restore", yesterday["backup"], "--identity", str(tmp_path / "key"))
        assert today.told(*words, codes=(0, 1))["erased_again"] == 1
        restored = program(today, "read", *gone)
        assert restored["readable"] == 0
        assert restored["unreadable"] >= live["unreadable"] - 2, "the same rows are there"

        # That it is the keys which decide, and that what is read here can be read at all:
        former.told(*words, "--keyring", yesterday["keyring"], codes=(0, 1))
        assert program(former, "read", *gone) == {"readable": restored["unreadable"], "unreadable": 0}
