"""The measurement from beginning to end: start it twice, weigh it, time its pages, fill it, and time what may grow."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.bars import bars_of
from bench.stack import OF_THE_HOUSE, OURS, Database, machine, product_run
from opennrm.config.data_folder import ROOT, secret_key
from opennrm.config.embedded_postgres import EmbeddedPostgres
from opennrm.config.progress import step

RUN = [sys.executable, "-m", "bench.running"]


def measure(sizes: list[int], write: Path, *, cold: bool) -> dict[str, Any]:
    """Measure everything, at these numbers of cases too; write the results and give them, `ok` if every bar is held."""
    with tempfile.TemporaryDirectory(prefix="opennrm-bench-") as place:
        data = Path(place) / "data"
        data.mkdir(mode=0o700)
        setting_up: dict[str, Any] = {"cold_clone_s": _cold_clone(Path(place))} if cold else {}
        with step("First start"), product_run(RUN, data) as started:
            setting_up["first_start_s"] = round(started.seconds, 1)
        embedded = EmbeddedPostgres(data)
        with step("Second start"), product_run(RUN, data) as started:
            second = started.seconds
        with step("Second start once more, and memory"), product_run(RUN, data) as started:
            # What else the machine does can only make a start longer: the shorter of two tells more.
            setting_up["second_start_s"] = round(min(second, started.seconds), 1)
            url = embedded.open()
            try:
                now = _open_house(data, url)
                from bench import rounds  # noqa: PLC0415 - Django is set up only by now

                setting_up["memory_mb"] = rounds.weigh(started.process.pid, started.port, Database(embedded), now)
            except BaseException:
                embedded.close()
                raise
        try:
            results = rounds.timed(data, Database(embedded), now, sizes)
        finally:
            embedded.close()
    return _written(results | {"setting_up": setting_up, "machine": machine(), "at": now.isoformat()}, write)


def _written(results: dict[str, Any], write: Path) -> dict[str, Any]:
    bars = bars_of(results)
    results |= {"bars": [bar.told() for bar in bars], "ok": all(bar.held for bar in bars)}
    write.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n")
    return results


def _open_house(data: Path, url: str) -> datetime:
    """Let this process work on the same database as the server; gives the moment of the measurement."""
    for name in OF_THE_HOUSE:
        os.environ.pop(name, None)
    agreed = dict(zip(OURS, (url, "bench.settings", secret_key(data)), strict=True))
    os.environ.update(agreed | {"OPENNRM_DATA": str(data), "OPENNRM_DEMONSTRATION": "1"})
    import django  # noqa: PLC0415 - its settings read the environment
    from django.utils import timezone  # noqa: PLC0415

    django.setup()
    return timezone.now()


def _cold_clone(place: Path) -> float:
    """Seconds from `run` in a fresh clone to its first page, once the packages are in the machine's cache."""
    seconds = 0.0
    for turn in ("fetching its packages", "packages fetched before"):
        clone, data = place / f"clone {turn}".replace(" ", "-"), place / f"clone-data {turn}".replace(" ", "-")
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        with step(f"Cold clone, {turn}"), product_run(["python3", "opennrm"], data, clone) as started:
            seconds = round(started.seconds, 1)
    return seconds
