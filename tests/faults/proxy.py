"""Stands between the pages and the database, and drops the connection in the middle of a COMMIT, before or after it."""

from __future__ import annotations

import select
import socket
import threading
from contextlib import suppress
from pathlib import Path

COMMIT = b"COMMIT\x00"


class Proxy:
    """Listens on a socket as PostgreSQL does. `drop` says what becomes of the next COMMIT: None, "before", "after"."""

    def __init__(self, folder: Path, real: Path) -> None:
        folder.mkdir(mode=0o700)
        self.real = real
        self.drop: str | None = None
        self.dropped = 0
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(folder / ".s.PGSQL.5432"))
        self.listener.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                asking, _ = self.listener.accept()
                threading.Thread(target=self._relay, args=(asking,), daemon=True).start()

    def _relay(self, asking: socket.socket) -> None:
        with asking, socket.socket(socket.AF_UNIX) as answering, suppress(OSError):
            answering.connect(str(self.real))
            while True:
                ready, _, _ = select.select([asking, answering], [], [])
                for one in ready:
                    content = one.recv(65536)
                    if not content:
                        return
                    if one is asking and self.drop is not None and COMMIT in content:
                        self._cut(asking, answering, content)
                        return
                    (answering if one is asking else asking).sendall(content)

    def _cut(self, asking: socket.socket, answering: socket.socket, content: bytes) -> None:
        how, self.drop = self.drop, None
        self.dropped += 1
        if how == "after":  # the server does it, and its word of it is lost on the way
            answering.sendall(content)
            answering.settimeout(5)
            answering.recv(65536)
