"""What `./opennrm VERB` does first: environment and packages if they are missing, then the verb itself."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import NoReturn

from bootstrap.environment import make_environment, require_room, venv_python
from bootstrap.packages import install, is_installed
from opennrm.config.fault import Fault
from opennrm.config.port import port_wanted, take_port
from opennrm.config.progress import say

INTERRUPTED = 130


def start(root: str, arguments: list[str]) -> int:
    """Make ready what the verb in `arguments` needs and become that verb; returns (an exit code) only on a fault."""
    try:
        become_the_verb(Path(root), arguments)
    except Fault as fault:
        if "--json" in arguments:
            sys.stdout.write(json.dumps({"error": str(fault)}) + "\n")
        else:
            say(str(fault))
        return 2
    except KeyboardInterrupt:
        say("Stopped.")
        return INTERRUPTED


def become_the_verb(root: Path, arguments: list[str]) -> NoReturn:
    """As `start`, but raises `Fault`."""
    verb = next((argument for argument in arguments if not argument.startswith("-")), "")
    if verb == "run" and not {"-h", "--help"} & set(arguments):
        take_port(os.environ.get("OPENNRM_BIND", "127.0.0.1"), port_wanted(_option(arguments, "--port"))).close()
    requirements = requirements_of(verb)
    python = venv_python(root)
    try:
        if not is_installed(root, python, requirements):
            require_room(root, requirements)
            python = make_environment(root)
            install(root, python, requirements)
    except OSError as error:
        raise Fault(
            f"{error.filename or root} cannot be used ({error.strerror}): give the folder to this user, or copy it "
            "to one of your own, and start again."
        ) from error
    path = os.pathsep.join(filter(None, [str(root / "src"), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": path}
    os.execve(python, [str(python), "-m", "opennrm", *arguments], environment)


def requirements_of(verb: str) -> str:
    """The list of packages that a verb needs: two of them run tests, and the bench reads pages as tests do."""
    return "test.txt" if verb in ("test", "drill", "bench") else "run.txt"


def _option(arguments: list[str], name: str) -> str | None:
    for position, argument in enumerate(arguments):
        if argument == name:
            return arguments[position + 1] if position + 1 < len(arguments) else None
        if argument.startswith(f"{name}="):
            return argument.partition("=")[2]
    return None
