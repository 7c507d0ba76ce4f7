"""A connection to the town through nginx, by TLS, from this machine."""

from __future__ import annotations

import socket
import ssl
from http.client import HTTPSConnection
from pathlib import Path

NAME = "nrm.marshland.example"
"""What the town is called."""


class Through(HTTPSConnection):
    """A connection to the town's name, on this machine, that believes the made-up certificate and no other."""

    def __init__(self, port: int, trusted: Path, name: str = NAME, *, coming_from: str = "127.0.0.1") -> None:
        self._named, self._context_of_ours = name, ssl.create_default_context(cafile=trusted)
        self._coming_from = coming_from
        super().__init__(name, port, timeout=20)

    def connect(self) -> None:
        """To 127.0.0.1, whatever the name."""
        where = ("127.0.0.1", self.port or 0)
        plain = socket.create_connection(where, timeout=20, source_address=(self._coming_from, 0))
        try:
            self.sock = self._context_of_ours.wrap_socket(plain, server_hostname=self._named)
        except ssl.SSLError:
            plain.close()
            raise
