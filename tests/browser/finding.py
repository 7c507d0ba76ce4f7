"""Which browser the tests drive: the one that is named, else one that is installed; none is a failure that says so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def browser_path(environment: Mapping[str, str] = os.environ) -> str | None:
    """Take the environment; give the browser's path, or None when only playwright's own could be there."""
    named = environment.get("OPENNRM_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)
