"""The post: a folder of PDFs, from which whoever prints and franks takes them. Names say nothing of whom or what."""

from __future__ import annotations

from pathlib import Path

from opennrm.notifications.channels.port import Parcel
from opennrm.notifications.channels.spool import put


class Post:
    """Puts each letter into the folder under its id; carried again, it replaces itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def carry(self, parcel: Parcel) -> None:
        """The letter is in the folder, on the disk. Raises `Undelivered`."""
        put(self._folder, f"{parcel.id}.pdf", parcel.content)
