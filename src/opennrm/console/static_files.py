"""Collects style sheets and pictures into the data folder, only when one of them changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from opennrm.config.progress import step


def settle_static_files() -> bool:
    """Collect if anything changed since the last time; true if it did."""
    from django.conf import settings  # noqa: PLC0415 - Django is set up only by now
    from django.core.management import call_command  # noqa: PLC0415

    target = Path(settings.STATIC_ROOT)
    stamp = target.with_name(f"{target.name}.stamp")
    now = _digest()
    if target.is_dir() and stamp.exists() and stamp.read_text() == now:
        return False
    stamp.unlink(missing_ok=True)
    with step("Collecting style sheets and pictures", quiet_under=0.5):
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    target.mkdir(exist_ok=True)
    stamp.write_text(now)
    return True


def _digest() -> str:
    """A digest of the name, size and time of every file that would be collected."""
    from django.conf import settings  # noqa: PLC0415
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415

    digest = hashlib.sha256(repr(settings.STORAGES).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}|{found.st_size}|{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
