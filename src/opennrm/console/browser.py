"""Finds the browser that stories run in, and fetches one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from opennrm.config.progress import step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def browser_here() -> str | None:
    """The browser named by OPENNRM_CHROMIUM, else the first on PATH, else the one that playwright fetched before."""
    named = os.environ.get("OPENNRM_CHROMIUM")
    if named:
        return named if shutil.which(named) else None
    return next(filter(None, map(shutil.which, NAMES)), None) or _playwrights()


def browser_fetched() -> str | None:
    """As `browser_here`, but fetches one by playwright, then (as root) by apt-get; None if none can be had."""
    found = browser_here()
    if found or os.environ.get("OPENNRM_CHROMIUM"):
        return found
    attempts: tuple[tuple[str, Callable[[], None]], ...] = (
        ("Fetching a browser by playwright", lambda: _try([sys.executable, "-m", "playwright", "install", "chromium"])),
        ("Installing chromium by apt-get", _by_apt_get),
    )
    for doing, attempt in attempts:
        with step(doing):
            attempt()
        found = browser_here()
        if found:
            return found
    return None


def _by_apt_get() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _try(["apt-get", "update", "-qq"])
        _try(["apt-get", "install", "-y", "-qq", "chromium"])


def _try(command: list[str]) -> None:
    subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=600, check=False)


def _playwrights() -> str | None:
    """Playwright keeps its browsers in a folder of its own; a folder is asked, for starting it costs a second."""
    caches = (os.environ.get("PLAYWRIGHT_BROWSERS_PATH"), "~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")
    for cache in filter(None, caches):
        for pattern in ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*"):
            found = sorted(Path(cache).expanduser().glob(pattern))
            if found:
                return str(found[-1])
    return None
