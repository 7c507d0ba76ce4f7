"""Draws copies of files in a sandbox (bubblewrap): no network, nothing of this machine to write and little to read.

What is run in it is one program of ours (`drawing`), which limits itself before it reads the file, and for some kinds
one of the system within the same limits. Its answer comes through a file in memory that cannot grow over a bound, and
it is stopped when its time is over. Without bubblewrap, or where the kernel gives no namespaces, nothing is drawn:
never outside of it.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from opennrm.evidence.drawing import GIVEN
from opennrm.evidence.kinds import SOUNDS

SECONDS = 45.0
"""How long a copy may take."""
LARGEST_ANSWER = 64 * 1024 * 1024
MOST_COPIES = 30
LIBRARIES = ("PIL", "pypdfium2", "pypdfium2_cfg", "pypdfium2_raw")
PROGRAM = Path(__file__).with_name("drawing.py")
BESIDE = Path(__file__).with_name("word_parts.py")
"""A part of the program, which it imports where its libraries are."""
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/alternatives")
"""What programs of the system need of it; the last are links by which Debian finds some of their libraries."""
PROGRAMS = {"doc": "antiword", **dict.fromkeys(sorted(SOUNDS), "ffmpeg")}
"""Kinds of files whose copy is made by a program of the system, which need not be installed."""
_SIGNS = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "docx": re.compile(rb"PK\x03\x04"),
    "mp3": re.compile(rb"\xff[\xe0-\xff]"),
    "txt": re.compile(rb"[^\x00]+\Z"),
}


class NoSandbox(Exception):
    """There is no bubblewrap here, or it can make no namespaces."""


class NotDrawn(Exception):
    """No copy could be made of this file within the limits."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A copy: png, docx, txt or mp3, and its bytes."""

    kind: str
    content: bytes


def draw(kind: str, content: bytes) -> list[Drawn]:
    """The copies of a file: of a picture one page, of a PDF its first pages, of a document the document or its words,
    of a recording the sound.

    Raises `NoSandbox`; `NotDrawn` where it takes too long or too much, or cannot be read.
    """
    refuse_without_sandbox()
    return _copies_in(_answer([kind, _program_for(kind)], content, seconds=SECONDS))


def kinds_without_program() -> list[str]:
    """The kinds of files of which no copy can be made here, because the program for it is not installed."""
    return [kind for kind in PROGRAMS if not _program_for(kind)]


def _program_for(kind: str) -> str:
    """Where the program for a kind of file is, if it is where the sandbox has it too; for most kinds there is none."""
    found = shutil.which(PROGRAMS[kind], path="/usr/bin") if kind in PROGRAMS else None
    return found or ""


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


def command_of(arguments: list[str], program: Path, given: int) -> list[str]:
    """What is run: Python in the sandbox, with the program and its libraries to read, and the file that is `given`."""
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
    made += ["--ro-bind", str(BESIDE), f"{PACKAGES_IN}/{BESIDE.name}"]
    made += ["--ro-bind", str(program), str(PROGRAM_IN), "--ro-bind-data", str(given), GIVEN, "--dev", "/dev"]
    made += ["--size", str(LARGEST_ANSWER), "--tmpfs", "/tmp", "--chdir", "/tmp", "--remount-ro", "/"]  # noqa: S108 - within
    return [*made, "--", python, "-I", str(PROGRAM_IN), PACKAGES_IN, *arguments]


def _answer(arguments: list[str], content: bytes, program: Path = PROGRAM, seconds: float = SECONDS) -> bytes:
    answer, given = os.memfd_create("answer"), os.memfd_create("given")
    try:
        with open(given, "wb", closefd=False) as file:
            file.write(content)
        os.lseek(given, 0, os.SEEK_SET)
        done = subprocess.run(  # noqa: S603 - our own program, its words are ours
            command_of(arguments, program, given),
            stdin=subprocess.DEVNULL,
            pass_fds=(given,),
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
        os.close(given)


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
        if not _SIGNS[kind].match(content) or len(content) != int(length):
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
        _answer(["nothing", ""], b"", seconds=20)
    except (NotDrawn, NoSandbox):
        return False
    return True
