"""Every rule module cites a document that is declared, and so does every refusal of the house."""

from __future__ import annotations

import ast
import re

from opennrm.mechanism.sources import SOURCES
from tests.house.tree import Source, sources

NO_RULES = {
    "refusal": "the shape of a refusal",
    "sources": "the documents themselves",
    "vocabulary": "the words, which rules use",
    "picture": "draws the tables",
    "scope": "the shape of a scope; each profile gives its own with their sources",
    "moves": "the names of stages and moves",
    "overlay": "the shape of an overlay; each gives its own with their sources",
    "references": "how a reference is spelt",
    "bank_holidays": "the table that the calendar counts by; its source is declared as BANK-HOLIDAYS",
    "time_limits": "the shape of a limit; each profile gives its own with their sources",
}
"""Modules of the law that hold no rule of their own, and why."""


def without_a_source(rules: list[Source]) -> list[str]:
    """Rule modules in which neither the key of a declared source stands, nor one is taken from the profile."""
    return [
        rule.path
        for rule in rules
        if not set(re.findall(r"[A-Za-z0-9-]+", rule.text)) & set(SOURCES)
        and not re.search(r"\.\w*source\b", rule.text)
    ]


def undeclared(refusals: list[Source]) -> list[str]:
    """Refusals whose source is left out, or is written out and nobody declared it."""
    found = []
    for source in refusals:
        for call in ast.walk(source.parsed):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Refusal":
                given = _source_of(call)
                wrong = given is None or (isinstance(given, ast.Constant) and given.value not in SOURCES)
                found += [f"{source.path}:{call.lineno}"] if wrong or not _says_source(given) else []
    return found


def _source_of(call: ast.Call) -> ast.expr | None:
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    return call.args[2] if len(call.args) > 2 else named.get("source")


def _says_source(given: ast.expr | None) -> bool:
    """A key written out, or something called a source: `standard.source`, `second_officer_source`."""
    if isinstance(given, ast.Constant):
        return True
    name = given.attr if isinstance(given, ast.Attribute) else given.id if isinstance(given, ast.Name) else ""
    return name.endswith("source")


def test_every_rule_module_cites_a_source() -> None:
    modules = [
        module
        for module in sources("src/opennrm/mechanism")
        if "/events/" not in module.path  # they tell what happened, and
        and "/fold/" not in module.path  # this reads it back and asks stages for the rules
        and ("/timetabling/" not in module.path or module.path.endswith("/problem.py"))  # that reckons by its rules
        and module.path.rpartition("/")[2].removesuffix(".py") not in {*NO_RULES, "__init__"}
    ]
    assert len(modules) > 12
    assert without_a_source(modules) == []


def test_every_refusal_has_a_declared_source() -> None:
    assert undeclared(sources("src/opennrm")) == []


def test_planted_rules_and_refusals_are_found() -> None:
    planted = Source(
        "planted.py",
        'a = Refusal("a", "Because.", "NOWHERE")\nb = Refusal("b", "Because.")\nc = Refusal("c", "d", source="house")\n'
        'd = Refusal("d", "Because.", anything)\ne = Refusal("e", "Because.", standard.source)\n',
    )
    assert undeclared([planted]) == ["planted.py:1", "planted.py:2", "planted.py:4"]
    assert without_a_source([Source("rule.py", '"""Nobody knows why."""')]) == ["rule.py"]
