"""The verb `serve`: the pages alone, for real people, on a socket that the web server in front of it talks to.

Unlike `run` it starts no database, loads nobody, makes no tables and delivers nothing: each of these is a program of
its own there, with rights of its own (docs/how-to/deploy.md).
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from opennrm.config.fault import Fault
from opennrm.config.postgres_fitness import refuse_unsafe_database, set_timeouts
from opennrm.config.progress import say
from opennrm.console.house import house, missing_migrations
from opennrm.console.pages_server import WORKERS, load_pages, serve

HELP = "serve the pages for real people on a socket, behind a web server; tables and style sheets must be there"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and how many serve."""
    parser.add_argument(
        "--socket", type=Path, metavar="FILE", help="listen on this socket (default: the one that systemd hands over)"
    )
    parser.add_argument("--workers", type=int, default=WORKERS, help=f"processes that serve (default {WORKERS})")


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop. Raises `Fault` where anything is not fit for real people."""
    refuse_without_database()
    if options.workers < 1:
        raise Fault("--workers is a whole number from 1: two for each processor are enough.")
    if options.socket is None and os.environ.get("LISTEN_PID") != str(os.getpid()):
        raise Fault("There is no socket to listen on: name one with --socket, or let systemd hand one over.")
    set_timeouts()
    with house(settled=False):
        refuse_what_is_not_ready()
        load_pages()
        _let_go_of_the_database()
        serve(options.socket, _ready, workers=options.workers)
    say("Stopped.")
    return 0


def refuse_without_database() -> None:
    """Raises `Fault` unless a database is named: none is started for real people."""
    if not os.environ.get("DATABASE_URL"):
        raise Fault("DATABASE_URL names no database: name the one that holds the records (docs/how-to/deploy.md).")


def refuse_what_is_not_ready() -> None:
    """Raises `Fault` for settings, people, tables or style sheets with which real people are not to be served."""
    from django.conf import settings  # noqa: PLC0415 - Django is set up only by now

    from opennrm.config.database_roles import refuse_strong_role  # noqa: PLC0415
    from opennrm.config.fitness import refuse_unfit  # noqa: PLC0415
    from opennrm.config.left_over import refuse_left_over_demonstration  # noqa: PLC0415
    from opennrm.vault.left_open import columns_left_open  # noqa: PLC0415
    from opennrm.vault.opening import refuse_wrong_keys  # noqa: PLC0415

    refuse_unfit()
    refuse_strong_role()
    refuse_unsafe_database()
    refuse_left_over_demonstration()
    missing = missing_migrations()
    if missing:
        raise Fault(
            f"The tables lack {missing} changes of this version: run `./opennrm prepare` as the role that owns them."
        )
    refuse_wrong_keys()
    if columns_left_open():
        raise Fault("Personal data of an earlier version is not sealed yet: run `./opennrm seal`.")
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        raise Fault(f"There are no style sheets in {settings.STATIC_ROOT}: run `./opennrm prepare` first.")


def _ready() -> None:
    say("The pages are served.")


def _let_go_of_the_database() -> None:
    from django.db import connections  # noqa: PLC0415

    connections.close_all()  # the servers' processes are copies of this one; two may not talk on one connection
