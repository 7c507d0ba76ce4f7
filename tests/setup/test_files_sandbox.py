"""Whoever puts the drop-in in its place gets copies of files: the sandbox starts with what the service is then left.

What is shown: systemd reads the drop-in, and bubblewrap starts under the very system calls, address families and rule
about names that unit and drop-in leave. What is not: that it starts as a service that systemd itself has fenced in.
"""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from opennrm.evidence.sandbox import PROGRAM, command_of, is_there
from tests.setup.test_deploy import UNITS, read
from tests.setup.town import DEPLOY, ROOT

UNIT, DROP_IN = DEPLOY / "systemd/opennrm-deliver.service", DEPLOY / "files-sandbox.conf"
UNDER_FILTER = Path(__file__).with_name("under_filter.py")

pytestmark = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


@cache
def calls_of(name: str) -> frozenset[str]:
    """The system calls of a group, as systemd on this machine knows it, or the one call of this name."""
    if not name.startswith("@"):
        return frozenset([name])
    command = ["systemd-analyze", "syscall-filter", "--no-pager", name]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[1:]
    names = [line.strip() for line in told if line.strip() and not line.strip().startswith("#")]
    return frozenset().union(*map(calls_of, names))


def left(*files: Path) -> tuple[str, str]:
    """The calls and families that these files leave, each later one adding to those before, as systemd reads them."""
    calls, families, named = set(calls_of("@default")), set[str](), "no"
    for put in map(read, files):
        for line in put["Service", "SystemCallFilter"]:
            found = {call for word in line.removeprefix("~").split() for call in calls_of(word)}
            calls = calls - found if line.startswith("~") else calls | found
        families |= {each for line in put["Service", "RestrictAddressFamilies"] for each in line.split()}
        named = (put["Service", "ProtectHostname"] or [named])[-1]
    if named == "yes":
        calls -= {"sethostname", "setdomainname"}
    return ",".join(sorted(calls)), ",".join(sorted(families))


def started(*files: Path) -> subprocess.CompletedProcess[str]:
    """The sandbox with nothing to draw, under what these files leave."""
    given = os.memfd_create("given")
    try:
        command = [sys.executable, str(UNDER_FILTER), *left(*files), *command_of(["nothing", ""], PROGRAM, given)]
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, pass_fds=(given,), capture_output=True, text=True, check=False
        )
    finally:
        os.close(given)


def test_the_sandbox_starts_with_what_the_drop_in_leaves_and_not_without_it(tmp_path: Path) -> None:
    if not is_there():
        pytest.skip("bubblewrap does not run here at all")
    if ctypes.util.find_library("seccomp") is None:
        pytest.skip("libseccomp is not installed, so no filter can be put on")
    done = started(UNIT, DROP_IN)
    assert (done.returncode, done.stderr) == (0, "")
    assert started(UNIT).returncode != 0, "the unit alone fences it in"
    for line in ("RestrictAddressFamilies=AF_NETLINK", "ProtectHostname=no", " sethostname"):
        planted = tmp_path / DROP_IN.name
        planted.write_text(DROP_IN.read_text().replace(line, ""))
        assert started(UNIT, planted).returncode != 0, f"without {line} it would not start"


def test_systemd_reads_the_drop_in_and_finds_a_planted_mistake(tmp_path: Path) -> None:
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/opennrm", str(ROOT)))
    beside = tmp_path / f"{UNIT.name}.d"
    beside.mkdir()
    shutil.copy(DROP_IN, beside)

    def told() -> list[str]:
        done = subprocess.run(
            ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)],
            env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
            capture_output=True,
            text=True,
            check=False,
        )
        return [line for line in done.stderr.splitlines() if "opennrm" in line or DROP_IN.name in line]

    assert told() == []
    (beside / DROP_IN.name).write_text(DROP_IN.read_text().replace("@mount", "@nothing-of-the-kind"))
    assert any(DROP_IN.name in line for line in told())
