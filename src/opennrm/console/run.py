"""The verb `run`: the whole product on this machine, from an empty folder to pages, and everything stopped after it."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import time
from functools import partial
from typing import Any

from environs import Env

from opennrm.config.data_folder import data_folder
from opennrm.config.fault import Fault
from opennrm.config.left_over import refuse_left_over_demonstration
from opennrm.config.port import port_wanted, take_port
from opennrm.config.progress import say, step
from opennrm.console.delivery_loop import start_delivering
from opennrm.console.house import house, is_there
from opennrm.console.keep_alive import KeepAlive
from opennrm.console.pages_server import load_pages, serve
from opennrm.console.static_files import settle_static_files

HELP = "make everything ready and serve the pages on PORT (default 8000) until Ctrl-C"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--port", help="port to serve on (default: the environment's PORT, else 8000)")
    parser.add_argument(
        "--bind",
        default=os.environ.get("OPENNRM_BIND", "127.0.0.1"),
        help="address to listen on (default 127.0.0.1: this machine only)",
    )


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop. Raises `Fault` if the port, the disk or the database cannot be had."""
    began = time.monotonic()
    refuse_real_database()
    port = port_wanted(options.port)
    listener = take_port(options.bind, port)
    address = f"http://localhost:{port}"
    os.environ.setdefault("OPENNRM_PUBLIC_ADDRESS", address)
    with house() as embedded:
        refuse_left_over_demonstration()
        sign_ins = load_demonstration()
        settle_static_files()
        load_pages(data_folder() / "compiled-pages")
        _go_on_as_pages(embedded is not None)

        def ready() -> None:
            seconds = round(time.monotonic() - began, 1)
            told = {"address": address, "seconds": seconds, "process": os.getpid(), "sign_ins": sign_ins}
            if sign_ins:
                told["password"] = importlib.import_module("opennrm.demo.people").PASSWORD
            print(json.dumps(told, default=str) if options.json else block(told), flush=True)

        delivering = partial(start_delivering, own_database=embedded is not None)
        serve(listener, ready, beside=delivering, between=KeepAlive(embedded) if embedded else None)
    say("Stopped.")
    return 0


def refuse_real_database() -> None:
    """Raises `Fault` for a database of one's own that is no demonstration: `serve` looks at what real people need.

    This verb looks neither at the settings nor at the role that it connects as, and makes tables as it goes.
    """
    if os.environ.get("DATABASE_URL") and not Env().bool("OPENNRM_DEMONSTRATION", False):
        raise Fault(
            "DATABASE_URL names a database of your own: serve it with `./opennrm serve` (docs/how-to/deploy.md), which "
            "first looks whether it is fit for real people. Set OPENNRM_DEMONSTRATION=1 to show made-up people in it."
        )


def load_demonstration() -> list[Any]:
    """Load the made-up people where this installation is a demonstration; gives who can sign in as whom."""
    from django.conf import settings  # noqa: PLC0415 - Django is set up only by now

    if not settings.DEMONSTRATION or not is_there("opennrm.demo.load"):
        return []
    load = importlib.import_module("opennrm.demo.load")
    with step("Loading made-up people", quiet_under=0.5):
        load.load_demonstration()
    return list(load.sign_ins())


def block(told: dict[str, Any]) -> str:
    """What the person at the terminal needs: the address, who to sign in as, how to stop."""
    lines = [f"OpenNRM is ready after {told['seconds']} s:  {told['address']}"]
    if told["sign_ins"]:
        lines += ["", "Made-up people to sign in as:"]
        lines += [f"  {sign_in_line(sign_in)}" for sign_in in told["sign_ins"]]
        lines += ["", f"Password of all of them: {told['password']}"]
        lines += [f"Their six-digit codes:   {told['address']}/demonstration/"]
    lines += ["", "Ctrl-C stops it."]
    rule = "-" * min(100, max(map(len, lines)))
    return "\n".join(["", rule, *lines, rule])


def sign_in_line(sign_in: Any) -> str:
    """One sign-in as one line, whether it is told as text, as a mapping or as a row."""
    if isinstance(sign_in, str):
        return sign_in
    parts = sign_in.values() if isinstance(sign_in, dict) else getattr(sign_in, "__dict__", None) or sign_in
    if isinstance(parts, dict):
        parts = parts.values()
    first, *rest = (str(part) for part in parts)
    return "  ".join([first.ljust(38), *rest])


def _go_on_as_pages(own_database: bool) -> None:
    # The servers' processes are copies of this one; two may not talk on one connection.
    from django.conf import settings  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from opennrm.config.database_roles import connect_as  # noqa: PLC0415

    connections.close_all()
    if own_database:  # another one's users may not be free to become each other
        connect_as(settings.WEB_ROLE)
