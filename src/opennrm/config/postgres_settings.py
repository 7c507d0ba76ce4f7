"""How the embedded PostgreSQL is set, and where its socket lies."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from opennrm.config.fault import Fault
from opennrm.config.postgres_owner import Owner

LONGEST_SOCKET_PATH = 107
SOCKET_NAME = ".s.PGSQL.5432"

# Modest memory, no network, and a log that can hold nobody's name: neither statements, nor their values, nor the
# details of their errors.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "maintenance_work_mem": "32MB",
    "max_wal_size": "256MB",
    "max_wal_senders": "0",
    "max_worker_processes": "2",
    "max_parallel_workers": "0",
    "max_logical_replication_workers": "0",
    "huge_pages": "off",
    "jit": "off",
    "log_statement": "none",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
SETTINGS_SINCE = {18: {"io_method": "sync"}}  # three processes fewer; there is little to read from disk


def settings_for(major: int, sockets: Path, *, fsync: bool) -> dict[str, str]:
    """Every setting that a server of this major version is started with."""
    newer = {key: value for since, more in SETTINGS_SINCE.items() if major >= since for key, value in more.items()}
    to_disk = "on" if fsync else "off"
    return {
        **SETTINGS,
        **newer,
        "unix_socket_directories": str(sockets),
        "fsync": to_disk,
        "synchronous_commit": to_disk,
        "full_page_writes": to_disk,
    }


def socket_folder(folder: Path) -> Path:
    """Where the server on `folder` puts its socket: outside it, since the path of a socket must be short."""
    name = f"opennrm-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
    chosen = Path(tempfile.gettempdir()) / name
    if len(os.fsencode(chosen / SOCKET_NAME)) < LONGEST_SOCKET_PATH:
        return chosen
    return Path("/tmp") / name  # noqa: S108 - the folder is made with mode 0700 and refused if it is not ours


def make_socket_folder(sockets: Path, owner: Owner) -> None:
    """Make the folder of the socket, for its owner only. Raises `Fault` if somebody else was there first."""
    sockets.mkdir(mode=0o700, exist_ok=True)
    found = sockets.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (owner.user, os.geteuid()):
        raise Fault(
            f"{sockets}, where the database would put its socket, belongs to somebody else: set TMPDIR to a folder of "
            "your own and start again."
        )
    sockets.chmod(0o700)
    owner.give(sockets)
