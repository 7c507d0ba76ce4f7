"""The drill: a house that serves, clients that send referrals, and somebody who kills its workers meanwhile."""

from __future__ import annotations

import http.client
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from opennrm.config.data_folder import ROOT
from opennrm.config.port import take_port

CLIENTS = 4
CSRF = "c" * 32
PATIENCE = 120.0
"""Seconds after which something that should have happened has failed."""


@dataclass(frozen=True)
class House:
    """A database with people and drafts in it, and what it takes to be the officer."""

    address: str
    environment: dict[str, str]
    cookies: dict[str, str]
    drafts: tuple[str, ...]
    version: int


@dataclass
class Sending:
    """A draft that a client sent: the token of its form, the references it was answered with, how often it broke."""

    draft: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    references: list[str] = field(default_factory=list)
    cut_off: int = 0
    refused: int = 0


@dataclass
class Told:
    """What a drill did, over all its runs."""

    sendings: list[Sending]
    kills: int
    seconds: float
    in_flight: int
    slowest_refusal: float

    @property
    def figures(self) -> dict[str, float]:
        """What a reader of the test's output wants to know."""
        return {
            "kills": self.kills,
            "in_flight_at_kills": self.in_flight,
            "acknowledged": sum(1 for sending in self.sendings if sending.references),
            "cut_off_in_flight": sum(sending.cut_off for sending in self.sendings),
            "told_not_received": sum(sending.refused for sending in self.sendings),
            "slowest_refusal": round(self.slowest_refusal, 1),
            "seconds": round(self.seconds, 1),
        }


class Drill:
    """Serves a house in its own process and sends its drafts from several clients, until it was killed enough."""

    def __init__(self, house: House, log: Path, bug: str | None = None) -> None:
        self.house = house
        with take_port("127.0.0.1", 0) as free:
            self.port = free.getsockname()[1]
        with log.open("wb") as lines:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.serving", str(self.port), *([bug] if bug else [])],
                cwd=ROOT,
                env=house.environment,
                stdout=subprocess.PIPE,
                stderr=lines,
            )
        assert self.server.stdout is not None
        assert self.server.stdout.readline() == b"ready\n", log.read_text()
        self.in_flight = 0
        self.kills = self.in_flight_at_kills = 0
        self.slowest_refusal = self.struck = 0.0
        self.seconds = 0.0
        self.answered = 0
        self.waiting = deque(house.drafts)
        self.sendings: list[Sending] = []
        self.wrong: list[str] = []
        self.over = threading.Event()
        self.lock = threading.Lock()

    def run(
        self, *, kills: int, at_least: int = 20, in_flight: int = 0, strike: Callable[[int], None] | None = None
    ) -> Told:
        """Send from all clients; kill workers `kills` times; go on until `at_least` are answered. May be run again.

        More are killed until `in_flight` requests were on their way at a kill. `strike` is called in place of killing
        a worker, with the number of the blow.
        """
        began = time.monotonic()
        self.over.clear()
        clients = [threading.Thread(target=self._send_drafts) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        try:
            number = 0
            while number < kills or self.in_flight_at_kills < in_flight:
                self._strike(number, strike)
                number += 1
            self._wait_for(lambda: self.answered >= at_least)
        finally:
            self.over.set()
            for client in clients:
                client.join()
        assert not self.wrong, self.wrong[:5]
        self.kills += number
        self.seconds += time.monotonic() - began
        return Told(self.sendings, self.kills, self.seconds, self.in_flight_at_kills, self.slowest_refusal)

    def close(self) -> None:
        """Stop the house."""
        self.server.terminate()
        self.server.communicate(timeout=PATIENCE)

    def _send_drafts(self) -> None:
        try:
            while not self.over.is_set():
                sending = Sending(self.waiting.popleft())
                self.sendings.append(sending)
                self.send(sending)
        except Exception as error:  # the drill must say so, whatever it is
            self.wrong.append(repr(error))

    def send(self, sending: Sending) -> None:
        """Send until it is answered, as a person would who sees an error page and sends the same again."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            status, location = self._post(sending)
            if status == 302 and location.endswith("/sent/"):
                sending.references.append(urlsplit(location).path.split("/")[2])
                with self.lock:
                    self.answered += 1
                return
            if status == 503:
                sending.refused += 1
                time.sleep(0.05)
            elif status:
                self.wrong.append(f"answered {status} {location}")
                return
        self.wrong.append("never answered")

    def _post(self, sending: Sending) -> tuple[int, str]:
        """Status and address; 0 when the connection broke before an answer came."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        cookies = {**self.house.cookies, "csrf": CSRF}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Connection": "close",
        }
        form = {"csrfmiddlewaretoken": CSRF, "token": sending.token, "version": self.house.version}
        body = urlencode(form)
        began = time.monotonic()
        try:
            with self.lock:
                self.in_flight += 1
            connection.request("POST", f"/referrals/drafts/{sending.draft}/check-answers/", body, headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status == 503:
                self.slowest_refusal = max(self.slowest_refusal, time.monotonic() - max(began, self.struck))
            return answer.status, answer.headers.get("Location", "")
        except (OSError, http.client.HTTPException):
            sending.cut_off += 1
            time.sleep(0.01)
            return 0, ""
        finally:
            with self.lock:
                self.in_flight -= 1
            connection.close()

    def _strike(self, number: int, strike: Callable[[int], None] | None) -> None:
        """Strike at some moment of a submission; each third time wait until somebody was answered after."""
        before = self.answered
        self._wait_for(lambda: self.in_flight > 0 and bool(self._workers()))
        time.sleep(random.uniform(0.0, 0.12))  # noqa: S311 - which moment does not matter, only that they differ
        self.struck = time.monotonic()
        if strike is not None:
            self.in_flight_at_kills += self.in_flight
            strike(number)
        elif workers := self._workers():
            self.in_flight_at_kills += self.in_flight
            with suppress(ProcessLookupError):  # one that the last kill hit may still have been listed
                os.kill(random.choice(workers), signal.SIGKILL)  # noqa: S311
        if number % 3 == 0:
            self._wait_for(lambda: self.answered > before)

    def _workers(self) -> list[int]:
        pid = self.server.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def _wait_for(self, happened: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not happened():
            assert not self.wrong, self.wrong[:5]
            assert time.monotonic() < until, "nothing happened any more"
            time.sleep(0.002)


def prepare(address: str, data: Path, drafts: int) -> House:
    """Make the tables, the people and the drafts in the empty database at this address."""
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "opennrm.config.settings_test",
        "OPENNRM_DATA": str(data),
        "OPENNRM_SECRET_KEY": "only-for-drills-" + "x" * 40,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
    }
    made = subprocess.run(
        [sys.executable, "-m", "tests.faults.preparing", str(drafts)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    told = json.loads(made.stdout)
    return House(address, environment, told["cookies"], tuple(told["drafts"]), told["version"])
