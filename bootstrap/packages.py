"""Installs the hashed requirements into `.venv`: by uv, which is quick, and by pip if uv fails.

Where packages come from is the user's own setting of pip or uv (environment or files); no address stands here.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from opennrm.config.fault import Fault
from opennrm.config.progress import say, step

STAMP = "opennrm-requirements.json"
LOG = "opennrm-install.log"

# What pip calls a setting, and the variable by which uv takes the same.
PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
}

REASONS = (
    (
        r"dns error|name resolution|Name or service not known|failed to lookup|nodename nor servname",
        "no name on the network could be looked up: check the network connection, or the package index that pip is "
        "set to use",
    ),
    (r"No space left", "the disk is full: make room"),
    (r"certificate", "the package index's certificate was not trusted: tell pip of your certificates with PIP_CERT"),
    (r"do not match the hashes|hash mismatch", "a download was not what its hash promises: clear the caches of pip"),
    (
        r"No matching distribution|no wheels with a matching|No solution found|no matching Python ABI",
        "a package is not to be had for this machine or Python: use Python 3.11 to 3.13 on Linux or macOS",
    ),
    (
        r"onnection|timed out|error sending request|unreachable|Failed to fetch",
        "the package index did not answer: check the network connection, or the index that pip is set to use",
    ),
)


def is_installed(root: Path, python: Path, requirements: str) -> bool:
    """Whether the stamp of an earlier time says that all of `requirements` is in the environment of `python`."""
    return python.exists() and _wanted(root, requirements).items() <= _stamped(python.parent.parent).items()


def install(root: Path, python: Path, requirements: str) -> None:
    """See to it that every package of `requirements` (run.txt or test.txt) is in the environment of `python`.

    Raises `Fault`, in one sentence, if neither uv nor pip can.
    """
    lists = root / "requirements"
    environment = python.parent.parent
    log = environment / LOG
    log.write_text("")
    uv = _uv(python, lists, log)
    if uv is None or not _install_by_uv(uv, python, lists / requirements, log):
        _install_by_pip(python, lists / requirements, log)
    (environment / STAMP).write_text(json.dumps(_wanted(root, requirements), indent=1, sort_keys=True))


def _uv(python: Path, lists: Path, log: Path) -> Path | None:
    """The uv of the environment, installed by hash if it is not there; None if it cannot be had."""
    uv = python.with_name("uv")
    pinned = re.match(r"uv==(\S+)", (lists / "uv.txt").read_text())
    if uv.exists() and pinned:
        told = subprocess.run([uv, "--version"], capture_output=True, text=True, check=False).stdout.split()
        if told[1:2] == [pinned[1]]:
            return uv
    with step("Installing uv, which fetches the packages"):
        done = _run([*_pip(python), "install", "-q", "--require-hashes", "-r", str(lists / "uv.txt")], log)
    return uv if done and uv.exists() else None


def _install_by_uv(uv: Path, python: Path, requirements: Path, log: Path) -> bool:
    command = [str(uv), "pip", "install", "--system-certs", "--python", str(python)]
    environment = {**os.environ, **_pips_settings(python), "UV_PYTHON_DOWNLOADS": "never"}
    with step(f"Installing the packages of requirements/{requirements.name}"):
        done = _run([*command, "--require-hashes", "-r", str(requirements)], log, environment)
    if not done:
        say("uv could not; pip takes over.")
    return done


def _install_by_pip(python: Path, requirements: Path, log: Path) -> None:
    with step(f"Installing the packages of requirements/{requirements.name} by pip"):
        done = _run([*_pip(python), "install", "-q", "--require-hashes", "-r", str(requirements)], log)
    if not done:
        raise Fault(f"The packages could not be installed because {_reason(log)}, and start again (details: {log}).")


def _pip(python: Path) -> list[str]:
    """The pip of the environment, or this Python's own where the environment has none."""
    inside = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    if inside.returncode == 0:
        return [str(python), "-m", "pip"]
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip", "--python", str(python)]
    raise Fault(f"The environment in {python.parent.parent} has no pip: remove that folder and start again.")


def _pips_settings(python: Path) -> dict[str, str]:
    """The user's settings of pip in the words of uv, where uv was told nothing itself.

    Every package is bound to its hash, so taking the best match of several indexes is safe.
    """
    told = subprocess.run([*_pip(python), "config", "list"], capture_output=True, text=True, check=False).stdout
    settings: dict[str, str] = {}
    # pip lists its environment (":env:") before its files, and the environment counts for more.
    for name, value in re.findall(r"^[^=\n]*\.([a-z-]+)='(.*)'$", told, re.MULTILINE):
        variable = PIP_TO_UV.get(name)
        if variable and variable not in os.environ:
            settings.setdefault(variable, ",".join(value.split()) if name == "find-links" else value)
    if settings:
        settings.setdefault("UV_INDEX_STRATEGY", os.environ.get("UV_INDEX_STRATEGY", "unsafe-best-match"))
    return settings


def _run(command: list[str], log: Path, environment: dict[str, str] | None = None) -> bool:
    with log.open("a") as kept:
        done = subprocess.run(command, stdout=kept, stderr=subprocess.STDOUT, env=environment, check=False)
    return done.returncode == 0


def _reason(log: Path) -> str:
    output = log.read_text(errors="replace")
    for pattern, reason in REASONS:
        if re.search(pattern, output, re.IGNORECASE):
            return reason
    return "neither uv nor pip could do it: read what they said"


def _wanted(root: Path, requirements: str) -> dict[str, str]:
    return {name: _digest(root / "requirements" / name) for name in {requirements, "run.txt"}}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _stamped(environment: Path) -> dict[str, str]:
    try:
        found = json.loads((environment / STAMP).read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
