"""The process that serves the measured pages: gunicorn as `run` starts it, with one worker, so that its CPU is one."""

from __future__ import annotations

import sys

from opennrm.config.port import take_port
from opennrm.console.pages_server import load_pages, serve


def main(port: int, *, walled: bool) -> None:
    """Serve until told to stop; one line on standard output says when the port is answered.

    `walled`: as the role of the pages, like `run`; otherwise as the owner, to tell what the wall costs.
    """
    import django  # noqa: PLC0415 - its settings read the environment
    from django.conf import settings  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from opennrm.config.database_roles import connect_as  # noqa: PLC0415

    django.setup()
    load_pages()
    connections.close_all()
    if walled:
        connect_as(settings.WEB_ROLE)
    listener = take_port("127.0.0.1", port)

    def ready() -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    serve(listener, ready, workers=1)


if __name__ == "__main__":
    main(int(sys.argv[1]), walled=sys.argv[2] == "walled")
