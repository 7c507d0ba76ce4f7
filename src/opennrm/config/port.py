"""The port that pages are served on, taken at the very start: one in use is told before anything else is done.

The standard library only: the bootstrap asks here too.
"""

from __future__ import annotations

import os
import socket

from opennrm.config.fault import Fault

HIGHEST = 65535


def port_wanted(text: str | None = None) -> int:
    """The port as a number: `text`, else the environment's PORT, else 8000. Raises `Fault` if it is none."""
    given = text or os.environ.get("PORT") or "8000"
    if given.isdecimal() and 0 < int(given) <= HIGHEST:
        return int(given)
    raise Fault(f"PORT is {given!r}, which is not a port: give a number from 1 to {HIGHEST}, for example PORT=8001.")


def take_port(host: str, port: int) -> socket.socket:
    """A listening socket on `host` and `port`. Raises `Fault` if somebody else has it or it may not be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(512)
    except PermissionError as error:
        listener.close()
        raise Fault(f"This user may not open port {port}: choose one above 1023, for example PORT=8000.") from error
    except OSError as error:
        listener.close()
        raise Fault(
            f"Port {port} is taken by another program: stop that program, or choose another port, "
            f"for example `PORT={port + 1 if port < HIGHEST else 8000} ./opennrm run`."
        ) from error
    return listener
