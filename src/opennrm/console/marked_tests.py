"""Which test shows which check or requirement: read from the marker `proves` in the text of the tests, without them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from opennrm.config.data_folder import ROOT

PLANTED = "planted"
"""In the name of each test that plants a bug for a harness to find."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A test: its place, the ids that it shows, whether only the drill runs it, and whether it plants a bug."""

    test: str
    ids: tuple[str, ...]
    drill: bool
    plants: bool

    @property
    def path(self) -> str:
        """The file."""
        return self.test.partition("::")[0]

    @property
    def name(self) -> str:
        """The function."""
        return self.test.rpartition("::")[2]


def marked_tests(root: Path = ROOT) -> list[Marked]:
    """Every test under `root`/tests that is marked, or that plants a bug, by file and line."""
    found: list[Marked] = []
    for path in sorted((root / "tests").rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if "proves" in text or PLANTED in text:
            found += _of_module(path.relative_to(root).as_posix(), ast.parse(text))
    return found


def shown_by_id(tests: Iterable[Marked]) -> dict[str, list[Marked]]:
    """The tests that show each id."""
    shown: dict[str, list[Marked]] = {}
    for test in tests:
        for each in dict.fromkeys(test.ids):
            shown.setdefault(each, []).append(test)
    return shown


def _of_module(path: str, module: ast.Module) -> Iterator[Marked]:
    of_all = [
        line.value
        for line in module.body
        if isinstance(line, ast.Assign)
        and any(isinstance(to, ast.Name) and to.id == "pytestmark" for to in line.targets)
    ]
    yield from _of_body(path, module.body, of_all)


def _of_body(path: str, body: list[ast.stmt], above: list[ast.expr]) -> Iterator[Marked]:
    for each in body:
        if isinstance(each, ast.ClassDef) and each.name.startswith("Test"):
            yield from _of_body(f"{path}::{each.name}", each.body, [*above, *each.decorator_list])
        elif isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and each.name.startswith("test_"):
            marks = [*above, *each.decorator_list]
            ids = tuple(_ids(marks))
            plants = PLANTED in each.name
            if ids or plants:
                yield Marked(f"{path}::{each.name}", ids, _is_marked(marks, "drill"), plants)


def _ids(marks: list[ast.expr]) -> Iterator[str]:
    for mark in marks:
        for node in ast.walk(mark):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "proves":
                yield from (str(ast.literal_eval(given)) for given in node.args)


def _is_marked(marks: list[ast.expr], name: str) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr == name for mark in marks for node in ast.walk(mark))
