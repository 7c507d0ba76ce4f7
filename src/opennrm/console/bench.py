"""The verb `bench`: measures this checkout of the product and writes `bench/results.json`."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path
from typing import Any

from opennrm.config.data_folder import ROOT
from opennrm.config.fault import Fault

HELP = "measure, print the figures beside their bars, and write bench/results.json"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to measure, and where to write it."""
    parser.add_argument("--cases", type=int, nargs="+", default=[10_000, 100_000], help="at how many cases, rising")
    parser.add_argument("--cold", action="store_true", help="also start a fresh clone, which fetches every package")
    parser.add_argument("--write", type=Path, default=ROOT / "bench" / "results.json", help="file for the results")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Measure. Exit code 1 if a bar is not held. Raises `Fault` where this cannot be measured."""
    if not (ROOT / "bench" / "measure.py").exists():
        raise Fault("There is nothing here to measure with: run this in a checkout of the repository.")
    if sys.platform != "linux":
        raise Fault("The CPU of other processes is read as Linux tells it: run this on Linux.")
    sys.path.insert(0, str(ROOT))
    measured: dict[str, Any] = importlib.import_module("bench.measure").measure(
        options.cases, options.write, cold=options.cold
    )
    return measured


def tell(result: dict[str, Any]) -> str:
    """The figures and the bars, a line each."""
    return str(importlib.import_module("bench.report").report(result))
