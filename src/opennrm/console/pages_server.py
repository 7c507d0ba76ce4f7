"""The web server: gunicorn in this process, with two workers that are copies of it and so share its memory."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from opennrm.config.fault import Fault
from opennrm.console.keep_alive import end_with_parent
from opennrm.console.server_lines import ServerLines

WORKERS = 2
THREADS = 4
MALLOC = {-8: 1, -3: 65_536, -1: 65_536}
"""Settings of glibc's malloc, by their numbers in malloc.h: M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD."""


class Pages(BaseApplication):  # type: ignore[misc]
    """The product as gunicorn wants it."""

    def __init__(self, settings: dict[str, Any], between: Callable[[], None] | None) -> None:
        self._settings = settings
        self._between = between
        super().__init__()

    def run(self) -> None:
        """Serve until told to stop."""
        Keeper(self, self._between).run()

    def load_config(self) -> None:
        """Settings from us alone: neither a file nor GUNICORN_CMD_ARGS."""
        for name, value in self._settings.items():
            if name in self.cfg.settings:  # no_control_socket is not in every version
                self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, loaded once, before the workers are made."""
        from opennrm.config.wsgi import application  # noqa: PLC0415 - Django is set up only by now

        return application


class Keeper(Arbiter):  # type: ignore[misc]
    """Who keeps the workers, and does something else between its rounds."""

    def __init__(self, application: Pages, between: Callable[[], None] | None) -> None:
        super().__init__(application)
        self._between = between

    def manage_workers(self) -> None:
        """Called once a second, and when a process that this one started has ended."""
        if self._between is not None:
            self._between()
        super().manage_workers()


def serve(
    listener: socket.socket | Path | None,
    ready: Callable[[], None],
    beside: Callable[[], None] | None = None,
    *,
    between: Callable[[], None] | None = None,
    workers: int = WORKERS,
) -> None:
    """Serve on `listener` until told to stop; calls `ready` when it is answered. A dead worker is replaced.

    A path is made a unix socket for this user alone; None takes the socket that systemd hands over.

    `beside` is called in each worker when it starts; `between` once a second in the process that keeps the workers.
    """
    hangup = signal.getsignal(signal.SIGHUP)

    def when_ready(arbiter: Any) -> None:
        # The terminal was closed: gunicorn would load itself anew and stay for ever. Under nohup it may stay.
        signal.signal(signal.SIGHUP, signal.SIG_IGN if hangup is signal.SIG_IGN else _stop)
        ready()

    def in_worker(arbiter: Any, worker: Any) -> None:
        end_with_parent()  # so that the port is free to start again
        if beside is not None:
            beside()

    settings = {
        **_listening(listener),
        "workers": workers,
        "threads": THREADS,
        "worker_class": "gthread",
        "worker_tmp_dir": "/dev/shm" if os.access("/dev/shm", os.W_OK) else None,  # noqa: S108 - a heartbeat, no content
        "preload_app": True,
        "no_control_socket": True,
        "graceful_timeout": 5,
        "timeout": 60,
        "keepalive": 5,
        "accesslog": None,  # an address line could hold what somebody typed
        "errorlog": "-",
        "logger_class": ServerLines,  # its own would quote a request that it cannot read
        "loglevel": "warning",
        "proc_name": "opennrm",
        "when_ready": when_ready,
        "post_fork": in_worker,
    }
    here = os.getpid()
    try:
        Pages(settings, between).run()
    except SystemExit as end:
        if os.getpid() != here:
            # A worker ends here too, with copies of all that its parent opened: closing that is the parent's to do.
            sys.stderr.flush()
            os._exit(end.code if isinstance(end.code, int) else 1)
        if end.code:
            raise Fault("The web server could not start; the lines above say why.") from end


def _listening(listener: socket.socket | Path | None) -> dict[str, Any]:
    if listener is None:
        return {}  # gunicorn itself takes what systemd hands over, and leaves it in place at the end
    if isinstance(listener, Path):
        return {"bind": [f"unix:{listener}"], "umask": 0o177}
    return {"bind": [f"fd://{listener.fileno()}"]}


def load_pages(compiled: Path | None = None) -> None:
    """Load everything that pages need, to be called before this process makes copies of itself.

    `compiled` is a folder of this user's own in which templates lie compiled since the last start. Whoever can write
    into it has their own code run, as with the keys beside it: so none but `run` names one, in its data folder.

    The copies then share it: what is loaded by now is no longer looked through for garbage, which would write into
    the memory and so copy it; and the threads of a worker share one store of free memory and hand back what they used
    once (glibc would give each its own, and hand little of it back).
    """
    from django.template import engines  # noqa: PLC0415 - Django is set up only by now
    from django.urls import get_resolver  # noqa: PLC0415
    from jinja2 import FileSystemBytecodeCache  # noqa: PLC0415

    from opennrm.config.wsgi import application  # noqa: F401, PLC0415
    from opennrm.questions.lists import LIST_NAMES, entries  # noqa: PLC0415

    for list_name in LIST_NAMES:  # first: what reading them needs for a moment serves what comes after
        entries(list_name)
    get_resolver().url_patterns  # noqa: B018 - reading it imports every view
    get_resolver().reverse_dict  # noqa: B018 - reading it makes the table of all addresses
    pages = engines["pages"].env  # type: ignore[attr-defined]
    if compiled is not None:
        compiled.mkdir(mode=0o700, exist_ok=True)
        pages.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    for name in pages.list_templates():
        pages.get_template(name)
    pages.bytecode_cache = None
    gc.collect()
    if sys.platform == "linux" and hasattr(ctypes.CDLL(None), "mallopt"):
        for setting, value in MALLOC.items():
            ctypes.CDLL(None).mallopt(setting, value)
        ctypes.CDLL(None).malloc_trim(0)
    gc.freeze()


def _stop(signum: int, frame: Any) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
