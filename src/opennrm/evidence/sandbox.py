"""Draws copies of files in a sandbox (bubblewrap): no network, nothing of this machine to write and little to read.

What is run in it is one program of ours (`drawing`), which limits itself before it reads the file. Its answer comes
through a file in memory that cannot grow over a bound, and it is stopped when its time is over. Without bubblewrap, or
where the kernel gives no namespaces, nothing is drawn: never outside of it.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

SECONDS = 45.0
"""How long a copy may take."""
LARGEST_ANSWER = 64 * 1024 * 1024
MOST_COPIES = 30
LIBRARIES = ("PIL", "pypdfium2", "pypdfium2_cfg", "pypdfium2_raw")
PROGRAM = Path(__file__).with_name("drawing.py")
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin")
_SIGNS = {"png": b"\x89PNG\r\n\x1a\n", "docx": b"PK\x03\x04"}


class NoSandbox(Exception):
    """There is no bubblewrap here, or it can make no namespaces."""


class NotDrawn(Exception):
    """No copy could be made of this file within the limits."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A copy: png or docx, and its bytes."""

    kind: str
    content: bytes


def draw(kind: str, content: bytes) -> list[Drawn]:
    """The copies of a file: of a picture one page, of a PDF its first pages, of a document the document.

    Raises `NoSandbox`; `NotDrawn` where it takes too long or too much, or cannot be read.
    """
    refuse_without_sandbox()
    return _copies_in(_answer([str(PROGRAM_IN), PACKAGES_IN, kind], content))


def is_there() -> bool:
    """Can copies be made here?"""
    try:
        refuse_without_sandbox()
    except NoSandbox:
        return False
    return True


def refuse_without_sandbox() -> None:
    """Raises `NoSandbox` unless a program can be run in one."""
    if not _works(shutil.which("bwrap") or ""):
        raise NoSandbox


PROGRAM_IN, PACKAGES_IN = Path("/program/drawing.py"), "/packages"


def command_of(arguments: list[str], program: Path = PROGRAM) -> list[str]:
    """What is run: Python in the sandbox, with the program and its libraries to read."""
    python = os.path.realpath(sys.executable)
    made = [shutil.which("bwrap") or "bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    made += ["--uid", "65534", "--gid", "65534", "--cap-drop", "ALL", "--hostname", "sandbox"]
    for folder in _SYSTEM:
        if os.path.islink(folder):
            made += ["--symlink", os.readlink(folder), folder]
        elif os.path.isdir(folder):
            made += ["--ro-bind", folder, folder]
    if not python.startswith("/usr/"):
        made += ["--ro-bind", sys.base_prefix, sys.base_prefix]
    for name in LIBRARIES:
        made += ["--ro-bind", str(_folder_of(name)), f"{PACKAGES_IN}/{name}"]
    for extra in _libraries_beside():
        made += ["--ro-bind", str(extra), f"{PACKAGES_IN}/{extra.name}"]
    made += ["--ro-bind", str(program), str(PROGRAM_IN), "--dev", "/dev"]
    made += ["--size", str(LARGEST_ANSWER), "--tmpfs", "/tmp", "--chdir", "/tmp", "--remount-ro", "/"]  # noqa: S108 - within
    return [*made, "--", python, "-I", *arguments]


def _answer(arguments: list[str], content: bytes, program: Path = PROGRAM, seconds: float = SECONDS) -> bytes:
    answer = os.memfd_create("answer")
    try:
        done = subprocess.run(  # noqa: S603 - our own program, its words are ours
            command_of(arguments, program),
            input=content,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
        if done.returncode != 0 or os.fstat(answer).st_size > LARGEST_ANSWER:
            raise NotDrawn
        return os.pread(answer, LARGEST_ANSWER, 0)
    except (subprocess.TimeoutExpired, OSError) as over:
        raise NotDrawn from over
    finally:
        os.close(answer)


def _copies_in(answer: bytes) -> list[Drawn]:
    """What the program says: for each copy a line with kind and length, and its bytes. It is believed in nothing."""
    copies: list[Drawn] = []
    at = 0
    while at < len(answer) and len(copies) < MOST_COPIES:
        end = answer.find(b"\n", at, at + 40)
        kind, _, length = answer[at : max(end, at)].decode("ascii", "replace").partition(" ")
        if kind not in _SIGNS or not length.isdigit():
            raise NotDrawn
        at = end + 1 + int(length)
        content = answer[end + 1 : at]
        if not content.startswith(_SIGNS[kind]) or len(content) != int(length):
            raise NotDrawn
        copies.append(Drawn(kind, content))
    if not copies:
        raise NotDrawn
    return copies


def _folder_of(name: str) -> Path:
    found = importlib.util.find_spec(name)
    if found is None or not found.submodule_search_locations:
        raise NoSandbox
    return Path(found.submodule_search_locations[0])


def _libraries_beside() -> list[Path]:
    """Shared libraries that the wheels keep beside their package."""
    return [folder for folder in _folder_of("PIL").parent.glob("[pP]illow.libs") if folder.is_dir()]


@lru_cache(maxsize=4)
def _works(bwrap: str) -> bool:
    if not bwrap:
        return False
    try:
        _answer([str(PROGRAM_IN), PACKAGES_IN, "nothing"], b"", seconds=20)
    except (NotDrawn, NoSandbox):
        return False
    return True
