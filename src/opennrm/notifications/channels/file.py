"""E-mail as files, for an installation without a mail server: each e-mail lies in a folder as mail programs read it."""

from __future__ import annotations

from pathlib import Path

from opennrm.notifications.channels.port import Parcel
from opennrm.notifications.channels.spool import put


class MailFolder:
    """Puts each e-mail into the folder under its id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def carry(self, parcel: Parcel) -> None:
        """The e-mail is in the folder, on the disk. Raises `Undelivered`."""
        put(self._folder, f"{parcel.id}.eml", parcel.content)
