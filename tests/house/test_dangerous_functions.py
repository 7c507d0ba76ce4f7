"""What can run somebody's text as code, a statement, a command or a page is found by the linter, and stands in a list.

The linter is ruff with the rules of bandit. Here it is tried on something to find for each rule, and its findings in
the product, with every `noqa` taken away, are compared with the list of those that are meant. SECURITY.md says of whom
each list speaks.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator

import pytest

from tests.house.tree import HOUSE, ROOT, Source, files, sources

MEANT = {
    "S105": "a word that is no secret: the demonstration's password, which everybody is told, and names of states",
    "S108": "a place that is made with mode 0700, a heartbeat without content, or a folder within a sandbox",
    "S311": "chance that spreads work or searches, and hides nothing",
    "S314": "the results of our own tests, written a moment before; a document's list of its parts, in the sandbox",
    "S603": "programs of PostgreSQL, the tests, the browser and the sandbox, called with lists of nothing from people",
    "S608": "a statement put together from names of tables and columns that stand in the code; values are bound",
    "S701": "Jinja is told to escape by Django",
    "S704": "the components, which escape what they are given, and the translations of our own texts",
}
"""Each rule that finds something in the product, and why that is meant. Where: see `PLACES`."""
PLACES = {
    "S105": {"demo/people.py", "partners/signing_in.py", "web/confirming.py"},
    "S108": {"config/postgres_settings.py", "console/pages_server.py", "evidence/drawing.py", "evidence/sandbox.py"},
    "S311": {
        "console/delivery_loop.py",
        "mechanism/timetabling/making.py",
        "notifications/delivery.py",
        "notifications/webhook_calls.py",
    },
    "S314": {"console/drill.py", "console/proofs.py", "console/recording.py", "evidence/drawing.py"},
    "S603": {
        "config/dumping.py",
        "config/embedded_postgres.py",
        "config/postgres_owner.py",
        "config/postgres_programs.py",
        "config/postmaster.py",
        "console/browser.py",
        "console/drill.py",
        "console/test.py",
        "evidence/drawing.py",
        "evidence/sandbox.py",
    },
    "S608": {
        "audit/walls.py",
        "cases/actions/hidden_searches.py",
        "cases/actions/searching.py",
        "cases/finding.py",
        "cases/tasks.py",
        "config/database_roles.py",
        "referrals/actions.py",
        "referrals/queries.py",
        "vault/columns.py",
        "vault/fields.py",
        "vault/left_open.py",
        "vault/rotating.py",
        "vault/together.py",
    },
    "S701": {"web/jinja.py"},
    "S704": {
        "web/components/charts.py",
        "web/components/maps.py",
        "web/components/markup.py",
        "web/components/upstream.py",
        "web/fields.py",
        "web/jinja.py",
    },
}
PLANTED = {
    "S102": "exec(told)",
    "S301": "import pickle\npickle.loads(told)",
    "S307": "eval(told)",
    "S314": "import xml.etree.ElementTree as tree\ntree.fromstring(told)",
    "S324": "import hashlib\nhashlib.md5(told)",
    "S501": "import requests\nrequests.get(told, verify=False, timeout=3)",
    "S506": "import yaml\nyaml.load(told)",
    "S602": "import subprocess\nsubprocess.run(told, shell=True)",
    "S605": "import os\nos.system(told)",
    "S608": "cursor.execute(f\"SELECT 1 FROM cases_case WHERE reference = '{told}'\")",
    "S701": "import jinja2\njinja2.Environment(autoescape=False)",
    "S704": "from markupsafe import Markup\nMarkup(told)",
}
HARMLESS = """
import hashlib
import json
import subprocess
from markupsafe import Markup

json.loads(told)
hashlib.sha256(told)
subprocess.run(["true"], check=False)
cursor.execute("SELECT 1 FROM cases_case WHERE reference = %s", [told])
Markup("<p>{}</p>").format(told)
"""
LINTER = [sys.executable, "-m", "ruff", "check", "--isolated", "--target-version", "py311", "--ignore-noqa"]


def found(*arguments: str, written: str = "") -> list[tuple[str, str]]:
    """What the linter finds: the file and the rule."""
    command = [*LINTER, "--select", "S", "--ignore", "S101", "--output-format", "json", *arguments]
    done = subprocess.run(command, cwd=ROOT, input=written, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return [(str(each["filename"]), str(each["code"])) for each in json.loads(done.stdout)]


@pytest.mark.proves("1.1.2", "1.2.4", "1.2.5", "1.3.2", "1.5.1", "1.5.2", "11.4.1", "15.1.5", "15.2.5")
def test_each_dangerous_function_of_the_product_stands_in_the_list_with_its_reason() -> None:
    places: dict[str, set[str]] = {}
    for name, rule in found(str(HOUSE), "--exclude", "migrations"):
        places.setdefault(rule, set()).add(name.partition("/src/opennrm/")[2])
    assert places == PLACES
    assert MEANT.keys() == PLACES.keys()


@pytest.mark.proves("OPS-08")
@pytest.mark.parametrize("rule", PLANTED)
def test_each_that_is_planted_is_found(rule: str) -> None:
    assert rule in {each for _, each in found("-", written=PLANTED[rule])}


def test_what_does_the_same_without_danger_is_not() -> None:
    assert {rule for _, rule in found("-", written=HARMLESS)} <= {"S404", "S603", "S607"}


# What no rule of the linter knows.

ASKING = frozenset({"requests", "httpx", "aiohttp", "urllib3", "http.client", "urllib.request", "ftplib", "authlib"})
ASKS = {
    "src/opennrm/web/account/provider_client.py": "the sign-in of somebody's organisation, which the operator named"
}
FROM_PEOPLE = re.compile(r"\b(request|POST|GET|typed|submitted|answers)\b")
TEMPLATES_OF_TEXT = frozenset({"from_string", "Template"})
SCRIPTS_MAKE_MARKUP = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage|sessionStorage"
    r"|indexedDB|postMessage|__proto__|callback="
)


def calls(of: Iterable[Source], names: frozenset[str]) -> Iterator[str]:
    """Where one of these is called, whoever it belongs to."""
    for source in of:
        for node in ast.walk(source.parsed):
            called = getattr(node, "func", None)
            name = getattr(called, "attr", None) or getattr(called, "id", None)
            if isinstance(node, ast.Call) and name in names:
                yield f"{source.path}:{node.lineno} {name}"


def formats_that_are_told(of: Iterable[Source]) -> Iterator[str]:
    """Where the words that are filled in come from a request."""
    for source in of:
        for node in ast.walk(source.parsed):
            called = node.func if isinstance(node, ast.Call) else None
            if (
                isinstance(called, ast.Attribute)
                and called.attr == "format"
                and FROM_PEOPLE.search(ast.unparse(called))
            ):
                yield f"{source.path}:{called.lineno}"


def modules_imported(of: Iterable[Source]) -> Iterator[tuple[str, str]]:
    for source in of:
        for node in ast.walk(source.parsed):
            if isinstance(node, ast.Import):
                yield from ((source.path, name.name) for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                yield source.path, node.module or ""


@pytest.mark.proves("1.3.5", "1.3.7", "1.3.10")
def test_no_template_and_no_format_is_made_from_text_of_people() -> None:
    assert list(calls(sources("src/opennrm"), TEMPLATES_OF_TEXT)) == []
    assert list(formats_that_are_told(sources("src/opennrm"))) == []


def test_a_planted_template_and_a_planted_format_are_found() -> None:
    planted = Source("planted.py", "engine.from_string(told)\nrequest.POST['words'].format(name)\n'{}'.format(told)")
    assert list(calls([planted], TEMPLATES_OF_TEXT)) == ["planted.py:1 from_string"]
    assert list(formats_that_are_told([planted])) == ["planted.py:2"]


@pytest.mark.proves("1.3.6", "14.2.3", "15.3.2")
def test_nothing_is_asked_of_another_host_but_where_it_stands_in_the_list() -> None:
    asking = {
        path for path, module in modules_imported(sources("src/opennrm")) if {module, module.partition(".")[0]} & ASKING
    }
    assert asking == ASKS.keys()


def test_a_planted_request_is_found() -> None:
    planted = Source("planted.py", "from requests import get")
    assert {module for _, module in modules_imported([planted])} & ASKING


MAY_KEEP = {"keeping.js": {"indexedDB"}}
"""What is written without a network, sealed, where an organisation switched it on: tests/browser/test_offline.py."""


@pytest.mark.proves("3.2.2", "3.5.6", "14.3.3", "15.3.6")
def test_our_scripts_put_text_into_pages_as_text_and_keep_nothing() -> None:
    scripts = [
        path for path in files(ROOT / HOUSE / "web/static") if path.suffix == ".js" and "govuk" not in path.parts
    ]
    assert scripts
    for script in scripts:
        found = set(SCRIPTS_MAKE_MARKUP.findall(script.read_text()))
        assert found == MAY_KEEP.get(script.name, set()), script.name


def test_a_planted_script_is_found() -> None:
    assert SCRIPTS_MAKE_MARKUP.search("box.innerHTML = told")
    assert SCRIPTS_MAKE_MARKUP.search("localStorage.name = told")
