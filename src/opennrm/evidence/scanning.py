"""Asks clamd whether a file is harmful: its INSTREAM command, over a socket, and nothing else of it.

Written by hand: the client libraries are older than the service and larger than this.
"""

from __future__ import annotations

import socket
import struct
from contextlib import closing

from django.conf import settings

SECONDS = 20.0
"""How long the scanner may be silent."""
_CHUNK = 256 * 1024
_LONGEST_ANSWER = 4096


class ScannerAway(Exception):
    """The scanner does not answer, or not in time; the file is asked about again later."""


class NotScanned(Exception):
    """The scanner answers that it cannot scan this file."""


def is_harmful(content: bytes) -> bool:
    """Does the scanner find something harmful in these bytes? Raises `ScannerAway` and `NotScanned`."""
    try:
        with closing(_connection(settings.CLAMD)) as scanner:
            answer = _asked(scanner, content)
    except (OSError, ValueError) as away:
        raise ScannerAway(type(away).__name__) from away
    if answer.endswith(" FOUND"):
        return True
    if answer.endswith(": OK"):
        return False
    if not answer:
        raise ScannerAway("no answer")
    raise NotScanned


def _connection(address: str) -> socket.socket:
    how, _, where = address.partition(":")
    if how == "unix":
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(SECONDS)
        try:
            scanner.connect(where)
        except OSError:
            scanner.close()
            raise
        return scanner
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _asked(scanner: socket.socket, content: bytes) -> str:
    try:
        scanner.sendall(b"zINSTREAM\x00")
        for start in range(0, len(content), _CHUNK):
            chunk = content[start : start + _CHUNK]
            scanner.sendall(struct.pack(">I", len(chunk)) + chunk)
        scanner.sendall(struct.pack(">I", 0))
    except BrokenPipeError:
        pass  # too long for its settings: it says so, and hangs up
    answer = b""
    while b"\x00" not in answer and len(answer) < _LONGEST_ANSWER and (more := scanner.recv(_LONGEST_ANSWER)):
        answer += more
    return answer.split(b"\x00")[0].decode("utf-8", "replace").strip()
