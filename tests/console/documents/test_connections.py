"""The page of connections names everything in the source that can open one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from opennrm.console.documents.connections import LISTENING_ONLY, OPENED, connections_page
from tests.house.tree import ROOT

CAN_CONNECT = (
    *("socket", "smtplib", "http.client", "http.server", "urllib.request", "urllib3", "requests", "httpx", "aiohttp"),
    *("psycopg", "ftplib", "poplib", "imaplib", "xmlrpc", "socketserver", "asyncio", "websockets", "paramiko"),
    *("boto3", "ldap3", "redis"),
)


NAMES_OF_ERRORS = "psycopg.errors."
"""What is caught, and connects nothing."""


def openers(folder: Path, package: str) -> Iterator[str]:
    """The modules under a folder that import what can open a connection."""
    for path in sorted(folder.rglob("*.py")):
        named = ".".join([package, *path.relative_to(folder).with_suffix("").parts]).removesuffix(".__init__")
        if imports(path.read_text(encoding="utf-8")):
            yield named


def imports(text: str) -> bool:
    names = set()
    for each in ast.walk(ast.parse(text)):
        if isinstance(each, ast.Import):
            names |= {alias.name for alias in each.names}
        elif isinstance(each, ast.ImportFrom) and each.module and not each.level:
            names |= {f"{each.module}.{alias.name}" for alias in each.names} | {each.module}
    names = {name for name in names if not f"{name}.".startswith(NAMES_OF_ERRORS)}
    return any(f"{name}.".startswith(f"{each}.") for name in names for each in CAN_CONNECT)


@pytest.mark.proves("13.1.1", "13.2.4")
def test_every_module_that_can_open_a_connection_is_named() -> None:
    named = {module for each in OPENED for module in each.opened_in} | LISTENING_ONLY
    assert set(openers(ROOT / "src/opennrm", "opennrm")) == named


@pytest.mark.proves("OPS-08", "13.1.1")
@pytest.mark.parametrize("planted", ["import requests", "from urllib.request import urlopen", "import http.client"])
def test_a_planted_module_is_found(tmp_path: Path, planted: str) -> None:
    (tmp_path / "told.py").write_text(f"def tell():\n    {planted}\n")
    (tmp_path / "silent.py").write_text("from urllib.parse import quote\nfrom http.cookies import SimpleCookie\n")
    assert list(openers(tmp_path, "x")) == ["x.told"]


def test_the_page_names_every_setting() -> None:
    page = connections_page()
    assert all(name in page for each in OPENED for name in each.named_by)
