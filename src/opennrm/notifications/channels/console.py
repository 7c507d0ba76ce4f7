"""E-mail as a line on the terminal, for who works on the product: that one left, never to whom."""

from __future__ import annotations

import sys
from typing import TextIO

from opennrm.notifications.channels.port import Parcel


class Console:
    """Tells each e-mail's id on the terminal; nothing leaves the machine."""

    def __init__(self, terminal: TextIO | None = None) -> None:
        self._terminal = terminal

    def carry(self, parcel: Parcel) -> None:
        """The line is written."""
        terminal = self._terminal or sys.stderr
        terminal.write(f"E-mail {parcel.id}: you have work.\n")
        terminal.flush()
