"""The process that serves the measured pages: gunicorn as `run` starts it, with one worker, so that its CPU is one."""

from __future__ import annotations

import sys

from opennrm.config.port import take_port
from opennrm.console.pages_server import load_pages, serve


def main(port: int) -> None:
    """Serve until told to stop; one line on standard output says when the port is answered."""
    import django  # noqa: PLC0415 - its settings read the environment
    from django.db import connections  # noqa: PLC0415

    django.setup()
    load_pages()
    connections.close_all()
    listener = take_port("127.0.0.1", port)

    def ready() -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    serve(listener, ready, workers=1)


if __name__ == "__main__":
    main(int(sys.argv[1]))
