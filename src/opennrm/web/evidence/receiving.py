"""How a file that comes with a form is received: in memory, up to a bound, and only on the pages that take one."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from opennrm.evidence.quotas import IN_A_FORM

TAKE_A_FILE = frozenset({"draft_files", "referral_files"})
"""The names of the addresses that take one."""


class InMemory(FileUploadHandler):
    """Holds one file in memory, at most one byte more than may come so; the rest of a larger one is let pass by."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file. Raises `TooManyFilesSent` on a page that takes none, and from whoever is not signed in."""
        super().new_file(*args, **kwargs)
        match = getattr(self.request, "resolver_match", None)
        if match is None or match.url_name not in TAKE_A_FILE:
            raise TooManyFilesSent("This page takes no file.")
        if settings.SESSION_COOKIE_NAME not in self.request.COOKIES:  # type: ignore[union-attr]
            raise TooManyFilesSent("Nobody is signed in.")
        self.held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what still fits."""
        self.held.write(raw_data[: max(0, IN_A_FORM + 1 - self.held.tell())])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, as large as it truly was."""
        self.held.seek(0)
        return InMemoryUploadedFile(
            self.held, self.field_name, str(self.file_name), str(self.content_type), file_size, self.charset
        )
