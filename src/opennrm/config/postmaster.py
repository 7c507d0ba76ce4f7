"""Reads what a PostgreSQL server writes of itself in its data folder: alive or stale, and where it listens."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

PID_FILE = "postmaster.pid"


@dataclass(frozen=True, slots=True)
class Postmaster:
    """The server that `postmaster.pid` tells of; its socket folder is None while it has none."""

    pid: int
    sockets: Path | None
    ready: bool


def read_postmaster(cluster: Path) -> Postmaster | None:
    """What the pid file of `cluster` says, whether or not that process lives; None if there is no such file."""
    try:
        lines = (cluster / PID_FILE).read_text().splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    sockets = lines[4].strip() if len(lines) > 4 else ""
    status = lines[7].strip() if len(lines) > 7 else ""
    return Postmaster(pid, Path(sockets) if sockets else None, status == "ready")


def is_alive(pid: int, cluster: Path) -> bool:
    """Whether process `pid` is a PostgreSQL server on `cluster`, and not a later process with the same number."""
    command = command_of(pid) if _exists(pid) else ""
    return "postgres" in command and str(cluster) in command


def command_of(pid: int) -> str:
    """The command line of a process; empty if it is gone or only waits to be collected."""
    told = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        try:
            return told.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    listed = subprocess.run(["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return listed.stdout.strip()


def clear_stale(cluster: Path) -> None:
    """Remove a pid file whose number now belongs to another program.

    PostgreSQL deals with a number that nobody has; it would refuse to start on one that somebody else has.
    """
    told = read_postmaster(cluster)
    if told is None or is_alive(told.pid, cluster):
        return
    # One that was killed a moment ago is still counted until its parent takes note.
    until = time.monotonic() + 2
    while _exists(told.pid) and not command_of(told.pid) and time.monotonic() < until:
        time.sleep(0.02)
    if _exists(told.pid) and not is_alive(told.pid, cluster):
        (cluster / PID_FILE).unlink(missing_ok=True)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def stop(pid: int, cluster: Path, seconds: float = 20) -> bool:
    """Ask the server to end (ending its connections), wait, and insist at last; true once it is gone."""
    for how, patience in ((signal.SIGINT, seconds), (signal.SIGQUIT, 5.0)):
        if not is_alive(pid, cluster):
            return True
        os.kill(pid, how)
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if not is_alive(pid, cluster):
                return True
            time.sleep(0.02)
    return not is_alive(pid, cluster)
