"""Runs a command with the system calls and families that a service of systemd would leave it, as that filters them.

A program of its own: `under_filter.py CALLS FAMILIES COMMAND…`, both with commas between. What is not named is refused
with EPERM. It stands in for systemd in one thing alone: namespaces, mounts and users of the service are not made.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys

ALLOW, REFUSE = 0x7FFF0000, 0x00050001
EQUAL, NO_NEW_PRIVILEGES = 4, 38


class Comparison(ctypes.Structure):
    """An argument of a call and what it has to be, as libseccomp takes it."""

    _fields_ = (("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64))


def main(calls: list[str], families: list[str], command: list[str]) -> None:
    """Put the filter on this process and become the command."""
    lib = ctypes.CDLL("libseccomp.so.2")
    lib.seccomp_init.restype = ctypes.c_void_p
    kept = ctypes.c_void_p(lib.seccomp_init(ctypes.c_uint32(REFUSE)))
    for name in calls:
        number = lib.seccomp_syscall_resolve_name(name.encode())
        if number < 0:
            continue
        compared = [(Comparison * 1)(Comparison(0, EQUAL, getattr(socket, family), 0)) for family in families]
        for only in compared if name == "socket" else [None]:
            count = 0 if only is None else 1
            lib.seccomp_rule_add_array(kept, ctypes.c_uint32(ALLOW), number, count, only)
    if ctypes.CDLL(None).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0 or lib.seccomp_load(kept) != 0:
        raise SystemExit("the filter could not be put on")
    os.execvp(command[0], command)  # noqa: S606 - the command of the test


if __name__ == "__main__":
    main(sys.argv[1].split(","), sys.argv[2].split(","), sys.argv[3:])
