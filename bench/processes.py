"""What processes have used: CPU to the nanosecond, and the memory that is theirs alone or their share of it (Linux)."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")


def cpu_of(pid: int) -> int:
    """CPU nanoseconds that all threads of a process have used, those that ended included; 0 if it is gone.

    The kernel keeps a clock for each process; clock_getcpuclockid(3) makes its number in just this way.
    """
    try:
        return time.clock_gettime_ns((~pid << 3) | 2)
    except OSError:
        return 0


def children_of(pid: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    found: list[int] = []
    for listed in PROC.glob(f"{pid}/task/*/children"):
        for child in map(int, listed.read_text().split()):
            found += [child, *children_of(child)]
    return found


def cpu_of_all(pids: Iterable[int]) -> dict[int, int]:
    """The CPU clock of each of several processes."""
    return {pid: cpu_of(pid) for pid in pids}


def used_between(before: dict[int, int], after: dict[int, int]) -> int:
    """CPU nanoseconds used between two readings; a process that was started meanwhile counts from its beginning."""
    return sum(max(0, now - before.get(pid, 0)) for pid, now in after.items())


def memory_of(pids: Iterable[int]) -> int:
    """Bytes of memory: what is shared by several processes is divided among them (proportional set size)."""
    return 1024 * sum(_pss(pid) for pid in pids)


def _pss(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
