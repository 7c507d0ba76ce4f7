"""`run` from the outside: a page, and nothing left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from typing import Any

import psutil
import pytest

from opennrm.config.embedded_postgres import EmbeddedPostgres
from opennrm.config.fault import Fault
from opennrm.config.port import port_wanted, take_port
from opennrm.console.run import block, refuse_real_database

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def running(folder: Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """The product on an empty folder and a free port, without made-up people."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    environment |= {"OPENNRM_DATA": str(folder), "PORT": str(port), "PYTHONPATH": "src", "OPENNRM_DEMONSTRATION": "0"}
    product = subprocess.Popen(
        [sys.executable, "-m", "opennrm", "run", "--json"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert product.stdout
        yield product, json.loads(product.stdout.readline())
    finally:
        if product.poll() is None:
            product.terminate()
        product.communicate(timeout=30)


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own address
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_leaves_no_process_behind(tmp_path: Path, how: signal.Signals) -> None:
    with running(tmp_path) as (product, told):
        assert status_of(told["address"]) < 500
        started = psutil.Process(product.pid).children(recursive=True)
        assert any("postgres" in process.name() for process in started)
        product.send_signal(how)
        assert product.wait(30) == 0
        gone, alive = psutil.wait_procs(started, timeout=5)
        assert alive == []
        assert gone


def test_a_worker_that_dies_is_replaced(tmp_path: Path) -> None:
    with running(tmp_path) as (product, told):
        assert status_of(told["address"]) < 500
        worker = [p for p in psutil.Process(product.pid).children() if "postgres" not in p.name()][-1]
        worker.kill()
        psutil.wait_procs([worker], timeout=5)
        assert [status_of(told["address"]) < 500 for _ in range(4)] == [True] * 4


def test_a_database_that_is_killed_is_started_again(tmp_path: Path) -> None:
    with running(tmp_path) as (_product, told):
        database = EmbeddedPostgres(tmp_path)
        killed = database.pid
        assert killed
        psutil.Process(killed).kill()
        until = time.monotonic() + 30
        while database.pid in (None, killed) and time.monotonic() < until:
            time.sleep(0.05)
        assert database.pid not in (None, killed)
        assert status_of(told["address"]) < 500


@pytest.mark.parametrize("wrong", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none_is_told(wrong: str) -> None:
    with pytest.raises(Fault, match="which is not a port: give a number from 1 to 65535"):
        port_wanted(wrong)


def test_two_cannot_take_one_port() -> None:
    first = take_port("127.0.0.1", 0)
    try:
        with pytest.raises(Fault, match="is taken by another program"):
            take_port("127.0.0.1", first.getsockname()[1])
    finally:
        first.close()


def test_the_block_names_the_address_and_who_can_sign_in() -> None:
    told = block(
        {"address": "http://localhost:8000", "seconds": 1.2, "sign_ins": ["officer@police.example"], "password": "x"}
    )
    assert "http://localhost:8000" in told
    assert "officer@police.example" in told
    assert "http://localhost:8000/demonstration/" in told


def test_a_database_of_ones_own_is_not_served_without_being_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///nobody_reaches_it")
    for said in (None, "0", "false"):
        monkeypatch.delenv("OPENNRM_DEMONSTRATION", raising=False)
        if said is not None:
            monkeypatch.setenv("OPENNRM_DEMONSTRATION", said)
        with pytest.raises(Fault, match="opennrm serve"):
            refuse_real_database()
    monkeypatch.setenv("OPENNRM_DEMONSTRATION", "1")
    refuse_real_database()
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("OPENNRM_DEMONSTRATION", "0")
    refuse_real_database()


def test_the_verb_itself_refuses_before_it_touches_the_database(tmp_path: Path) -> None:
    environment = os.environ | {
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nowhere",
        "OPENNRM_DATA": str(tmp_path),
        "OPENNRM_DEMONSTRATION": "0",
        "PYTHONPATH": "src",
    }
    command = [sys.executable, "-m", "opennrm", "run", "--json", "--port", "0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "opennrm serve" in done.stdout + done.stderr
