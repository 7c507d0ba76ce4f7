"""Makes `.venv`, the private folder that the packages go into, or says in one sentence why it cannot."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from opennrm.config.fault import Fault
from opennrm.config.progress import step

ROOM_NEEDED = {"run.txt": 700, "test.txt": 1300}
"""Megabytes that the packages of each list take, with their downloads."""


def venv_python(root: Path) -> Path:
    """Where the Python of `.venv` lies (there or not)."""
    return root / ".venv" / "bin" / "python"


def require_room(root: Path, requirements: str) -> None:
    """Raises `Fault` if the disk has too little room for what `requirements` installs."""
    free = shutil.disk_usage(root).free // 1_000_000
    needed = ROOM_NEEDED[requirements]
    if free < needed:
        raise Fault(
            f"The disk of {root} has {free} MB free and the packages need {needed} MB: make room, or move the "
            "folder to a larger disk, and start again."
        )


def make_environment(root: Path) -> Path:
    """Make `.venv` unless a working one stands (a symbolic link to one is as good); gives its Python.

    Raises `Fault` if this Python cannot make one.
    """
    python = venv_python(root)
    if _works(python):
        return python
    folder = root / ".venv"
    if folder.is_symlink():
        raise Fault(f"{folder} is a link to something that is no working Python 3.11: remove the link and start again.")
    with step("Making .venv"):
        _make(folder)
    if not _works(python):
        raise Fault(f"The environment in {folder} does not start: remove that folder and start again.")
    return python


def _works(python: Path) -> bool:
    if not python.exists():
        return False
    asked = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([python, "-c", asked], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _make(folder: Path) -> None:
    if importlib.util.find_spec("venv") is None:
        raise Fault(_missing("venv"))
    pip_inside = importlib.util.find_spec("ensurepip") is not None
    if not pip_inside and importlib.util.find_spec("pip") is None:
        raise Fault(_missing("ensurepip"))
    command = [sys.executable, "-m", "venv", "--clear", *([] if pip_inside else ["--without-pip"]), str(folder)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise Fault(_why_not(folder, made.stdout + made.stderr))


def _why_not(folder: Path, output: str) -> str:
    if "ensurepip" in output:
        return _missing("ensurepip")
    if "Permission denied" in output or "Read-only file system" in output:
        return f"{folder} cannot be written by this user: give it the folder, or copy it to one of your own."
    if "No space left" in output:
        return f"The disk of {folder} is full: make room and start again."
    last = (output.strip().splitlines() or ["no reason given"])[-1]
    return f"Python could not make {folder} ({last}): remove that folder if it is there and start again."


def _missing(module: str) -> str:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return (
        f"This Python has no {module} module, which makes the private folder for packages: on Debian or Ubuntu run "
        f"`apt-get install python3-venv` (or python{version}-venv) as root, elsewhere install a complete Python "
        "3.11 or newer, and start again."
    )
