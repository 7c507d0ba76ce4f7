"""Every contract of the floors is broken on purpose in a copy, and caught."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PLANTED = {
    "floors": ("partners/planted.py", "import opennrm.cases.planted_below", "cases/planted_below.py"),
    "purity": ("mechanism/planted.py", "import django.db", None),
    "tables": ("web/planted.py", "import opennrm.cases.models", None),
    "figures": ("statistics/planted.py", "import opennrm.referrals.queries", "referrals/queries.py"),
    "furniture": ("cases/queries.py", "import opennrm.cases.actions", "cases/actions.py"),
    "circles": ("audit/one.py", "import opennrm.audit.two", "audit/two.py"),
    "audit-tables": ("cases/planted.py", "import opennrm.audit.models", None),
    "partners-tables": ("cases/planted.py", "import opennrm.partners.models", None),
    "referrals-tables": ("cases/planted.py", "import opennrm.referrals.models", None),
    "duty-to-notify-tables": ("cases/planted.py", "import opennrm.duty_to_notify.models", None),
    "cases-tables": ("statistics/planted.py", "import opennrm.cases.models", None),
    "evidence-tables": ("disclosure/planted.py", "import opennrm.evidence.models", None),
    "disclosure-tables": ("retention/planted.py", "import opennrm.disclosure.models", None),
    "assurance-tables": ("retention/planted.py", "import opennrm.assurance.models", None),
    "panels-tables": ("retention/planted.py", "import opennrm.panels.models", None),
    "retention-tables": ("disclosure/planted.py", "import opennrm.retention.models", None),
}
"""For each contract: a file, the line that breaks it, and a file that must be there to be imported."""


def contracts() -> list[str]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [contract["id"] for contract in told["tool"]["importlinter"]["contracts"]]


def lint(copy: Path, contract: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo", "--contract", contract],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy / "src")},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    left_out = shutil.ignore_patterns("__pycache__", "static", "templates", "fonts", "migrations")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=left_out)
    return tmp_path


def test_every_contract_has_something_planted() -> None:
    assert set(contracts()) == set(PLANTED)


@pytest.mark.proves("OPS-08")
@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_import_breaks_its_contract(copy: Path, contract: str) -> None:
    house = copy / "src" / "opennrm"
    place, line, below = PLANTED[contract]
    if below:
        extra = "import opennrm.audit.one\n" if contract == "circles" else ""
        _add(house / below, extra)
    _add(house / place, f"{line}\n")
    told = lint(copy, contract)
    assert told.returncode == 1, told.stdout + told.stderr
    assert "BROKEN" in told.stdout


def test_a_package_without_a_floor_is_caught(copy: Path) -> None:
    _add(copy / "src" / "opennrm" / "utils" / "__init__.py", "")
    told = lint(copy, "floors")
    assert told.returncode == 1
    assert "utils" in told.stdout


def _add(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as file:
        file.write(text)
