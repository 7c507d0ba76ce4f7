"""The registry of verbs: finds the one that was asked for, reads its arguments, tells its result or its fault.

A verb is a module of this package with `HELP: str`, `arguments(parser)` and `run(options) -> int | dict`. A number is
the exit code; a mapping is the result: one JSON object with `--json`, else told by the module's `tell(result) -> str`
if it has one. A result with `"ok": False` ends with exit code 1. One sentence and exit code 2 tell a fault.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn, Protocol, cast

from dotenv import load_dotenv
from environs import EnvError

from opennrm.config.data_folder import ROOT
from opennrm.config.fault import Fault
from opennrm.config.progress import say
from opennrm.mechanism.refusal import Refused

VERBS = (
    "run",
    "prepare",
    "serve",
    "test",
    "demo",
    "refer",
    "htcds",
    "case",
    "replay",
    "simulate",
    "decide",
    "organisation",
    "deliver",
    "sweep",
    "retention",
    "holiday",
    "lists",
    "verify",
    "seal",
    "rotate-keys",
    "backup",
    "restore",
    "statistics",
    "questions",
    "profiles",
    "roles",
    "routes",
    "pictures",
    "bench",
    "drill",
)
"""In the order in which they are told. The module of a verb has its name, with _ for -."""

FAULT = 2
FAULT_OF_OURS = 1
OURS = f"{os.sep}opennrm{os.sep}"
DEEPEST = 6
"""Causes and places that are told of a fault of ours."""
INTERRUPTED = 130


class Verb(Protocol):
    """What a module of a verb holds."""

    HELP: str

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the verb's own arguments."""

    def run(self, options: argparse.Namespace) -> int | dict[str, Any]:
        """Do it."""


class Parser(argparse.ArgumentParser):
    """Tells a wrong argument as a `Fault`, so that every fault is told in one way."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing the usage."""
        raise Fault(f"{message[:1].upper()}{message[1:]}: see `./{self.prog} --help`.")


def main(arguments: list[str]) -> int:
    """Run the verb in `arguments`; gives the exit code."""
    as_json = "--json" in arguments
    try:
        _read_settings(ROOT / ".env")
        return _told(arguments, as_json)
    except KeyboardInterrupt:
        say("Stopped.")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output (`| head`) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        sentence = sentence_for(error)
        code = FAULT if sentence is not None else FAULT_OF_OURS
        sentence = sentence or place_of(error)
        if as_json:
            print(json.dumps({"error": sentence}))
        else:
            say(sentence)
        return code


def _read_settings(beside: Path) -> None:
    """Those that lie beside the command. Raises `Fault` where this user may not read them and was given no others."""
    if os.access(beside, os.R_OK) or not beside.exists():
        load_dotenv(beside)
    elif "DATABASE_URL" not in os.environ:  # with one, a unit gave this user all that it is to know
        raise Fault(f"This user may not read the settings in {beside}: type this as one who may.")


def sentence_for(error: Exception) -> str | None:
    """The one sentence for a foreseeable fault; None for a fault of ours."""
    if isinstance(error, Fault):
        return str(error)
    if isinstance(error, Refused):
        return error.refusal.because
    if isinstance(error, EnvError):
        return f"A setting in the environment cannot be read: {error} (.env.example lists every setting)."
    # Named by text: importing Django to ask would cost every verb its start.
    kind = f"{type(error).__module__}.{type(error).__name__}"
    if kind == "opennrm.partners.access.NotYours":
        return "There is no such record."
    if kind in ("opennrm.vault.refusing.WrongKeys", "opennrm.vault.refusing.CannotChange"):
        return str(error)
    if kind == "django.db.utils.OperationalError":
        return f"The database does not answer ({_first_line(error)}): see that it runs, or mend DATABASE_URL."
    if kind == "django.core.exceptions.ImproperlyConfigured":
        return f"A setting is wrong: {_first_line(error)} (.env.example lists every setting)."
    return None


def place_of(error: BaseException) -> str:
    """What kind of fault of ours it is and where, and nothing that it says: a database tells in it whole rows."""
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(kinds) < DEEPEST:
        kinds.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(each.filename).name}:{each.lineno} in {each.name}" for each in frames if OURS in each.filename]
    return (
        f"A fault of ours: {' from '.join(kinds)}, at {', '.join(reversed(places[-DEEPEST:])) or 'no place of ours'}. "
        "What it says is not shown, since it may tell of people. See with `./opennrm verify` that everything holds, "
        "run this again, and if it comes again report this line: SECURITY.md says to whom."
    )


def verb_named(name: str) -> Verb:
    """The module of a verb. Raises `Fault` if there is none of that name."""
    if name not in VERBS:
        raise Fault(f"There is no verb {name!r}; the verbs are {', '.join(VERBS)}.")
    return cast(Verb, importlib.import_module(f"opennrm.console.{name.replace('-', '_')}"))


def listing() -> str:
    """Every verb with what it does, one a line."""
    width = max(map(len, VERBS))
    return "\n".join(f"  {name:<{width}}  {verb_named(name).HELP}" for name in VERBS)


def _told(arguments: list[str], as_json: bool) -> int:
    name = next((argument for argument in arguments if not argument.startswith("-")), None)
    if name is None and as_json:
        print(json.dumps({"verbs": {verb: verb_named(verb).HELP for verb in VERBS}}))
        return 0
    if name is None:
        print(f"./opennrm VERB [--json]\n\n{listing()}\n\n`./opennrm VERB --help` says more of one.")
        return 0 if set(arguments) & {"-h", "--help"} or not arguments else FAULT
    verb = verb_named(name)
    parser = Parser(prog=f"opennrm {name}", description=verb.HELP)
    parser.add_argument("--json", action="store_true", help="print the result as one JSON object")
    verb.arguments(parser)
    rest = list(arguments)
    rest.remove(name)
    result = verb.run(parser.parse_args(rest))
    if isinstance(result, int):
        return result
    print(json.dumps(result, ensure_ascii=False, default=str) if as_json else _words_for(verb, result))
    return 0 if result.get("ok", True) else 1


def _words_for(verb: Verb, result: dict[str, Any]) -> str:
    tell = getattr(verb, "tell", None)
    if tell is not None:
        return str(tell(result))
    return "\n".join(f"{key}: {value}" for key, value in result.items())


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
