"""The tests' own house is open already: verbs are called within it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest

from opennrm.console.verbs import main

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def opennrm(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb as the command line does; gives its exit code and, with --json, its object, else its text."""
    monkeypatch.setattr("opennrm.console.house.house", nullcontext)

    def run(*arguments: str) -> tuple[int, Any]:
        capsys.readouterr()
        code = main(list(arguments))
        told = capsys.readouterr()
        if "--json" in arguments:
            return code, json.loads(told.out)
        return code, told.out + told.err

    return run
