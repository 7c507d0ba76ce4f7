"""Under which user the embedded PostgreSQL runs: it refuses to be root, so root runs it in a user namespace.

Inside the namespace it is user 1000; outside, its files stay root's. No user is made and nothing is given away.
Where the kernel forbids that, and where the folder belongs to somebody else, it runs as an unprivileged user.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from opennrm.config.fault import Fault
from opennrm.config.postgres_programs import Programs

CLONE_NEWUSER = 0x10000000
UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Owner:
    """The user (as the machine counts) that owns the data folder, and what a child does before it becomes a program."""

    user: int
    group: int
    before_exec: Callable[[], None] | None = None

    def give(self, path: Path) -> None:
        """Make `path` this owner's, if root may and must."""
        if os.geteuid() == 0 and path.stat().st_uid != self.user:
            os.chown(path, self.user, self.group)


def owner_of(folder: Path, programs: Programs) -> Owner:
    """Who runs the database whose files lie in `folder` (which must be there). Raises `Fault` if nobody can."""
    standing = folder.stat()
    if os.geteuid() != 0:
        if standing.st_uid != os.geteuid():
            raise Fault(
                f"The database in {folder} belongs to another user: start as that user, or name another folder in "
                "OPENNRM_DATA."
            )
        return Owner(os.geteuid(), os.getegid())
    if standing.st_uid != 0:
        return _unprivileged(standing.st_uid, standing.st_gid)
    if namespace_works(programs):
        return Owner(0, 0, enter_namespace)
    owner = _nobody(programs, folder)
    _give_all(folder, owner)
    return owner


_libc = ctypes.CDLL(None, use_errno=True)


def enter_namespace() -> None:
    """Become user 1000 of a new user namespace, whose files are, seen from outside, still root's. Linux only."""
    user, group = os.geteuid(), os.getegid()
    if _libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"1000 {user} 1")
    Path("/proc/self/gid_map").write_text(f"1000 {group} 1")


def namespace_works(programs: Programs) -> bool:
    """Whether the kernel lets root run PostgreSQL in a user namespace here."""
    try:
        return _starts(programs, Owner(0, 0, enter_namespace))
    except (OSError, subprocess.SubprocessError, AttributeError):
        return False


def _nobody(programs: Programs, folder: Path) -> Owner:
    """An unprivileged user that can start the programs and reach the folder."""
    for name in UNPRIVILEGED:
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        owner = _unprivileged(account.pw_uid, account.pw_gid)
        folder.parent.chmod(0o711)  # may be passed through, not listed
        if _starts(programs, owner) and _reaches(folder.parent, owner):
            return owner
    raise Fault(
        f"PostgreSQL does not run as root, this machine has no user namespaces, and no unprivileged user can reach "
        f"{folder}: start as an ordinary user that owns the folder, or name a folder under /var/lib in OPENNRM_DATA."
    )


def _unprivileged(user: int, group: int) -> Owner:
    def become() -> None:
        os.setgroups([])
        os.setgid(group)
        os.setuid(user)

    return Owner(user, group, become)


def _starts(programs: Programs, owner: Owner) -> bool:
    command = [str(programs.postgres), "--version"]
    done = subprocess.run(command, preexec_fn=owner.before_exec, capture_output=True, check=False)
    return done.returncode == 0


def _reaches(folder: Path, owner: Owner) -> bool:
    seen = subprocess.run(
        ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)], preexec_fn=owner.before_exec, capture_output=True, check=False
    )
    return seen.returncode == 0


def _give_all(folder: Path, owner: Owner) -> None:
    for here, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(Path(here) / name, owner.user, owner.group, follow_symlinks=False)
    shutil.chown(folder, owner.user, owner.group)
