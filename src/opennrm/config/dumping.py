"""Runs pg_dump and pg_restore, their content streamed: what is in a dump is never on a disk unsealed."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from opennrm.config.fault import Fault
from opennrm.config.postgres_programs import find_programs


@contextmanager
def dump(address: str, snapshot: str, *options: str) -> Iterator[BinaryIO]:
    """The dump of a moment that another transaction holds open, to be read to its end. Raises `Fault`."""
    command = [*_program("pg_dump"), "--format=custom", f"--snapshot={snapshot}", "--lock-wait-timeout=60s", *options]
    with _running([*command, f"--dbname={address}"], stdout=subprocess.PIPE, what="dumped") as running:
        yield _pipe(running.stdout)


def restore(address: str, fill: Callable[[IO[bytes]], None], *options: str) -> None:
    """Feed pg_restore what `fill` writes. Raises `Fault`, and whatever `fill` raised."""
    command = [*_program("pg_restore"), "--exit-on-error", "--no-owner", "--no-privileges", *options]
    raised: list[BaseException] = []

    def feed(into: IO[bytes]) -> None:
        try:
            with into:
                fill(into)
        except BrokenPipeError:
            pass  # pg_restore has had what it wanted, or says itself what is wrong
        except BaseException as error:
            raised.append(error)

    try:
        with _running([*command, f"--dbname={address}"], stdin=subprocess.PIPE, what="restored") as running:
            feeder = threading.Thread(target=feed, args=(_pipe(running.stdin),))
            feeder.start()
            feeder.join()
    except Fault:
        if raised:
            raise raised[0] from None
        raise
    if raised:
        raise raised[0]


def _pipe(stream: IO[bytes] | None) -> BinaryIO:
    if stream is None:
        raise RuntimeError("a program was started without a pipe")
    return stream  # type: ignore[return-value]


def _program(name: str) -> list[str]:
    path = find_programs().folder / name
    if not path.exists():
        raise Fault(f"There is no {name} in {path.parent}: name in OPENNRM_PG_BIN a folder that has it.")
    return [str(path)]


@contextmanager
def _running(
    command: list[str], *, what: str, stdout: int | None = None, stdin: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    # What it complains of goes to a file: a pipe that nobody reads would stop it.
    with tempfile.TemporaryFile() as complaints:
        running = subprocess.Popen(  # noqa: S603 - a program of the machine, never of a person's input
            command, stdout=stdout, stdin=stdin, stderr=complaints, env={**os.environ, "LC_ALL": "C"}
        )
        try:
            yield running
        except BaseException:
            running.kill()
            raise
        finally:
            for stream in (running.stdout, running.stdin):
                if stream is not None:
                    stream.close()
            code = running.wait()
        if code:
            complaints.seek(0)
            raise Fault(f"The database cannot be {what}: {_first(complaints.read())}")


def _first(complaints: bytes) -> str:
    """The first line alone: those after it can show a row."""
    lines = complaints.decode("utf-8", "replace").strip().splitlines()
    return (lines[0] if lines else "the program says no reason").removeprefix("pg_dump: error: ")


def folder_of(path: Path) -> Path:
    """The folder, made for its owner alone if it is not there. Raises `Fault`."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Fault(f"{path} cannot be made ({error.strerror}): name another folder.") from error
    return path
